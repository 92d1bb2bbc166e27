import { thrownCode } from '@causal-mechanisms/test-utils';
import {
  cutSequences,
  selectSequences,
  sequenceLengths,
} from '../../../src/sequence/own/selectSequences.ts';
import { sequenceTable } from '../../../src/sequence/own/sequenceTable.ts';

const words = sequenceTable(['abc', 'd', 'efgh']);
const pairs = sequenceTable([
  [
    [1, 2],
    [3, 4],
    [5, 6],
  ],
  { label: 'x', values: [[7, 8]] },
]);

it('counts steps', () => {
  expect(Array.from(sequenceLengths(words))).toEqual([3, 1, 4]);
  expect(Array.from(sequenceLengths(pairs))).toEqual([3, 1]);
});

it('selects in the order of the indices', () => {
  const ids = (indices: number[]) => selectSequences(words, indices).sequences.map(({ id }) => id);
  expect(ids([2, 0, 2])).toEqual(['3', '1', '3']);
  expect(ids([5])).toEqual([]);
  expect(selectSequences(pairs, [1])).toMatchObject({ kind: 'numbers', sequences: [{ id: '2' }] });
});

it('cuts into pieces that follow each other', () => {
  expect(cutSequences(words, 3).sequences).toEqual([
    { id: '1', tokens: ['a', 'b', 'c'] },
    { id: '2', tokens: ['d'] },
    { id: '3#1', tokens: ['e', 'f', 'g'] },
    { id: '3#2', tokens: ['h'] },
  ]);
  expect(cutSequences(pairs, 2).sequences).toEqual([
    { id: '1#1', values: Float64Array.of(1, 2, 3, 4) },
    { id: '1#2', values: Float64Array.of(5, 6) },
    { id: '2', label: 'x', values: Float64Array.of(7, 8) },
  ]);
  expect(thrownCode(() => cutSequences(words, 0))).toBe('ERR_ARGUMENT');
});

it('cuts a sequence of a million steps at once', () => {
  const long = sequenceTable([Array.from({ length: 1e6 }, (_, t) => t % 7)]);
  const cut = cutSequences(long, 100);
  expect(cut.sequences).toHaveLength(10_000);
  expect(cut.sequences.at(-1)?.id).toBe('1#10000');
});
