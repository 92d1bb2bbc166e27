import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { codeFingerprint } from '../../src/queue/codeFingerprint.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-code-'));
});
afterEach(() => rm(root, { recursive: true }));

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

describe('codeFingerprint', () => {
  it('changes with what computes, and with nothing else', async () => {
    await put('packages/rims/src/a/b.ts', 'one');
    await put('tools/lab/src/main.ts', 'two');
    await put('package-lock.json', '{}');
    const first = await codeFingerprint(root);
    expect(first).toMatch(/^[\da-f]{16}$/);
    await put('README.md', 'words');
    await put('packages/rims/test/a.test.ts', 'tests');
    await put('tools/bench/src/main.ts', 'bench');
    expect(await codeFingerprint(root)).toBe(first);
    const seen = new Set([first]);
    for (const [path, text] of [
      ['packages/rims/src/a/b.ts', 'three'],
      ['packages/rims/src/a/c.ts', ''],
      ['tools/lab/src/main.ts', 'four'],
      ['package-lock.json', '{"a":1}'],
      ['packages/other/src/index.ts', 'one'],
    ] as const) {
      await put(path, text);
      seen.add(await codeFingerprint(root));
    }
    expect(seen.size).toBe(6);
  });

  it('is there without a repository, and takes little time for this one', async () => {
    expect(await codeFingerprint(join(root, 'none'))).toMatch(/^[\da-f]{16}$/);
    const own = resolve(import.meta.dirname, '../../../..');
    expect(await codeFingerprint(own)).toBe(await codeFingerprint(own));
  });
});
