import { execFileSync } from 'node:child_process';
import { constants } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import {
  folderCheckpoints,
  lockRun,
  modelFolder,
  openEventLog,
  openRegularFile,
  readEvents,
} from '../../src/node.ts';
import { openRegular } from '../../src/node/regularFile.ts';
import { files, stateAt } from './checkpointStates.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

const pipe = (path: string): void => void execFileSync('mkfifo', [path]);

describe('openRegularFile', () => {
  it('opens files, and links to them', () =>
    inTemporaryFolder(async (folder) => {
      await writeFile(join(folder, 'file'), 'abc');
      await symlink('file', join(folder, 'link'));
      for (const name of ['file', 'link']) {
        const handle = await openRegularFile('test', join(folder, name));
        expect(await handle.readFile('utf8')).toBe('abc');
        await handle.close();
      }
    }));

  it('refuses at once what is no regular file', () =>
    inTemporaryFolder(async (folder) => {
      await mkdir(join(folder, 'folder'));
      pipe(join(folder, 'pipe'));
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(join(folder, 'socket'), resolve));
      try {
        for (const [path, code] of [
          [join(folder, 'folder'), 'EISDIR'],
          [join(folder, 'pipe'), 'EFTYPE'],
          [join(folder, 'socket'), 'EFTYPE'],
          ['/dev/zero', 'EFTYPE'],
          [join(folder, 'missing'), 'ENOENT'],
        ] as const) {
          await expect(openRegularFile('test', path)).rejects.toMatchObject({
            code: 'ERR_FILE_ACCESS',
            message: expect.stringMatching(
              new RegExp(`^test: cannot read ${path}: .* \\(${code}\\)$`),
            ) as string,
            data: { code },
          });
        }
        // A pipe that is opened for writing, with nobody who reads it.
        await expect(openRegular(join(folder, 'pipe'), constants.O_WRONLY)).rejects.toMatchObject({
          code: 'EFTYPE',
        });
      } finally {
        await new Promise((resolve) => server.close(resolve));
      }
    }));
});

describe('a pipe in place of a file', () => {
  const refused = { code: 'ERR_FILE_ACCESS', data: { code: 'EFTYPE' } };

  it('is refused as event log, model and lock', () =>
    inTemporaryFolder(async (folder) => {
      for (const name of ['events.jsonl', 'model.json', 'run.lock']) pipe(join(folder, name));
      await expect(openEventLog(join(folder, 'events.jsonl'))).rejects.toMatchObject(refused);
      await expect(readEvents(join(folder, 'events.jsonl')).next()).rejects.toMatchObject(refused);
      await expect(modelFolder(folder).load()).rejects.toMatchObject(refused);
      await expect(lockRun(folder)).rejects.toMatchObject(refused);
    }));

  it('is refused as weights of a model', () =>
    inTemporaryFolder(async (folder) => {
      const model = {
        modelTopology: {},
        weightsManifest: [
          { paths: ['w.bin'], weights: [{ name: 'w', shape: [], dtype: 'float32' }] },
        ],
      };
      await writeFile(join(folder, 'model.json'), JSON.stringify(model));
      pipe(join(folder, 'w.bin'));
      await expect(modelFolder(folder).load()).rejects.toMatchObject(refused);
    }));

  it.each(files)('makes a checkpoint a damaged one: %s', (file) =>
    inTemporaryFolder(async (folder) => {
      const store = folderCheckpoints(folder);
      await store.save(stateAt(1));
      const location = await store.save(stateAt(2));
      await rm(join(location, file));
      pipe(join(location, file));
      const restored = await store.latest();
      expect(restored?.state.step).toBe(1);
      expect(restored?.warnings[0]).toContain(`${join(location, file)} is no regular file`);
    }),
  );
});
