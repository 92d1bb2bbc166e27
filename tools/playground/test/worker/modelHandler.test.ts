import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import type { io } from '@tensorflow/tfjs';
import { modelHandler } from '../../src/worker/modelHandler.ts';

const description = (paths: readonly string[]) =>
  JSON.stringify({
    modelTopology: {},
    weightsManifest: [{ paths, weights: [{ name: 'w', shape: [3], dtype: 'float32' }] }],
  });

const model = (name: string, paths = ['weights.bin']) => new File([description(paths)], name);
const weights = (name: string, values: readonly number[]) =>
  new File([Float32Array.from(values)], name);

async function loaded(files: readonly File[]): Promise<number[]> {
  const artifacts = await (modelHandler(files).load as () => Promise<io.ModelArtifacts>)();
  expect(artifacts.weightSpecs).toEqual([{ name: 'w', shape: [3], dtype: 'float32' }]);
  return [...new Float32Array(artifacts.weightData as ArrayBuffer)];
}

describe('modelHandler', () => {
  it('reads model.json and the weights beside it, in any order', async () => {
    const files = [weights('weights.bin', [1, 2, 3]), model('model.json')];
    expect(await loaded(files)).toEqual([1, 2, 3]);
  });

  it('joins several files of weights in the order of the manifest', async () => {
    const files = [
      model('model.json', ['a.bin', 'b.bin']),
      weights('b.bin', [3]),
      weights('a.bin', [1, 2]),
    ];
    expect(await loaded(files)).toEqual([1, 2, 3]);
  });

  it('finds the model of a run folder, not what lies deeper or is named otherwise', async () => {
    const files = [
      new File(['{}'], 'run/config.json'),
      model('run/checkpoints/step-4/model.json'),
      weights('run/checkpoints/step-4/weights.bin', [0, 0, 0]),
      model('run/model/model.json'),
      weights('run/model/weights.bin', [4, 5, 6]),
    ];
    expect(await loaded(files)).toEqual([4, 5, 6]);
  });

  it('takes the only JSON file, whatever its name', async () => {
    expect(await loaded([model('bank.json'), weights('weights.bin', [7, 8, 9])])).toEqual([
      7, 8, 9,
    ]);
  });

  it.each([
    ['no file', [], 'no model.json among the 0 files'],
    ['several JSON files', [new File([''], 'a.json'), new File([''], 'b.json')], 'no model.json'],
  ])('says what is missing of %s', (_, files, message) => {
    expect(() => modelHandler(files)).toThrow(message);
  });

  it.each([
    null,
    1,
    { weights: [] },
    { paths: [3], weights: [] },
    { paths: [] },
    { paths: [], weights: [null] },
    { paths: [], weights: [{ name: 'w', dtype: 'float32' }] },
    { paths: [], weights: [{ name: 'w', dtype: 'float32', shape: [-1] }] },
  ])('says which entry of a manifest is damaged: %j', async (entry) => {
    const text = JSON.stringify({
      modelTopology: {},
      weightsManifest: [{ paths: [], weights: [] }, entry],
    });
    const refused = loaded([new File([text], 'model.json')]);
    await expect(refused).rejects.toThrow(FileFormatError);
    await expect(refused).rejects.toThrow(
      `model.json is damaged: expected the files of weights ("paths") and what is in them ("weights") in entry 2`,
    );
  });

  it.each([
    ['weights that were not picked', [model('model.json')], 'weights.bin is missing'],
    ['text', [new File(['oh'], 'model.json')], 'no JSON'],
    ['JSON that is no model', [new File(['null'], 'model.json')], 'names no weights'],
  ])('refuses %s', async (_, files, message) => {
    await expect(loaded(files)).rejects.toThrow(message);
  });
});
