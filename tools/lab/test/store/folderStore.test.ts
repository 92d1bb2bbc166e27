import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderStore } from '../../src/store/folderStore.ts';
import { testStore } from './storeContract.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-store-'));
});
afterEach(() => rm(root, { recursive: true }));

describe('folderStore', () => {
  testStore(() => Promise.resolve(folderStore(join(root, 'store'))));

  it('leaves no half object, and shows none that another machine is writing', async () => {
    const store = folderStore(root);
    await store.write('a/one', Buffer.from('1'));
    await writeFile(join(root, 'a/.tmp-other'), 'half');
    expect(await store.list('a/')).toEqual(['a/one']);
    expect(await readdir(join(root, 'a'))).toEqual(['.tmp-other', 'one']);
    await store.remove(['a/one']);
    expect(await readdir(root)).toEqual(['a']);
    await rm(join(root, 'a/.tmp-other'));
    await store.write('b/c/two', Buffer.from('2'));
    await store.remove(['b/c/two']);
    expect(await readdir(root)).toEqual(['a']);
  });

  it('says where it cannot write', async () => {
    await writeFile(join(root, 'file'), '');
    const store = folderStore(join(root, 'file'));
    await expect(store.write('a', Buffer.of())).rejects.toMatchObject({
      code: 'ERR_STORE',
      message: expect.stringContaining(`store ${join(root, 'file')}: cannot write a:`) as string,
    });
  });
});
