import { mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CheckpointError, FileAccessError } from '../../src/index.ts';
import { folderCheckpoints } from '../../src/node.ts';
import { files, flipBit, plain, stateAt } from './checkpointStates.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

describe('folderCheckpoints with damage', () => {
  it.each(files)(
    'notices a flipped bit in any byte of %s',
    (file) =>
      inTemporaryFolder(async (folder) => {
        const store = folderCheckpoints(folder);
        const location = await store.save(stateAt(3));
        const path = join(location, file);
        const whole = await readFile(path);
        for (let byte = 0; byte < whole.length; byte++) {
          await flipBit(path, byte * 8 + (byte % 8));
          await expect(store.latest()).rejects.toBeInstanceOf(CheckpointError);
          await writeFile(path, whole);
        }
        expect((await store.latest())?.state.step).toBe(3);
      }),
    60_000,
  );

  it.each(files)('falls back when %s is damaged, truncated, longer or gone', (file) =>
    inTemporaryFolder(async (folder) => {
      const store = folderCheckpoints(folder);
      const earlier = await store.save(stateAt(1));
      const location = await store.save(stateAt(2));
      const path = join(location, file);
      const whole = await readFile(path);
      const damages = [
        () => flipBit(path, 8 * (whole.length >> 1)),
        () => truncate(path, whole.length - 1),
        () => truncate(path, 0),
        () => writeFile(path, Buffer.concat([whole, Buffer.from(' ')])),
        () => rm(path),
      ];
      for (const damage of damages) {
        await damage();
        const restored = await store.latest();
        expect(plain(restored?.state)).toEqual(plain(stateAt(1)));
        expect(restored?.location).toBe(earlier);
        expect(restored?.warnings).toHaveLength(1);
        expect(restored?.warnings[0]).toContain(location);
        expect(restored?.warnings[0]).toContain(file);
        await rm(path, { force: true });
        await writeFile(path, whole);
      }
      expect((await store.latest())?.warnings).toEqual([]);
    }),
  );

  it('throws when every checkpoint is damaged, and names them all', () =>
    inTemporaryFolder(async (folder) => {
      const store = folderCheckpoints(folder);
      const first = await store.save(stateAt(1));
      const second = await store.save(stateAt(2));
      await rm(join(first, 'manifest.json'));
      await truncate(join(second, 'weights.bin'), 3);
      const error: unknown = await store.latest().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(CheckpointError);
      expect((error as CheckpointError).code).toBe('ERR_CHECKPOINT');
      expect((error as CheckpointError).message).toContain(first);
      expect((error as CheckpointError).message).toContain(second);
    }));

  it('refuses a checkpoint under the name of another step', () =>
    inTemporaryFolder(async (folder) => {
      const store = folderCheckpoints(folder);
      await rename(await store.save(stateAt(1)), join(folder, 'step-00000009'));
      await expect(store.latest()).rejects.toThrow(/holds step 1/);
    }));

  it('refuses a manifest that claims terabytes, and takes no memory for it', () =>
    inTemporaryFolder(async (folder) => {
      const store = folderCheckpoints(folder);
      const location = await store.save(stateAt(1));
      // A sparse file: a terabyte by name, nothing on disk.
      await truncate(join(location, 'weights.bin'), 2 ** 40);
      const path = join(location, 'manifest.json');
      const text = await readFile(path, 'utf8');
      await writeFile(
        path,
        text.replace('"weights.bin":{"bytes":28', `"weights.bin":{"bytes":${2 ** 40}`),
      );
      await expect(store.latest()).rejects.toThrow(/its arrays take 28/);
    }));

  it('does not let damaged checkpoints push out whole ones', () =>
    inTemporaryFolder(async (folder) => {
      const store = folderCheckpoints(folder, { keep: 1 });
      await store.save(stateAt(10));
      const damaged = join(folder, 'step-00000030');
      await mkdir(damaged);
      const resumed = folderCheckpoints(folder, { keep: 1 });
      expect((await resumed.latest())?.warnings).toHaveLength(1);
      await resumed.save(stateAt(20));
      expect((await resumed.latest())?.state.step).toBe(20);
      await resumed.save(stateAt(30));
      expect((await resumed.latest())?.warnings).toEqual([]);
      expect(await readdir(folder)).toEqual(['step-00000030']);
    }));

  it('ignores what is not its own', () =>
    inTemporaryFolder(async (folder) => {
      await mkdir(join(folder, 'step-x'));
      await writeFile(join(folder, 'notes.txt'), 'mine');
      const store = folderCheckpoints(folder, { keep: 1 });
      expect(await store.latest()).toBeUndefined();
      await store.save(stateAt(1));
      expect((await readdir(folder)).sort()).toEqual(['notes.txt', 'step-00000001', 'step-x']);
    }));

  it('says so when its folder is a file', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'file');
      await writeFile(path, '');
      await expect(folderCheckpoints(path).latest()).rejects.toBeInstanceOf(FileAccessError);
      await expect(folderCheckpoints(path).save(stateAt(1))).rejects.toBeInstanceOf(
        FileAccessError,
      );
    }));
});
