import type { io } from '@tensorflow/tfjs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileFormatError } from '../../src/index.ts';
import { hashText } from '../../src/node/hashedFile.ts';
import { encodeModelJson, readModelJson } from '../../src/node/modelJson.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

const artifacts: io.ModelArtifacts = {
  modelTopology: { class_name: 'Sequential' },
  format: 'layers-model',
  weightSpecs: [{ name: 'w', shape: [2], dtype: 'float32' }],
  weightData: new ArrayBuffer(8),
  userDefinedMetadata: { note: 'é' },
};
const text = encodeModelJson(artifacts, 'weights-1.bin', 'digest');
/** The same without a digest that would give any change away. */
const bare = text.replace(/,"integrity":.*$/, '}');

const reading = (content: string) =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, 'model.json');
    await writeFile(path, content);
    await expect(readModelJson(path)).rejects.toBeInstanceOf(FileFormatError);
    await expect(readModelJson(path)).rejects.toThrow(path);
  });

describe('encodeModelJson', () => {
  it('writes what stock TensorFlow.js reads, and no weights', () => {
    const { integrity, ...model } = JSON.parse(text) as Record<string, unknown>;
    expect(model).toEqual({
      modelTopology: artifacts.modelTopology,
      format: 'layers-model',
      userDefinedMetadata: { note: 'é' },
      weightsManifest: [{ paths: ['weights-1.bin'], weights: artifacts.weightSpecs }],
    });
    expect(integrity).toEqual({
      model: hashText(JSON.stringify(model)),
      weights: { 'weights-1.bin': 'digest' },
    });
  });

  it('lists no weights where there are none', () => {
    const { weightsManifest } = JSON.parse(
      encodeModelJson({ modelTopology: {} }, 'w', 'd'),
    ) as io.ModelJSON;
    expect(weightsManifest).toEqual([{ paths: ['w'], weights: [] }]);
  });
});

describe('readModelJson', () => {
  it('gives back what was written', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'model.json');
      await writeFile(path, text);
      const { model, digests } = await readModelJson(path);
      expect(model.modelTopology).toEqual(artifacts.modelTopology);
      expect(digests?.weights).toEqual({ 'weights-1.bin': 'digest' });
      expect('integrity' in model).toBe(false);
    }));

  it('reads a model of others, which has no digests', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'model.json');
      await writeFile(path, bare);
      expect(await readModelJson(path)).toEqual({
        model: JSON.parse(bare) as object,
        digests: undefined,
      });
    }));

  it.each([
    ['another word', text.replace('Sequential', 'Functional')],
    ['keys in another order', text.replace(/^\{("modelTopology":\{.*?\}),(.*?),/, '{$2,$1,')],
    ['a digest of something else', text.replace(/"model":"../, '"model":"zz')],
    [
      'digests of another form',
      text.replace('"weights":{"weights-1.bin":"digest"}', '"weights":1'),
    ],
    ['a path that leads out', bare.replaceAll('weights-1.bin', '../weights-1.bin')],
    ['a hidden file', bare.replaceAll('weights-1.bin', '.weights')],
    ['a key that nobody knows', bare.replace('"format"', '"formta"')],
    ['a type that nobody knows', bare.replace('float32', 'float33')],
    ['no topology', JSON.stringify({ weightsManifest: [] })],
    ['a list', '[]'],
    ['null', 'null'],
    ['no JSON', '{'],
  ])('refuses %s', (_what, content) => {
    expect([text, bare]).not.toContain(content);
    return reading(content);
  });
});
