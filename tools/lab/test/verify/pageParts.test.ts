import { PageError } from '../../src/verify/pageError.ts';
import { pageParts } from '../../src/verify/pageParts.ts';

const read = (...lines: string[]) => pageParts('docs/a.md', lines.join('\n'));

describe('pageParts', () => {
  it('takes header, headings, blocks, tables, comments and text apart, each with its line', () => {
    const page = read(
      '---',
      'date: 2026-11-29',
      '---',
      '',
      '# Title',
      'Words.',
      '```sh cheap',
      'npm run lab -- list',
      '',
      '| no | table |',
      '```',
      '<!-- not measured: by hand -->',
      '',
      '| a   | b    |',
      '| --- | ---: |',
      '| one | 1 \\| 2 |',
      '| two |      |',
      '',
      '### Deeper `code`',
    );
    expect(page.header).toEqual(['date: 2026-11-29']);
    expect(page.parts).toEqual([
      { kind: 'heading', line: 5, level: 1, text: 'Title' },
      { kind: 'text', line: 6, text: 'Words.' },
      {
        kind: 'block',
        line: 7,
        info: 'sh cheap',
        lines: ['npm run lab -- list', '', '| no | table |'],
      },
      { kind: 'comment', line: 12, text: 'not measured: by hand' },
      {
        kind: 'table',
        line: 14,
        rows: [
          { line: 16, cells: ['one', '1 \\| 2'] },
          { line: 17, cells: ['two', ''] },
        ],
      },
      { kind: 'heading', line: 19, level: 3, text: 'Deeper `code`' },
    ]);
  });

  it('has no header where a page begins otherwise, and reads Windows line ends', () => {
    expect(pageParts('a.md', '# One\r\n\r\nTwo\r\n')).toEqual({
      header: undefined,
      parts: [
        { kind: 'heading', line: 1, level: 1, text: 'One' },
        { kind: 'text', line: 3, text: 'Two' },
      ],
    });
  });

  it('closes a block at a fence of its own length, and reads comments of several lines', () => {
    const { parts } = read(
      '````text',
      '```',
      'x',
      '````',
      '<!-- one',
      'two -->',
      '~~~',
      'y',
      '~~~',
    );
    expect(parts).toEqual([
      { kind: 'block', line: 1, info: 'text', lines: ['```', 'x'] },
      { kind: 'comment', line: 5, text: 'one\ntwo' },
      { kind: 'block', line: 7, info: '', lines: ['y'] },
    ]);
  });

  it('does not take a line with a bar for a table', () => {
    expect(read('a | b', 'c').parts.map(({ kind }) => kind)).toEqual(['text', 'text']);
  });

  it.each([
    [['---', 'date: x'], 'docs/a.md:1: this header has no end'],
    [['# A', '```sh', 'x'], 'docs/a.md:2: this block has no end'],
    [['', '', '<!-- x'], 'docs/a.md:3: this comment has no end'],
  ])('refuses %j', (lines, message) => {
    expect(() => read(...lines)).toThrow(message);
    expect(() => read(...lines)).toThrow(PageError);
  });
});
