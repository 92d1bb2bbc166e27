import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderStore } from '../../src/store/folderStore.ts';
import { savedRun } from '../../src/store/savedRun.ts';
import type { Store } from '../../src/store/store.ts';

let root: string;
let store: Store;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-saved-'));
  store = folderStore(join(root, 'store'));
  await mkdir(join(root, 'run/checkpoints'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));

/** What a worker has that begins now. */
const worker = (of = store) =>
  savedRun(of, 'study/saved/one', { scratch: join(root, 'scratch'), now: () => 5 });
const put = (name: string, text: string): Promise<void> => writeFile(join(root, 'run', name), text);

async function restored(of = store): Promise<{ text?: string; warnings: string[] }> {
  const warnings: string[] = [];
  const folder = join(root, 'back');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const there = await worker(of).restore(folder, (line) => warnings.push(line));
  const text = await readFile(join(folder, 'events.jsonl'), 'utf8').catch(() => undefined);
  expect(there).toBe(text !== undefined);
  return { warnings, ...(text === undefined ? {} : { text }) };
}

describe('savedRun', () => {
  it('gives back what was kept last', async () => {
    expect(await restored()).toEqual({ warnings: [] });
    const first = worker();
    await put('events.jsonl', 'one');
    await put('checkpoints/a', 'same');
    await first.save(join(root, 'run'));
    await put('events.jsonl', 'one two');
    await first.save(join(root, 'run'));
    expect(await restored()).toEqual({ text: 'one two', warnings: [] });
    await first.clear();
    expect(await store.list('study/')).toEqual([]);
    expect(await restored()).toEqual({ warnings: [] });
  });

  it('sends only what is new, and forgets what is old', async () => {
    const sent: string[] = [];
    const counting: Store = {
      ...store,
      upload: (key, file) => {
        sent.push(key);
        return store.upload(key, file);
      },
    };
    const first = worker(counting);
    await put('checkpoints/a', 'same');
    for (const text of ['1', '12', '123', '1234']) {
      await put('events.jsonl', text);
      await first.save(join(root, 'run'));
    }
    expect(sent).toHaveLength(5);
    const keys = await store.list('study/');
    expect(keys.filter((key) => key.includes('/lists/'))).toHaveLength(2);
    expect(keys.filter((key) => key.includes('/contents/'))).toHaveLength(3);
    const second = worker(counting);
    await second.restore(join(root, 'again'), () => undefined);
    await second.save(join(root, 'run'));
    expect(sent).toHaveLength(5);
  });

  it('passes over an upload that was cut in half', async () => {
    const first = worker();
    await put('events.jsonl', 'one');
    await first.save(join(root, 'run'));
    await put('events.jsonl', 'one two');
    await first.save(join(root, 'run'));
    const [last = ''] = (await store.list('study/saved/one/lists/')).reverse();
    const list = JSON.parse((await store.read(last))?.toString() ?? '') as {
      files: { path: string; sha256: string }[];
    };
    const events = list.files.find(({ path }) => path === 'events.jsonl')?.sha256 ?? '';
    await store.write(`study/saved/one/contents/${events}`, Buffer.from('one'));
    expect(await restored()).toEqual({
      text: 'one',
      warnings: [expect.stringContaining('events.jsonl has 3 of 7 bytes')],
    });
    await store.write(`study/saved/one/contents/${events}`, Buffer.from('one 2wo'));
    expect((await restored()).warnings[0]).toContain('another digest');
    await store.remove([`study/saved/one/contents/${events}`]);
    expect((await restored()).warnings[0]).toContain('events.jsonl is missing');
    await store.write(last, Buffer.from('{"format":1,"fi'));
    expect((await restored()).warnings[0]).toContain('is no list of files');
    await store.write(last, Buffer.from('{"format":1,"files":[{"path":"../../x"}]}'));
    expect((await restored()).text).toBe('one');
  });

  it('leaves no list where the upload failed', async () => {
    await put('events.jsonl', 'one');
    const failing: Store = { ...store, upload: () => Promise.reject(new Error('cut')) };
    await expect(worker(failing).save(join(root, 'run'))).rejects.toThrow('cut');
    expect(await store.list('study/')).toEqual([]);
  });
});
