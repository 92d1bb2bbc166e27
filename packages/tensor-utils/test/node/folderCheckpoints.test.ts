import * as tf from '@tensorflow/tfjs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { TrainingState } from '../../src/index.ts';
import { ArgumentError, FileAccessError, ShapeError } from '../../src/index.ts';
import { folderCheckpoints, nodeFileSystem } from '../../src/node.ts';
import { files, plain, stateAt } from './checkpointStates.ts';
import { killNow, startChild } from './childProcess.ts';
import { fullDisk, systemError } from './fullDisk.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

describe('folderCheckpoints', () => {
  it('gives back exactly what was saved', () =>
    inTemporaryFolder(async (folder) => {
      const store = folderCheckpoints(join(folder, 'deep', 'checkpoints'));
      const location = await store.save(stateAt(1234));
      expect(location).toBe(join(folder, 'deep', 'checkpoints', 'step-00001234'));
      expect((await readdir(location)).sort()).toEqual(files);
      const restored = await folderCheckpoints(join(folder, 'deep', 'checkpoints')).latest();
      expect(plain(restored?.state)).toEqual(plain(stateAt(1234)));
      expect(restored?.location).toBe(location);
      expect(restored?.warnings).toEqual([]);
    }));

  it('writes the weight format of TensorFlow.js', () =>
    inTemporaryFolder(async (folder) => {
      await tf.setBackend('cpu');
      const location = await folderCheckpoints(folder).save(stateAt(7));
      const text = await readFile(join(location, 'weights_manifest.json'), 'utf8');
      const [group] = JSON.parse(text) as tf.io.WeightsManifestConfig;
      const bytes = Uint8Array.from(await readFile(join(location, 'weights.bin')));
      expect(group?.paths).toEqual(['weights.bin']);
      const tensors = tf.io.decodeWeights(bytes.buffer, group?.weights ?? []);
      expect(tensors['experts/kernel']?.shape).toEqual([2, 3]);
      expect(Array.from((await tensors['experts/kernel']?.data()) ?? [])).toEqual(
        Array.from(stateAt(7).arrays['experts/kernel']?.values ?? []),
      );
      expect(tensors['adam/count']?.dtype).toBe('int32');
      tf.dispose(tensors);
    }));

  it('is empty at first, whether the folder is there or not', () =>
    inTemporaryFolder(async (folder) => {
      expect(await folderCheckpoints(folder).latest()).toBeUndefined();
      expect(await folderCheckpoints(join(folder, 'none')).latest()).toBeUndefined();
      expect(await readdir(folder)).toEqual([]);
    }));

  it('keeps the newest ones alone', () =>
    inTemporaryFolder(async (folder) => {
      const store = folderCheckpoints(folder, { keep: 2 });
      for (const step of [0, 5, 100, 20]) {
        if (step !== 20) await store.save(stateAt(step));
      }
      expect((await readdir(folder)).sort()).toEqual(['step-00000005', 'step-00000100']);
      expect((await store.latest())?.state.step).toBe(100);
    }));

  it('replaces a step that is saved again', () =>
    inTemporaryFolder(async (folder) => {
      const store = folderCheckpoints(folder, { keep: 1 });
      await store.save(stateAt(5));
      await store.save({ ...stateAt(5), json: { again: true } });
      expect(await readdir(folder)).toEqual(['step-00000005']);
      expect((await store.latest())?.state.json).toEqual({ again: true });
    }));

  it('still finds a step whose replacement was cut short', () =>
    inTemporaryFolder(async (folder) => {
      const store = folderCheckpoints(folder, { keep: 1 });
      const location = await store.save(stateAt(5));
      await rename(location, `${location}.replaced`);
      expect((await store.latest())?.state.step).toBe(5);
      await store.save(stateAt(6));
      expect(await readdir(folder)).toEqual(['step-00000006']);
    }));

  it('knows the newest by its number, not by its name', () =>
    inTemporaryFolder(async (folder) => {
      const store = folderCheckpoints(folder, { keep: 2 });
      for (const step of [99_999_998, 99_999_999, 100_000_000, 1_000_000_000]) {
        await store.save(stateAt(step));
        expect((await store.latest())?.state.step).toBe(step);
      }
      expect((await readdir(folder)).sort()).toEqual(['step-100000000', 'step-1000000000']);
    }));

  it('prefers the new one of a step whose old one is still there, and falls back to the old one', () =>
    inTemporaryFolder(async (folder) => {
      const store = folderCheckpoints(folder);
      const location = await store.save(stateAt(5));
      await rename(location, `${location}.replaced`);
      // As a kill between the two renames and the clean-up leaves it.
      const elsewhere = folderCheckpoints(join(folder, 'elsewhere'));
      await rename(await elsewhere.save({ ...stateAt(5), json: { new: true } }), location);
      const restored = await store.latest();
      expect([restored?.location, restored?.state.json]).toEqual([location, { new: true }]);
      await rm(join(location, 'state.json'));
      const fallen = await store.latest();
      expect(fallen?.location).toBe(`${location}.replaced`);
      expect(plain(fallen?.state)).toEqual(plain(stateAt(5)));
      expect(fallen?.warnings).toHaveLength(1);
    }));

  it('does not count the old one of a step that was saved again', () =>
    inTemporaryFolder(async (folder) => {
      const store = folderCheckpoints(folder, { keep: 2 });
      for (const step of [1, 2, 3, 3]) await store.save(stateAt(step));
      expect((await readdir(folder)).sort()).toEqual(['step-00000002', 'step-00000003']);
    }));

  it('keeps as many whole ones as it should when there are damaged ones between them', () =>
    inTemporaryFolder(async (folder) => {
      const store = folderCheckpoints(folder, { keep: 3 });
      for (const step of [1, 2, 3]) await store.save(stateAt(step));
      await rm(join(folder, 'step-00000003', 'manifest.json'));
      const resumed = folderCheckpoints(folder, { keep: 2 });
      expect((await resumed.latest())?.state.step).toBe(2);
      await resumed.save(stateAt(4));
      expect((await readdir(folder)).sort()).toEqual(['step-00000002', 'step-00000004']);
      await rm(join(folder, 'step-00000004', 'weights.bin'));
      const restored = await resumed.latest();
      expect(plain(restored?.state)).toEqual(plain(stateAt(2)));
    }));

  it('leaves checkpoints of later steps alone after a fall-back', () =>
    inTemporaryFolder(async (folder) => {
      const store = folderCheckpoints(folder, { keep: 2 });
      for (const step of [10, 20]) await store.save(stateAt(step));
      await folderCheckpoints(folder, { keep: 2 }).save(stateAt(15));
      await folderCheckpoints(folder, { keep: 1 }).save(stateAt(16));
      expect((await readdir(folder)).sort()).toEqual(['step-00000016', 'step-00000020']);
    }));

  it('saves one after the other when the caller does not wait', () =>
    inTemporaryFolder(async (folder) => {
      const store = folderCheckpoints(folder, { keep: 1 });
      await Promise.all([store.save(stateAt(1)), store.save(stateAt(2)), store.save(stateAt(3))]);
      expect(await readdir(folder)).toEqual(['step-00000003']);
    }));

  it.each([0, -1, 1.5, NaN])('refuses to keep %p', (keep) => {
    expect(() => folderCheckpoints('anywhere', { keep })).toThrow(ArgumentError);
  });

  const broken: [string, Partial<TrainingState>, typeof ArgumentError | typeof ShapeError][] = [
    ['a step below 0', { step: -1 }, ArgumentError],
    ['half a step', { step: 0.5 }, ArgumentError],
    ['NaN in json', { json: { a: [1, NaN] } }, ArgumentError],
    ['infinity in the config', { config: { a: Infinity } }, ArgumentError],
    [
      'a typed array in json',
      { json: { a: Int32Array.of(1) as unknown as number[] } },
      ArgumentError,
    ],
    ['undefined in json', { json: { a: undefined as unknown as null } }, ArgumentError],
    ['a wrong shape', { arrays: { a: { shape: [3], values: new Float32Array(2) } } }, ShapeError],
    [
      'double precision',
      { arrays: { a: { shape: [1], values: new Float64Array(1) as unknown as Float32Array } } },
      ArgumentError,
    ],
  ];
  it.each(broken)('refuses %s and writes nothing', (_, change, kind) =>
    inTemporaryFolder(async (folder) => {
      const state = { ...stateAt(1), ...change };
      await expect(folderCheckpoints(folder).save(state)).rejects.toBeInstanceOf(kind);
      expect(await readdir(folder)).toEqual([]);
    }),
  );

  it('saves 20 MB in well under a second and keeps the event loop free', () =>
    inTemporaryFolder(async (folder) => {
      const values = new Float32Array(5_000_000).fill(0.5);
      const state = {
        step: 1,
        config: {},
        arrays: { w: { shape: [5_000_000], values } },
        json: {},
      };
      let ticks = 0;
      const timer = setInterval(() => (ticks += 1), 1);
      const start = performance.now();
      await folderCheckpoints(folder).save(state);
      const elapsed = performance.now() - start;
      clearInterval(timer);
      // Half a second on a free machine at most; the rest is room for a busy one.
      expect(elapsed).toBeLessThan(3000);
      expect(ticks).toBeGreaterThan(2);
    }));
});

describe('folderCheckpoints on a failing disk', () => {
  it('keeps the earlier checkpoints and leaves nothing behind, wherever the disk fills up', () =>
    inTemporaryFolder(async (folder) => {
      await folderCheckpoints(folder).save(stateAt(1));
      const sizes = await Promise.all(
        files.map(async (file) => (await readFile(join(folder, 'step-00000001', file))).length),
      );
      const total = sizes.reduce((sum, size) => sum + size, 0);
      for (const room of [0, 1, 27, 28, 29, 150, 400, total - 1]) {
        const error: unknown = await folderCheckpoints(folder, { fileSystem: fullDisk(room) })
          .save(stateAt(2))
          .catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(FileAccessError);
        expect((error as FileAccessError).message).toContain(
          'no space is left on the disk (ENOSPC)',
        );
        expect((error as FileAccessError).data['code']).toBe('ENOSPC');
        expect(await readdir(folder)).toEqual(['step-00000001']);
      }
      expect((await folderCheckpoints(folder).latest())?.state.step).toBe(1);
      await folderCheckpoints(folder, { fileSystem: fullDisk(total) }).save(stateAt(2));
      expect((await folderCheckpoints(folder).latest())?.state.step).toBe(2);
    }));

  it.each(['rename', 'syncFolder', 'makeFolder'] as const)(
    'survives a %s that fails',
    (operation) =>
      inTemporaryFolder(async (folder) => {
        await folderCheckpoints(folder).save(stateAt(1));
        const fileSystem = {
          ...nodeFileSystem,
          [operation]: () => Promise.reject(systemError('EIO')),
        };
        const failing = folderCheckpoints(folder, { fileSystem }).save(stateAt(2));
        await expect(failing).rejects.toBeInstanceOf(FileAccessError);
        expect(await readdir(folder)).toEqual(['step-00000001']);
      }),
  );

  it('goes on saving after a failure', () =>
    inTemporaryFolder(async (folder) => {
      let fails = true;
      const store = folderCheckpoints(folder, {
        fileSystem: {
          ...nodeFileSystem,
          create: (path) =>
            fails ? Promise.reject(systemError('ENOSPC')) : nodeFileSystem.create(path),
        },
      });
      await expect(store.save(stateAt(1))).rejects.toBeInstanceOf(FileAccessError);
      fails = false;
      await store.save(stateAt(1));
      expect((await store.latest())?.state.step).toBe(1);
    }));
});

describe('folderCheckpoints after kill -9', () => {
  it(
    'has a whole latest checkpoint, and the next save tidies up',
    () =>
      inTemporaryFolder(async (folder) => {
        let first = 1;
        for (const delay of [0, 7, 23, 61]) {
          const child = await startChild('saveForever.ts', folder, String(first));
          await wait(delay);
          await killNow(child);
          const restored = await folderCheckpoints(folder).latest();
          const step = restored?.state.step ?? NaN;
          expect(step).toBeGreaterThanOrEqual(first);
          expect(restored?.warnings).toEqual([]);
          const { a, b } = restored?.state.arrays ?? {};
          expect(a?.values.every((value) => value === step)).toBe(true);
          expect(b?.values.every((value) => value === step)).toBe(true);
          expect(restored?.state.json).toEqual({ step });
          first = step + 1;
        }
        await folderCheckpoints(folder, { keep: 2 }).save(stateAt(first));
        const names = await readdir(folder);
        expect(names).toHaveLength(2);
        expect(names.every((name) => name.startsWith('step-'))).toBe(true);
      }),
    60_000,
  );

  it('removes what a dead run left unfinished, and nothing of a living one', () =>
    inTemporaryFolder(async (folder) => {
      const child = await startChild('saveForever.ts', join(folder, 'elsewhere'));
      await killNow(child);
      const dead = `.tmp-step-00000001-${String(child.pid)}-0123456789ab-1`;
      // The number of this process, but the beginning of another one that had it before.
      const reused = `.tmp-step-00000002-${process.pid}-0123456789ab-1`;
      const living = `.tmp-step-00000003-${process.pid}-unknown-1`;
      for (const name of [dead, reused, living]) await mkdir(join(folder, name));
      await folderCheckpoints(folder).save(stateAt(1));
      const left = (await readdir(folder)).filter((name) => name.startsWith('.tmp'));
      expect(left).toEqual(process.platform === 'linux' ? [living] : [reused, living]);
    }));
});
