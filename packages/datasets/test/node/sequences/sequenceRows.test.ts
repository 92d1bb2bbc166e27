import { thrownCode } from '@causal-mechanisms/test-utils';
import { SequenceRows } from '../../../src/node/sequences/sequenceRows.ts';
import type { SequenceRowsOptions } from '../../../src/node/sequences/sequenceRows.ts';

function read(text: string, options: SequenceRowsOptions = {}) {
  const rows = new SequenceRows('f.csv', options);
  const [header = '', ...lines] = text.split('\n');
  rows.header(header.split(','));
  lines.forEach((line, place) => {
    rows.row(line.split(','), place + 2);
  });
  return rows.finish();
}

describe('long', () => {
  it('has a row per step; sequences may alternate', () => {
    expect(read('id,x,label,y\na,1,u,2\nb,3,v,4\na,5,u,6')).toEqual({
      kind: 'numbers',
      name: 'f.csv',
      columns: ['x', 'y'],
      sequences: [
        { id: 'a', label: 'u', values: Float64Array.of(1, 2, 5, 6) },
        { id: 'b', label: 'v', values: Float64Array.of(3, 4) },
      ],
    });
  });

  it('takes the columns that are named, in their order', () => {
    const options = { id: 'day', columns: ['y', 'x'] };
    expect(read('day,x,y,note\n1,1,2,hot', options)).toMatchObject({
      columns: ['y', 'x'],
      sequences: [{ id: '1', values: Float64Array.of(2, 1) }],
    });
    expect(read('id,word\na,up\na,2', { id: 'id', columns: ['word'] })).toMatchObject({
      kind: 'tokens',
      sequences: [{ id: 'a', tokens: ['up', '2'] }],
    });
  });
});

describe('wide', () => {
  it('has a row per sequence; empty cells at the end are no steps', () => {
    expect(read('t1,t2,t3\n1,2,3\n4,,')).toEqual({
      kind: 'numbers',
      name: 'f.csv',
      columns: ['value'],
      sequences: [
        { id: '1', values: Float64Array.of(1, 2, 3) },
        { id: '2', values: Float64Array.of(4) },
      ],
    });
  });

  it('may name sequences and have labels', () => {
    const options = { layout: 'wide', id: 'who', label: 'sort' } as const;
    expect(read('who,t1,t2,sort\nann,a,b,x\nbob,c,,y', options).sequences).toEqual([
      { id: 'ann', label: 'x', tokens: ['a', 'b'] },
      { id: 'bob', label: 'y', tokens: ['c'] },
    ]);
  });
});

it.each<[string, SequenceRowsOptions, string, string]>([
  ['id,x', {}, 'ERR_FILE_FORMAT', 'f.csv: there is a line of names, but no row below it'],
  ['id,label\na,u', {}, 'ERR_FILE_FORMAT', 'line 1: there is no column of values'],
  ['id,x\n,1', {}, 'ERR_FILE_FORMAT', 'f.csv: line 2, column 1: the id is missing'],
  ['id,x\na,1\na,', {}, 'ERR_FILE_FORMAT', 'f.csv: line 3, column 2: the value is missing'],
  ['id,x\na,1\na,b', {}, 'ERR_FILE_FORMAT', 'f.csv: line 3, column 2: expected a number'],
  [
    'id,x,label\na,1,u\na,2,v',
    {},
    'ERR_FILE_FORMAT',
    'f.csv: line 3, column 3: the label of "a" changes from "u" to "v"; a sequence has one label',
  ],
  ['id,x,label\na,1,u\na,2,', {}, 'ERR_FILE_FORMAT', 'changes from "u" to ""'],
  ['id,x,y\na,b,c', {}, 'ERR_FILE_FORMAT', '"b" is no number; tokens take one column'],
  ['t1,t2,t3\n1,,3', {}, 'ERR_FILE_FORMAT', 'f.csv: line 2, column 2: the value is missing'],
  ['t1,t2\n1,2\n,', {}, 'ERR_FILE_FORMAT', 'f.csv: line 3, column 1: the sequence has no steps'],
  ['x,y\n1,2', { layout: 'long' }, 'ERR_ARGUMENT', 'has no column "id"'],
  ['idd,x\n1,2', { id: 'id' }, 'ERR_ARGUMENT', 'has no column "id"; did you mean "idd"?'],
  ['id,x\n1,2', { label: 'x2' }, 'ERR_ARGUMENT', 'has no column "x2"'],
  ['id,x\n1,2', { columns: ['z'] }, 'ERR_ARGUMENT', 'has no column "z"'],
])('refuses %j with %j', (text, options, code, message) => {
  expect(() => read(text, options)).toThrow(message);
  expect(thrownCode(() => read(text, options))).toBe(code);
});
