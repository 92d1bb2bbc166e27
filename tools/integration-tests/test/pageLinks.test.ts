import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPOSITORY } from './support/consumer.ts';
import { brokenLinks } from './support/pageLinks.ts';

/** All pages but the generated ones. */
const pages = ['', 'docs', 'packages', 'tools'].flatMap((folder) =>
  readdirSync(join(REPOSITORY, folder))
    .flatMap((name) => [name, ...(folder === '' ? [] : inner(folder, name))])
    .filter((path) => path.endsWith('.md'))
    .map((path) => join(folder, path)),
);

function inner(folder: string, name: string): readonly string[] {
  const path = join(REPOSITORY, folder, name);
  if (name === 'site' || !statSync(path).isDirectory()) return [];
  return readdirSync(path).map((file) => join(name, file));
}

describe('the pages of the repository', () => {
  it.each(pages)('%s has links that lead somewhere', (page) => {
    expect(brokenLinks(REPOSITORY, page)).toEqual([]);
  });

  it('has every guide among the links of the front page', () => {
    const front = readFileSync(join(REPOSITORY, 'README.md'), 'utf8');
    const guides = pages.filter((page) => page.startsWith('docs/guides/'));
    expect(guides).not.toEqual([]);
    expect(guides.filter((guide) => !front.includes(`](${guide})`))).toEqual([]);
  });
});

describe('brokenLinks', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'causal-mechanisms-links-'));
    mkdirSync(join(root, 'docs/guides'), { recursive: true });
    writeFileSync(join(root, 'docs/one.md'), '# One\n\n## Figures & `code`, once\n');
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it.each([
    ['[a](../one.md)', []],
    ['[a](../one.md#figures--code-once) [b](#here)\n# Here', []],
    ['[a](https://example.org/none) ![b](../none.png)', ['../none.png']],
    ['[a](two.md)', ['two.md']],
    ['[a](../one.md#elsewhere)', ['../one.md#elsewhere']],
    ['in `docs/one.md`, not in `docs/two.md` nor in `src/three.ts`', ['docs/two.md']],
    ['```sh\n[a](two.md) `docs/two.md`\n```\n', []],
  ])('finds in %j what is missing', (text, missing) => {
    writeFileSync(join(root, 'docs/guides/page.md'), text);
    expect(brokenLinks(root, 'docs/guides/page.md')).toEqual(missing);
  });
});
