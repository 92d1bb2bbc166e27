import { thrownCode } from '@causal-mechanisms/test-utils';
import { sequenceTable } from '../../../src/sequence/own/sequenceTable.ts';

it('names sequences, columns and itself', () => {
  const table = sequenceTable([[[1, 2]], [[3, 4]]], { name: 'mine', columns: ['a', 'b'] });
  expect(table).toMatchObject({ kind: 'numbers', name: 'mine', columns: ['a', 'b'] });
  expect(table.sequences.map(({ id }) => id)).toEqual(['1', '2']);
});

it('copies what it is given', () => {
  const given = [1, 2];
  const table = sequenceTable([given]);
  given[0] = 9;
  expect(table.sequences[0]).toEqual({ id: '1', values: Float64Array.of(1, 2) });
});

it('refuses what is no list', () => {
  expect(thrownCode(() => sequenceTable('ab' as never))).toBe('ERR_ARGUMENT');
  expect(thrownCode(() => sequenceTable([]))).toBe('ERR_ARGUMENT');
  expect(() => sequenceTable(['a', [NaN]])).toThrow('sequenceTable: records[1], step 1');
});
