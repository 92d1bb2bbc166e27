import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSite } from '../src/buildSite.ts';

/** A repository with a page of each kind, whose links go all ways. */
const FILES = {
  'README.md':
    '# Front\n\n[A](docs/guides/a.md#some--code), [one](packages/one/README.md#use), [results](docs/results/), [MIT](LICENSE)\n',
  LICENSE: 'MIT\n',
  'CONTRIBUTING.md': '# Contributing\n\n[Home](README.md)\n',
  'docs/guides/a.md':
    '# A\n\n## Some & `code`\n\n![Picture](../images/p.png) [tools](../../tools)\n\n```ts\nconst a = 1;\n```\n',
  'docs/images/p.png': 'png',
  'docs/results/README.md': '# Results\n\n[Guide](../guides/a.md)\n',
  'docs/results/r.md':
    '---\ndate: 2026-11-29\nprocessor: two cores\n---\n\n# one/r\n\n| a |\n| - |\n| 1 |\n',
  'tools/lab/README.md': '# The lab\n',
  'package.json': '{ "name": "root", "private": true, "workspaces": ["packages/*"] }',
  'typedoc.json': JSON.stringify({
    name: 'small',
    entryPointStrategy: 'packages',
    entryPoints: ['packages/one'],
    out: 'docs/site',
    readme: 'README.md',
    alwaysCreateEntryPointModule: true, // as with several packages
    headings: { readme: false, document: false },
    categorizeByGroup: false,
    defaultCategory: 'API',
    navigation: { includeCategories: true },
    disableGit: true,
    sourceLinkTemplate: 'https://example.org/{path}',
    packageOptions: { disableGit: true, sourceLinkTemplate: 'https://example.org/{path}' },
  }),
  'packages/one/package.json': '{ "name": "one", "type": "module" }',
  'packages/one/typedoc.json': '{ "entryPoints": ["index.ts"] }',
  'packages/one/tsconfig.json': '{ "compilerOptions": { "types": [] }, "files": ["index.ts"] }',
  'packages/one/README.md': '# one\n\n## Use\n\n[A](../../docs/guides/a.md)\n',
  'packages/one/index.ts':
    '/** What {@link two} adds. */\nexport const one = 1;\n/** The next. */\nexport const two = 2;\n',
};

let root: string;
const notes: string[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'causal-mechanisms-site-'));
  notes.length = 0;
  for (const [path, text] of Object.entries(FILES)) put(path, text);
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const build = () => buildSite(root, (line) => notes.push(line));
const page = (path: string) => readFileSync(join(root, 'docs/site', path), 'utf8');

describe('buildSite', () => {
  it('makes one site of pages and API, whose links work', async () => {
    await expect(build()).resolves.toBe(true);
    expect(notes).toEqual([]);
    expect(page('index.html')).toContain('href="guides/a.html#some--code"');
    expect(page('index.html')).toContain('href="api/modules/one.html#use"');
    expect(page('index.html')).toContain('href="results/index.html"');
    expect(page('index.html')).toContain('causal-mechanisms/blob/main/LICENSE"');
    expect(page('guides/a.html')).toContain('causal-mechanisms/tree/main/tools"');
    expect(page('guides/a.html')).toContain('src="../media/p.png"');
    expect(page('contributing.html')).toContain('href="./"');
    expect(page('results/r.html')).toContain('date: 2026-11-29; processor: two cores');
    expect(page('results/r.html')).toMatch(
      /<div class="site-table"><table>[^]*<td>1<\/td>[^]*<\/table><\/div>/,
    );
    expect(page('api/modules/one.html')).toContain('href="../../guides/a.html"');
    expect(existsSync(join(root, 'docs/site/playground'))).toBe(false);
  });

  it('takes the playground in where it is built', async () => {
    put('tools/playground/dist/index.html', '<a href="../index.html">Back</a>');
    await expect(build()).resolves.toBe(true);
    expect(page('guides/a.html')).toContain('href="../playground/index.html"');
    put('tools/playground/dist/index.html', '<script src="./gone.js"></script>');
    await expect(build()).resolves.toBe(false);
    expect(notes).toEqual(['leads nowhere: playground/index.html: ./gone.js']);
  });

  it.each([
    ['a file that is not there', 'docs/guides/a.md', '# A\n\n[b](b.md)\n'],
    ['an anchor of another page', 'README.md', '# Front\n\n[A](docs/guides/a.md#some-code)\n'],
    ['an anchor of the same page', 'docs/guides/a.md', '# A\n\n## Some & `code`\n\n[b](#b)\n'],
    ['an image', 'docs/results/README.md', '# Results\n\n![p](../images/q.png)\n'],
    ['a symbol', 'packages/one/index.ts', '/** {@link three} */\nexport const one = 1;\n'],
  ])('fails for a link to %s', async (_what, path, text) => {
    put(path, text);
    await expect(build()).resolves.toBe(false);
  });
});
