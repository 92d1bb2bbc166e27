import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sitePages } from '../src/sitePages.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'causal-mechanisms-site-'));
  for (const path of [
    'README.md',
    'CONTRIBUTING.md',
    'docs/decisions.md',
    'docs/dictionary.md',
    'docs/rims.md',
    'docs/rims/balls.md',
    'docs/experts-gan.md',
    'docs/experts-gan/kinds.md',
    'docs/guides/backends.md',
    'docs/guides/quick-start.md',
    'docs/results/a.md',
    'docs/results/README.md',
    'docs/site/media/b.md',
    'docs/images/c.png',
    'packages/rims/README.md',
    'tools/lab/README.md',
    'tools/bench/package.json',
  ]) {
    put(path, `# Title of ${path}\n`);
  }
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

describe('sitePages', () => {
  it('puts every page under a heading: what introduces first, systems as on the front page', () => {
    const placed = sitePages(root).map(({ category, address }) => `${category}: ${address}`);
    expect(placed).toEqual([
      'Guides: guides/quick-start',
      'Guides: guides/backends',
      'Systems: experts-gan',
      'Systems: experts-gan/kinds',
      'Systems: rims',
      'Systems: rims/balls',
      'Results: results/index',
      'Results: results/a',
      'Decisions: decisions',
      'Decisions: dictionary',
      'Decisions: contributing',
      'Decisions: tools/lab/index',
    ]);
  });

  it('puts pages of a part of a system below the page of the system, and no others', () => {
    const below = sitePages(root).filter(({ parent }) => parent !== undefined);
    expect(below.map(({ source, parent }) => [source, parent])).toEqual([
      ['docs/experts-gan/kinds.md', 'docs/experts-gan.md'],
      ['docs/rims/balls.md', 'docs/rims.md'],
    ]);
  });

  it('takes the first heading as the title, behind a header and without code font', () => {
    put('docs/results/a.md', '---\ndate: 2026-11-29\n---\n\n# What `a` gives\n\n# Later\n');
    expect(sitePages(root).find(({ address }) => address === 'results/a')?.title).toBe(
      'What a gives',
    );
  });

  it('says which page has no heading', () => {
    put('docs/guides/backends.md', 'text\n');
    expect(() => sitePages(root)).toThrow('docs/guides/backends.md has no heading');
  });
});
