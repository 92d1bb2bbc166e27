import { guideFindings } from '../../src/verify/guidePage.ts';

const TABLE = ['| a | b |', '| - | - |', '| one | 0.5 |'];
const RESULTS = ['docs/results/a.md'];

const lines = (page: string, ...text: string[]) =>
  guideFindings(page, text.join('\n'), RESULTS).map(({ place }) => place.line);

describe('guideFindings', () => {
  it('wants a link to a page of results in the section of a table of figures', () => {
    expect(lines('docs/b.md', '# A', ...TABLE)).toEqual([2]);
    expect(lines('docs/b.md', '# A', ...TABLE, 'See [it](results/a.md#one).')).toEqual([]);
    expect(lines('docs/b.md', '[it](results/a.md)', '# A', ...TABLE)).toEqual([3]);
    expect(lines('docs/b.md', '# A', ...TABLE, '## B', '[it](results/a.md)')).toEqual([2]);
  });

  it.each([
    ['README.md', 'docs/results/a.md', []],
    ['docs/guides/b.md', '../results/a.md', []],
    ['packages/x/README.md', 'https://example.org/blob/main/docs/results/a.md', []],
    ['docs/b.md', 'results/none.md', [2]],
    ['docs/b.md', 'results/', [2]],
    ['docs/guides/b.md', 'results/a.md', [2]],
  ])('on %s reads the link %s', (page, link, found) => {
    expect(lines(page, '# A', ...TABLE, `[it](${link})`)).toEqual(found);
  });

  it('reads links in the cells of the table', () => {
    expect(lines('docs/b.md', '| a | b |', '| - | - |', '| [x](results/a.md) | 1 |')).toEqual([]);
  });

  it('lets tables be that explain, that are not measured, or whose program stands beside', () => {
    expect(lines('docs/b.md', '| a | b |', '| - | - |', '| one | words |')).toEqual([]);
    expect(lines('docs/b.md', '<!-- not measured: settings -->', '', ...TABLE)).toEqual([]);
    expect(lines('docs/b.md', ...TABLE, '```ts measured', 'x', '```')).toEqual([]);
    expect(lines('docs/b.md', ...TABLE, '```ts', 'x', '```')).toEqual([1]);
    expect(lines('docs/b.md', ...TABLE, '```sh', 'npm run lab', '```')).toEqual([1]);
  });

  it('says where and what to do, and what cannot be read', () => {
    const [finding] = guideFindings('docs/b.md', TABLE.join('\n'), RESULTS);
    expect(finding?.message).toMatch(/^docs\/b.md:1: this table of figures leads to no page of/);
    const [broken] = guideFindings('docs/b.md', '# A\n```sh', RESULTS);
    expect(broken?.message).toBe('docs/b.md:2: this block has no end');
  });
});
