import * as tf from '@tensorflow/tfjs';
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ArgumentError, FileAccessError, FileFormatError, withoutLeaks } from '../../src/index.ts';
import { modelFolder, nodeFileSystem } from '../../src/node.ts';
import { fullDisk, systemError } from './fullDisk.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Two inputs, one output: the sum times `factor`, plus a half. */
function makeModel(factor: number): tf.LayersModel {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
  const weights = [tf.fill([2, 1], factor), tf.fill([1], 0.5)];
  model.setWeights(weights);
  tf.dispose(weights);
  return model;
}

async function outputOf(model: tf.LayersModel): Promise<number> {
  const output = tf.tidy(() => model.predict(tf.tensor2d([[1, 2]])) as tf.Tensor);
  const [value] = await output.data();
  output.dispose();
  return value ?? NaN;
}

async function save(folder: string, factor: number): Promise<void> {
  const model = makeModel(factor);
  await model.save(modelFolder(folder));
  model.dispose();
}

async function loadOutput(folder: string): Promise<number> {
  const model = await tf.loadLayersModel(modelFolder(folder));
  const output = await outputOf(model);
  model.dispose();
  return output;
}

/** Jest runs tests in a realm of their own, and `fetch` decodes JSON in the other one. */
async function fetchInThisRealm(...request: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(...request);
  const json = async (): Promise<unknown> => JSON.parse(await response.text()) as unknown;
  return Object.defineProperty(response, 'json', { value: json });
}

async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.catch((reason: unknown) => reason);
}

describe('modelFolder', () => {
  it('gives back a model with the same output, and leaks nothing', () =>
    inTemporaryFolder(async (folder) => {
      await withoutLeaks('save and load', async () => {
        await save(join(folder, 'model'), 3);
        expect(await loadOutput(join(folder, 'model'))).toBe(9.5);
      });
      expect((await readdir(join(folder, 'model'))).sort()).toEqual(['model.json', 'weights.bin']);
    }));

  it('keeps metadata and says what it saved', () =>
    inTemporaryFolder(async (folder) => {
      const model = makeModel(1);
      model.setUserDefinedMetadata({ 10: 'a', 2: 'b', experts: [1, 2], text: 'é' });
      const result = await model.save(modelFolder(folder));
      expect(result.modelArtifactsInfo.weightDataBytes).toBe(12);
      model.dispose();
      const loaded = await tf.loadLayersModel(modelFolder(folder));
      expect(loaded.getUserDefinedMetadata()).toEqual({
        10: 'a',
        2: 'b',
        experts: [1, 2],
        text: 'é',
      });
      loaded.dispose();
    }));

  it('opens over plain HTTP with stock TensorFlow.js, also after it was replaced', () =>
    inTemporaryFolder(async (folder) => {
      const server = createServer((request, response) => {
        readFile(join(folder, request.url ?? '')).then(
          (content) => response.end(content),
          () => response.writeHead(404).end(),
        );
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      try {
        for (const factor of [2, 4]) {
          await save(folder, factor);
          const url = `http://127.0.0.1:${port}/model.json`;
          const model = await tf.loadLayersModel(tf.io.http(url, { fetchFunc: fetchInThisRealm }));
          expect(await outputOf(model)).toBe(3 * factor + 0.5);
          model.dispose();
        }
      } finally {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    }));

  it('replaces a model again and again, and leaves other files alone', () =>
    inTemporaryFolder(async (folder) => {
      await writeFile(join(folder, 'notes.bin'), 'mine');
      for (const factor of [1, 2, 2, 3]) {
        await save(folder, factor);
        expect(await loadOutput(folder)).toBe(3 * factor + 0.5);
        expect(await readdir(folder)).toHaveLength(3);
      }
    }));

  it('loads a model of another tool, with several weight files and without digests', () =>
    inTemporaryFolder(async (folder) => {
      await save(folder, 2);
      const path = join(folder, 'model.json');
      const json = JSON.parse(await readFile(path, 'utf8')) as tf.io.ModelJSON & {
        integrity?: unknown;
      };
      delete json.integrity;
      const [group] = json.weightsManifest;
      await writeFile(
        path,
        JSON.stringify({
          ...json,
          weightsManifest: [{ ...group, paths: ['shard1.bin', 'shard2.bin'] }],
        }),
      );
      const weights = await readFile(join(folder, 'weights.bin'));
      await writeFile(join(folder, 'shard1.bin'), weights.subarray(0, 5));
      await writeFile(join(folder, 'shard2.bin'), weights.subarray(5));
      expect(await loadOutput(folder)).toBe(6.5);
      await truncate(join(folder, 'shard2.bin'), 6);
      await expect(loadOutput(folder)).rejects.toThrow(/has 11 bytes, model.json expects 12/);
    }));

  it('refuses artifacts without a topology in JSON', () =>
    inTemporaryFolder(async (folder) => {
      const handler = modelFolder(folder);
      expect(await failure(handler.save({ weightData: new ArrayBuffer(0) }))).toBeInstanceOf(
        ArgumentError,
      );
      expect(await failure(handler.save({ modelTopology: new ArrayBuffer(4) }))).toBeInstanceOf(
        ArgumentError,
      );
      expect(await readdir(folder)).toEqual([]);
    }));
});

describe('modelFolder with damage', () => {
  it.each(['model.json', 'weights.bin'])(
    'notices a flipped bit in any byte of %s',
    (file) =>
      inTemporaryFolder(async (folder) => {
        await save(folder, 3);
        const path = join(folder, file);
        const whole = await readFile(path);
        for (let byte = 0; byte < whole.length; byte++) {
          const flipped = Buffer.from(whole);
          flipped[byte] = (flipped[byte] ?? 0) ^ (1 << (byte % 8));
          await writeFile(path, flipped);
          expect(await failure(modelFolder(folder).load())).toBeInstanceOf(FileFormatError);
        }
        await writeFile(path, whole);
        expect(await loadOutput(folder)).toBe(9.5);
      }),
    60_000,
  );

  it.each(['model.json', 'weights.bin'])('refuses a %s that is truncated or too long', (file) =>
    inTemporaryFolder(async (folder) => {
      await save(folder, 3);
      const path = join(folder, file);
      const whole = await readFile(path);
      for (const content of [
        whole.subarray(0, -1),
        whole.subarray(0, 0),
        Buffer.concat([whole, Buffer.from('x')]),
      ]) {
        await writeFile(path, content);
        expect(await failure(modelFolder(folder).load())).toBeInstanceOf(FileFormatError);
      }
    }),
  );

  it('tells a missing model from missing weights', () =>
    inTemporaryFolder(async (folder) => {
      const none = await failure(modelFolder(folder).load());
      expect(none).toBeInstanceOf(FileAccessError);
      expect((none as FileAccessError).message).toContain('there is no such file');
      await save(folder, 3);
      await rm(join(folder, 'weights.bin'));
      await expect(modelFolder(folder).load()).rejects.toThrow(
        /weights.bin is missing, model.json names it/,
      );
    }));

  it.each(['../secret.bin', '/etc/hostname', '..', 'a\\b', 'http://host/x'])(
    'does not follow the weight path %s out of the folder',
    (name) =>
      inTemporaryFolder(async (folder) => {
        const model = { modelTopology: {}, weightsManifest: [{ paths: [name], weights: [] }] };
        await writeFile(join(folder, 'model.json'), JSON.stringify(model));
        const error = await failure(modelFolder(folder).load());
        expect(error).toBeInstanceOf(FileFormatError);
        expect((error as FileFormatError).message).toContain('expected a plain file name');
      }),
  );

  it('refuses shapes that claim terabytes before it takes memory', () =>
    inTemporaryFolder(async (folder) => {
      const weights = [{ name: 'w', shape: [2 ** 38], dtype: 'float32' }];
      const model = { modelTopology: {}, weightsManifest: [{ paths: ['w.bin'], weights }] };
      await writeFile(join(folder, 'model.json'), JSON.stringify(model));
      await writeFile(join(folder, 'w.bin'), '');
      await truncate(join(folder, 'w.bin'), 2 ** 40);
      expect(await failure(modelFolder(folder).load())).toBeInstanceOf(FileFormatError);
      await truncate(join(folder, 'w.bin'), 12);
      await expect(modelFolder(folder).load()).rejects.toThrow(/has 12 bytes/);
    }));

  it.each(['null', '[]', '{}', '{"modelTopology":1,"weightsManifest":[]}', 'no'])(
    'refuses the model.json %s',
    (text) =>
      inTemporaryFolder(async (folder) => {
        await writeFile(join(folder, 'model.json'), text);
        expect(await failure(modelFolder(folder).load())).toBeInstanceOf(FileFormatError);
      }),
  );
});

describe('modelFolder on a failing disk', () => {
  it('keeps the old model when the disk fills up, wherever it does', () =>
    inTemporaryFolder(async (folder) => {
      await save(folder, 1);
      const model = makeModel(2);
      for (const room of [0, 5, 12, 20, 500]) {
        const error = await failure(
          model.save(modelFolder(folder, { fileSystem: fullDisk(room) })),
        );
        expect(error).toBeInstanceOf(FileAccessError);
        expect((error as FileAccessError).data['code']).toBe('ENOSPC');
        expect((await readdir(folder)).sort()).toEqual(['model.json', 'weights.bin']);
        expect(await loadOutput(folder)).toBe(3.5);
      }
      model.dispose();
    }));

  it('has either the old or the new model when it stops before any operation', () =>
    inTemporaryFolder(async (folder) => {
      await save(folder, 1);
      const model = makeModel(2);
      const outputs: number[] = [];
      for (let allowed = 0; allowed < 12; allowed++) {
        let left = allowed;
        const step = <Args extends unknown[], Result>(work: (...args: Args) => Promise<Result>) => {
          return (...args: Args): Promise<Result> =>
            left-- > 0 ? work(...args) : Promise.reject(systemError('EIO'));
        };
        // Nothing is cleaned up after the stop, as after kill -9.
        const fileSystem = {
          create: step((path: string) => nodeFileSystem.create(path)),
          makeFolder: step((path: string) => nodeFileSystem.makeFolder(path)),
          rename: step((from: string, to: string) => nodeFileSystem.rename(from, to)),
          remove: step((path: string) => nodeFileSystem.remove(path)),
          syncFolder: step((path: string) => nodeFileSystem.syncFolder(path)),
        };
        await failure(model.save(modelFolder(folder, { fileSystem })));
        outputs.push(await loadOutput(folder));
        await save(folder, 1);
        expect(await loadOutput(folder)).toBe(3.5);
      }
      model.dispose();
      expect(outputs[0]).toBe(3.5);
      expect(outputs.at(-1)).toBe(6.5);
      const change = outputs.indexOf(6.5);
      expect(outputs.slice(0, change).every((output) => output === 3.5)).toBe(true);
      expect(outputs.slice(change).every((output) => output === 6.5)).toBe(true);
    }));
});
