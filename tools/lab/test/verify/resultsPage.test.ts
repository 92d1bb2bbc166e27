import { resultsPage } from '../../src/verify/resultsPage.ts';
import { HEADER, tinyReader } from './support.ts';

const RUN = ['npm run lab -- run test/parts', '```'];
const TABLE = ['| a | b |', '| - | - |', '| one | 0.5 |', '| two | 1 |'];

const read = (...lines: string[]) =>
  resultsPage('docs/results/a.md', [...HEADER, ...lines].join('\n'), tinyReader());
const findings = (...lines: string[]) => read(...lines).findings.map(({ message }) => message);

describe('resultsPage', () => {
  it('names entries by their section, and counts where there are several', () => {
    const page = read(
      ...['# All', '## One: first', '```sh', ...RUN, '```sh', ...RUN, ...TABLE],
      ...['## Two', '```sh id=named', ...RUN],
    );
    expect(page.findings).toEqual([]);
    expect(page.entries.map(({ id, place }) => [id, place.line])).toEqual([
      ['one-first', 8],
      ['one-first-2', 11],
      ['named', 19],
    ]);
  });

  it('takes the figures of a table from the block in its section, or in the one around that', () => {
    expect(findings('# A', '```sh', ...RUN, '## B', ...TABLE, '### C', ...TABLE)).toEqual([]);
    expect(findings('# A', '## B', '```sh', ...RUN, '### C', ...TABLE)).toEqual([]);
  });

  it('refuses the rows of a table without a command before them in its sections', () => {
    const message =
      'docs/results/a.md:14: no command stands before the row "one" and 1 more; put the one';
    expect(findings('# A', '## B', '```sh', ...RUN, '## C')).toEqual([]);
    expect(findings('## B', '```sh', ...RUN, '## C', '', ...TABLE)[0]).toContain(message);
    expect(findings('# A', ...TABLE.slice(0, 3), '```sh', ...RUN)).toEqual([
      expect.stringContaining('docs/results/a.md:9: no command stands before the row "one"; put'),
    ]);
  });

  it('lets tables be that hold no figures, or say that they are not measured', () => {
    expect(findings('# A', '| a | b |', '| - | - |', '| 1 | x |')).toEqual([]);
    expect(findings('# A', '<!-- not measured: settings -->', '', ...TABLE)).toEqual([]);
    expect(findings('# A', '<!-- not measured -->', ...TABLE)).toHaveLength(1);
    expect(findings('# A', '<!-- not measured: settings -->', 'Words.', ...TABLE)).toHaveLength(1);
  });

  it('takes a program that says so for a measurement, and other code for none', () => {
    expect(findings('# A', '```ts measured', 'x', '```', ...TABLE)).toEqual([]);
    expect(findings('# A', '```ts', 'x', '```', ...TABLE)).toHaveLength(1);
  });

  it('holds an entry to the figures after it, which its part of the page must show', () => {
    const figures = (value: string) => [
      '```json figures',
      `{ "slow/total": { "value": ${value}, "spread": 0.1 } }`,
      '```',
    ];
    const page = read('# A', '```sh cheap', ...RUN, ...TABLE, ...figures('0.5'));
    expect(page.findings).toEqual([]);
    expect(page.entries[0]).toMatchObject({
      cheap: true,
      figures: { 'slow/total': { value: 0.5, spread: 0.1 } },
    });
    expect(findings('# A', '```sh', ...RUN, ...TABLE, ...figures('7'))).toEqual([
      'docs/results/a.md:14: slow/total is 7, which the page does not show beside "a"',
    ]);
    expect(findings('# A', ...figures('7'))).toEqual([
      'docs/results/a.md:7: no command stands before these figures',
    ]);
    expect(findings('# A', '```sh', ...RUN, ...TABLE, ...figures('1'), ...figures('1'))).toEqual([
      'docs/results/a.md:17: "a" has figures at line 14 already',
    ]);
    expect(findings('# A', '```sh', ...RUN, ...figures('"x"'))).toEqual([
      expect.stringContaining('docs/results/a.md:10: expected measures such as'),
    ]);
  });

  it('reports a block that cannot be read once, without the tables that wait for it', () => {
    const lines = ['# A', '```sh', 'npm run lab -- run test/none', '```', ...TABLE];
    expect(findings(...lines, '```json figures', '{}', '```')).toEqual([
      expect.stringContaining('docs/results/a.md:8: this command does not run: unknown recipe'),
    ]);
    expect(findings('# A', '```sh id="x', ...RUN, ...TABLE)).toEqual([
      expect.stringContaining('docs/results/a.md:7: expected id="a value"'),
    ]);
    expect(findings('```sh id=a', ...RUN, '```sh id=a', ...RUN, ...TABLE)).toEqual([
      'docs/results/a.md:9: "a" is the name of another block',
    ]);
  });

  it('reports a page that has no header, or cannot be taken apart, and goes on', () => {
    const bare = (text: string) =>
      resultsPage('a.md', text, tinyReader()).findings.map(({ message }) => message);
    expect(bare(['# A', '```sh', ...RUN, ...TABLE].join('\n'))).toEqual([
      'a.md:1: expected a header between --- and --- with date, processor and backend',
    ]);
    expect(bare('---\ndate: x\n')).toEqual(['a.md:1: this header has no end']);
    expect(bare(['---', 'date: 2026-11-29', '---', '```sh', ...RUN].join('\n'))).toEqual([
      expect.stringMatching(/^a.md:4: date, processor or backend: processor: .*; backend: /),
    ]);
  });

  it('gives findings in the order of lines', () => {
    const lines = ['## A', '```sh cheap', ...RUN, '## B', ...TABLE, '## C', ...TABLE];
    expect(read(...lines).findings.map(({ place }) => place.line)).toEqual([7, 13, 18]);
  });
});
