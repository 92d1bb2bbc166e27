import { ColumnCollector, parseNumber } from '../../src/table/columnCollector.ts';
import type { CollectedColumn, ColumnKind } from '../../src/table/columnCollector.ts';
import { failure } from '../testFiles.ts';

function collect(cells: readonly (string | number | null)[], kind: ColumnKind = 'auto') {
  const collector = new ColumnCollector('test', 'x', kind);
  for (const cell of cells) {
    if (cell === null) collector.addMissing();
    else if (typeof cell === 'number') collector.addNumber(cell);
    else collector.addText(cell);
  }
  return collector.finish();
}

function content({ column }: CollectedColumn): readonly (string | number)[] | undefined {
  if (column === undefined) return undefined;
  if (column.kind === 'numeric') return [...column.values];
  return [...column.codes].map((code) => column.labels[code] ?? '?');
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('ColumnCollector', () => {
  it('codes labels in the order of their characters, whatever row comes first', () => {
    const { column } = collect(['pear', 'apple', 'Zoe', 'apple']);
    expect(column).toEqual({
      kind: 'categorical',
      name: 'x',
      labels: ['Zoe', 'apple', 'pear'],
      codes: Uint8Array.of(2, 1, 0, 1),
    });
  });

  it('orders labels that are numbers by their size', () => {
    expect(collect(['10', '9', '-1']).column).toMatchObject({ labels: ['-1', '9', '10'] });
  });

  it('knows a number that is written in several ways, unless it is told otherwise', () => {
    const texts = ['1', '0.0', '1.0', '0', '007', '7', '1e0', '2.50'];
    expect(content(collect(texts))).toEqual(['1', '0', '1', '0', '007', '7', '1', '2.50']);
    expect(content(collect(['1', '1.0', '2'], 'categorical'))).toEqual(['1', '1.0', '2']);
    const both = range(15).flatMap((value) => [String(value), `${value}.0`, `${value}.00`]);
    expect(collect(both).column?.kind).toBe('categorical');
    expect(collect(['3', '3.0']).warning?.kind).toBe('constant-column');
  });

  it('takes more than twenty different numbers as numbers, in texts and in numbers', () => {
    const cells = [...range(21), null, ...range(3)];
    expect(collect(range(20)).column?.kind).toBe('categorical');
    expect(collect(range(21)).column?.kind).toBe('numeric');
    expect(content(collect(cells.map((cell) => (cell === null ? null : String(cell)))))).toEqual(
      cells.map((cell) => cell ?? NaN),
    );
  });

  it('keeps every cell when numbers become too many for labels, over chunks too', () => {
    const values = range(200_000).map((row) => (row < 70_000 ? row % 7 : row / 4));
    expect(content(collect(values))).toEqual(values);
    expect(content(collect(values.map((v) => v % 200)))).toEqual(values.map((v) => v % 200));
  });

  it('keeps labels over chunks', () => {
    const cells = range(150_000).map((row) => `label ${row % 11}`);
    expect(content(collect(cells))).toEqual(cells);
  });

  it('does as it is told', () => {
    expect(content(collect(['1', '2', '1'], 'numeric'))).toEqual([1, 2, 1]);
    expect(collect(range(100).map(String).concat('7'), 'categorical').column?.kind).toBe(
      'categorical',
    );
    expect(() => collect(['1', 'abc'], 'numeric')).toThrow(failure('ERR_VALUES', '"x".*"abc"'));
    expect(() => collect(range(256), 'categorical')).toThrow(failure('ERR_VALUES', '255'));
    expect(() => collect(range(255), 'categorical')).not.toThrow();
  });

  it('gives missing cells a label of their own, at the end', () => {
    expect(collect(['b', null, 'a']).column).toMatchObject({
      labels: ['a', 'b', '(missing)'],
      codes: Uint8Array.of(1, 2, 0),
    });
    expect(collect(['b', null]).column).toMatchObject({ labels: ['b', '(missing)'] });
  });

  it('finds columns of no use', () => {
    expect(collect(['a', 'a']).warning?.kind).toBe('constant-column');
    expect(collect([3, 3], 'numeric').warning?.message).toContain('"3"');
    expect(collect([3, 3, null], 'numeric').warning).toBeUndefined();
    expect(collect([null, null]).warning?.kind).toBe('constant-column');
    const names = collect(range(300).map((row) => `id ${row}`));
    expect(names.warning).toMatchObject({ kind: 'many-labels', column: 'x' });
    expect(names.warning?.message).toContain('id 0');
    // Few rows, each with a label of its own: names too.
    expect(collect(range(21).map((row) => `id ${row}`)).warning?.kind).toBe('many-labels');
    expect(collect(range(20).map((row) => `id ${row}`)).warning).toBeUndefined();
  });

  it.each([
    ['after more numbers than there are codes', [...range(300).map(String), '5;3']],
    ['before them', ['5;3', ...range(300).map(String)]],
    ['among few', ['5;3', ...range(30).map(String)]],
  ])('names the cell that is no number, %s', (_, cells) => {
    expect(collect(cells).warning?.message).toContain('it holds numbers, but "5;3" is none');
  });

  it('does not ask for numbers where few labels are some', () => {
    const names = [...range(300).map((row) => `id ${row}`), '5'];
    expect(collect(names).warning?.message).toContain('such as "id 0": it names rows');
  });

  it('gives up a column of many numbers with a word among them', () => {
    const { warning } = collect([...range(400), 'unknown', null, 7, 'again']);
    expect(warning?.kind).toBe('many-labels');
    expect(warning?.message).toContain('"unknown"');
  });

  it('shortens long labels in messages', () => {
    expect(collect(['a'.repeat(99), 'a'.repeat(99)]).warning?.message.length).toBeLessThan(120);
  });
});

describe('parseNumber', () => {
  it('reads decimal numbers and nothing else', () => {
    for (const [text, value] of [
      ['1', 1],
      ['-2.5', -2.5],
      ['+.5e3', 500],
      ['3.', 3],
    ] as const) {
      expect(parseNumber(text)).toBe(value);
    }
    for (const text of ['', ' ', '.', '0x10', '1,5', 'Infinity', 'NaN', '1e999', '1 2', '--1']) {
      expect(parseNumber(text)).toBeUndefined();
    }
  });
});
