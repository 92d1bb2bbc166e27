import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KNOWN_DATA } from '../../src/run/dataChoice.ts';
import { tinyLab } from './tinyLab.ts';
import type { TinyLab } from './tinyLab.ts';

let tiny: TinyLab;
beforeEach(async () => {
  tiny = await tinyLab();
});
afterEach(() => tiny.remove());

async function putMnist(...place: string[]): Promise<string> {
  const folder = join(tiny.root, ...place);
  await mkdir(folder, { recursive: true });
  for (const file of KNOWN_DATA.mnist.files) await writeFile(join(folder, file), '');
  return folder;
}

describe('lab data list', () => {
  it('says where each data set is, why there, and how to get what is missing', async () => {
    const folder = await putMnist('shared', 'data', 'mnist');
    const { out } = await tiny.call('data', 'list');
    expect(out).toContain(`${folder}  found in ../shared/data`);
    expect(out).toMatch(/^fashion-mnist +not here: lab data get fashion-mnist$/m);
    expect(out).toMatch(/^procedural digits +embedded +drawn by a generator$/m);
  });

  it('says where CelebA must lie, which nobody may fetch, and finds it there', async () => {
    const before = await tiny.call('data', 'list');
    expect(before.out).toMatch(/^celeba +not here: see below$/m);
    expect(before.out).toMatch(
      /^celeba: img_align_celeba\/, list_attr_celeba .* in celeba\/ there\..*mmlab/m,
    );
    const folder = join(tiny.root, 'shared', 'data', 'celeba');
    for (const part of ['Anno', 'Eval']) await mkdir(join(folder, part), { recursive: true });
    await writeFile(join(folder, 'Anno', 'list_attr_celeba.csv'), '');
    await writeFile(join(folder, 'Eval', 'list_eval_partition.csv'), '');
    const { out } = await tiny.call('data', 'list');
    expect(out).toContain(`${folder}  found in ../shared/data`);
    expect(out).not.toContain('mmlab');
  });

  it('is JSON for other programs', async () => {
    const folder = await putMnist('named', 'mnist');
    const { out } = await tiny.call('data', 'list', '--data', 'named', '--json');
    expect(JSON.parse(out)).toEqual([
      { name: 'mnist', folder, chosenBy: '--data', found: true },
      { name: 'fashion-mnist', found: false },
      { name: 'omniglot', found: false },
      { name: 'celeba', found: false },
    ]);
  });
});

describe('lab data get', () => {
  /** Runs a body without a network. */
  async function offline<Value>(body: () => Promise<Value>): Promise<Value> {
    const online = globalThis.fetch;
    globalThis.fetch = () => Promise.reject(new TypeError('fetch failed'));
    try {
      return await body();
    } finally {
      globalThis.fetch = online;
    }
  }

  it('without a network is a failed run that says what to do and leaves nothing behind', async () => {
    const { code, out, notes } = await offline(() =>
      tiny.call('data', 'get', 'mnist', '--data', 'downloads'),
    );
    expect(notes).toMatch(/check the network.*by hand/);
    expect([code, out]).toEqual([1, '']);
    expect(await readdir(join(tiny.root, 'downloads/mnist'))).toEqual([]);
  });

  it('goes to the cache folder where nothing else is said', async () => {
    await offline(() => tiny.call('data', 'get', 'mnist'));
    expect(await readdir(join(tiny.root, 'cache/causal-mechanisms/data'))).toEqual(['mnist']);
  });

  it('does not fetch CelebA, and says where it must lie', async () => {
    const { code, notes } = await tiny.call('data', 'get', 'celeba');
    expect(notes).toMatch(/celeba cannot be downloaded for you: img_align_celeba.*mmlab/);
    expect(code).toBe(2);
  });

  it('knows which data sets there are', async () => {
    const { code, notes } = await tiny.call('data', 'get', 'minst');
    expect(notes).toContain('unknown data set "minst", did you mean "mnist"?');
    expect(code).toBe(2);
  });
});
