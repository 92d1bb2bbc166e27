import { thrownCode } from '@causal-mechanisms/test-utils';
import { RecordReader } from '../../../src/sequence/own/recordReader.ts';

const read = (...records: unknown[]) => {
  const reader = new RecordReader({});
  records.forEach((record, place) => {
    reader.add(record, `sequence ${place + 1}`);
  });
  return reader.finish();
};

it('reads texts, arrays and objects', () => {
  expect(read('né', ['x', 'yz'], { id: 7, label: true, tokens: [1, 'b'] })).toEqual({
    kind: 'tokens',
    name: 'sequences',
    sequences: [
      { id: '1', tokens: ['n', 'é'] },
      { id: '2', tokens: ['x', 'yz'] },
      { id: '7', label: 'true', tokens: ['1', 'b'] },
    ],
  });
  expect(
    read(
      [
        [1, 2],
        [3, 4],
      ],
      { id: '', label: null, values: [[5, 6]] },
    ),
  ).toEqual({
    kind: 'numbers',
    name: 'sequences',
    columns: ['value 1', 'value 2'],
    sequences: [
      { id: '1', values: Float64Array.of(1, 2, 3, 4) },
      { id: '2', values: Float64Array.of(5, 6) },
    ],
  });
});

it('counts what it has read', () => {
  const reader = new RecordReader({ tokens: true });
  expect(reader.count).toBe(0);
  reader.add([1, 2], 'first');
  expect(reader.count).toBe(1);
  expect(reader.finish()).toMatchObject({ kind: 'tokens', sequences: [{ tokens: ['1', '2'] }] });
});

it.each<[unknown[], string]>([
  [[5], 'sequence 1: expected a text, an array or an object with "tokens" or "values", got 5'],
  [[null], 'sequence 1: expected a text, an array or an object'],
  [[{ value: [1] }], 'sequence 1: expected either "tokens" or "values", got the keys value'],
  [[{ values: [1], tokens: ['a'] }], 'got the keys values, tokens'],
  [[{ values: 5 }], 'sequence 1: expected an array of steps, got 5'],
  [['ab', []], 'sequence 2: the sequence has no steps'],
  [[[[]]], 'sequence 1, step 1: got no numbers'],
  [[[1, 2], ['a']], 'sequence 2: got tokens, where the sequences before hold numbers'],
  [['ab', [1]], 'sequence 2: got numbers, where the sequences before hold tokens'],
  [[[1], [[1, 2]]], 'sequence 2: got 2 numbers per step, where the sequences before have 1'],
  [[[[1, 2], [3]]], 'sequence 1, step 2: expected 2 numbers, got [3]'],
  [[[1, [2]]], 'sequence 1, step 2: expected one number, got [2]'],
  [[[1, 'b']], 'sequence 1, step 2: expected finite numbers, got "b"'],
  [[[1, NaN]], 'sequence 1, step 2: expected finite numbers, got NaN'],
  [[[Infinity]], 'sequence 1, step 1: expected finite numbers, got Infinity'],
  [[[1, null]], 'sequence 1, step 2: expected finite numbers, got null'],
  [[['a', 1]], 'sequence 1, step 2: expected a token, which is a text, got 1'],
  [[['a', '']], 'sequence 1, step 2: expected a token, which is a text, got ""'],
  [[{ tokens: [[1]] }], 'sequence 1, step 1: expected a token'],
  [[{ label: {}, values: [1] }], 'sequence 1: label must be a text or a number, got {}'],
])('refuses %j', (records, message) => {
  expect(() => read(...records)).toThrow(message);
  expect(thrownCode(() => read(...records))).toBe('ERR_VALUES');
});

it('refuses nothing at all, and names for other columns', () => {
  expect(thrownCode(() => read())).toBe('ERR_ARGUMENT');
  const reader = new RecordReader({ columns: ['a', 'b'] });
  reader.add([1], 'first');
  expect(thrownCode(() => reader.finish())).toBe('ERR_ARGUMENT');
});
