import { spawnSync } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeFileSystem } from '../../src/node.ts';
import { ownIdentity } from '../../src/node/processIdentity.ts';
import { removeAbandoned, temporaryName } from '../../src/node/temporaryName.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

describe('temporaryName', () => {
  it('tells what it is and who makes it, and never comes twice', async () => {
    const { pid, began } = await ownIdentity();
    const [first, second] = [await temporaryName('step-1'), await temporaryName('step-1')];
    expect(first.startsWith(`.tmp-step-1-${pid}-${began}-`)).toBe(true);
    expect(second).not.toBe(first);
  });
});

describe('removeAbandoned', () => {
  it('removes what dead processes left, folders too, and nothing else', () =>
    inTemporaryFolder(async (folder) => {
      const { pid: dead } = spawnSync(process.execPath, ['-e', '']);
      const mine = await temporaryName('file');
      const left = [
        `.tmp-file-${dead}-unknown-1`,
        `.tmp-run.lock-${dead}-0123456789ab-12.new`,
        `.tmp-with-dashes-7-${dead}-unknown-3`,
      ];
      const others = [
        mine,
        `tmp-file-${dead}-unknown-1`,
        `.tmp-file-${dead}-unknown`,
        `.tmp-file-${dead}-xyz-1`,
        `.tmp-file-${dead}-unknown-1.old`,
        'notes.txt',
      ];
      for (const name of [...left.slice(1), ...others]) await writeFile(join(folder, name), '');
      await mkdir(join(folder, left[0] ?? ''));
      await writeFile(join(folder, left[0] ?? '', 'inside'), '');
      await removeAbandoned(nodeFileSystem, folder);
      expect((await readdir(folder)).sort()).toEqual(others.sort());
    }));
});
