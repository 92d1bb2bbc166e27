import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/store/store.ts';

/** What every store must do. */
export function testStore(open: () => Promise<Store>): void {
  let store: Store;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lab-store-files-'));
    store = await open();
  });
  afterEach(() => rm(folder, { recursive: true }));

  const text = async (key: string): Promise<string | undefined> =>
    (await store.read(key))?.toString('utf8');

  it('reads what was written, and knows what is not there', async () => {
    await store.write('a/one.json', Buffer.from('first'));
    await store.write('a/one.json', Buffer.from('second'));
    expect(await text('a/one.json')).toBe('second');
    expect(await text('a/two.json')).toBeUndefined();
    expect(await text('a/one.json/deeper')).toBeUndefined();
    await store.write('a/empty', Buffer.of());
    expect(await text('a/empty')).toBe('');
  });

  it('lets one of many create an object', async () => {
    const tries = Array.from({ length: 8 }, (_, one) =>
      store.create('a/done.json', Buffer.from(String(one))),
    );
    const made = await Promise.all(tries);
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await text('a/done.json')).toBe(String(made.indexOf(true)));
    expect(await store.create('a/done.json', Buffer.from('late'))).toBe(false);
  });

  it('takes files and gives them back', async () => {
    const file = join(folder, 'file');
    await writeFile(file, Buffer.from([0, 255, 10, 13]));
    await store.upload('a/b/file', file);
    expect(await store.download('a/b/file', join(folder, 'back'))).toBe(true);
    expect([...(await readFile(join(folder, 'back')))]).toEqual([0, 255, 10, 13]);
    expect(await store.download('a/b/none', join(folder, 'none'))).toBe(false);
    await expect(store.upload('a/c', join(folder, 'none'))).rejects.toMatchObject({
      code: 'ERR_STORE',
    });
  });

  it('lists what is below a prefix, and removes', async () => {
    const keys = ['s/a/1', 's/a/2', 's/a/3', 's/a/b/4', 's/a/b/5', 's/ab/6', 't/7'];
    for (const key of keys) await store.write(key, Buffer.from(key));
    expect(await store.list('s/a/')).toEqual(['s/a/1', 's/a/2', 's/a/3', 's/a/b/4', 's/a/b/5']);
    expect(await store.list('none/')).toEqual([]);
    await store.remove(['s/a/b/4', 's/a/b/5', 's/a/none']);
    expect(await store.list('s/')).toEqual(['s/a/1', 's/a/2', 's/a/3', 's/ab/6']);
  });
}
