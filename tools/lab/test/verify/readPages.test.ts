import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FileAccessError, FileFormatError } from '@causal-mechanisms/tensor-utils';
import { readPages } from '../../src/verify/readPages.ts';
import { HEADER, tinyReader } from './support.ts';

const TABLE = ['| a | b |', '| - | - |', '| one | 0.5 |'];

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-pages-'));
});
afterEach(() => rm(root, { recursive: true }));

async function put(path: string, ...lines: string[]): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), lines.join('\n'));
}
const read = () => readPages({ ...tinyReader(), repositoryRoot: root });

describe('readPages', () => {
  it('reads pages of results, and looks for tables on all others but the generated ones', async () => {
    await put('package.json', '{ "scripts": { "bench": "x" } }');
    await put('docs/results/a.md', ...HEADER, '# A', '```sh', 'npm run bench', '```', ...TABLE);
    await put('docs/results/b.md', '# B');
    await put('docs/results/README.md', ...TABLE);
    await put('docs/site/c.md', ...TABLE);
    await put('docs/guides/d.md', ...TABLE);
    await put('README.md', '# E', '[all](docs/results/a.md)', ...TABLE);
    await put('packages/f/README.md', '# F', ...TABLE);
    await put('packages/f/other.md', ...TABLE);
    await put('tools/g/README.md', 'Words.');
    const { results, guides } = await read();
    expect(
      results.map(({ page, entries, findings }) => [page, entries.length, findings.length]),
    ).toEqual([
      ['docs/results/a.md', 1, 0],
      ['docs/results/b.md', 0, 1],
    ]);
    expect(guides.map(({ place }) => `${place.page}:${place.line}`)).toEqual([
      'docs/guides/d.md:1',
      'docs/results/README.md:1',
      'packages/f/README.md:2',
    ]);
  });

  it('needs the root of the repository', async () => {
    await expect(read()).rejects.toThrow(FileFormatError);
    await put('package.json', '{}');
    await expect(read()).rejects.toThrow(/package.json does not hold what it should/);
  });

  it('says which page cannot be read', async () => {
    await put('package.json', '{ "scripts": {} }');
    await mkdir(join(root, 'README.md'));
    await expect(read()).rejects.toThrow(FileAccessError);
    await expect(read()).rejects.toThrow(/README.md: it is a folder/);
  });
});
