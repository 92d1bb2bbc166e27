import { thrownCode } from '@causal-mechanisms/test-utils';
import { sequenceCoding } from '../../../src/sequence/own/sequenceCoding.ts';
import { sequenceTable } from '../../../src/sequence/own/sequenceTable.ts';

it('orders tokens and labels whatever the order of the sequences', () => {
  const given = [
    { tokens: ['b', 'B', 'a'], label: 'y' },
    { tokens: ['c'], label: 'x' },
  ];
  const coding = sequenceCoding(sequenceTable(given), { ask: 'label' });
  expect(coding).toEqual({
    ask: 'label',
    inputs: { kind: 'tokens', vocabulary: ['B', 'a', 'b', 'c'] },
    labels: ['x', 'y'],
  });
  expect(sequenceCoding(sequenceTable([...given].reverse()), { ask: 'label' })).toEqual(coding);
});

it('orders tokens that are numbers by size', () => {
  const { inputs } = sequenceCoding(sequenceTable([[10, 9, -1]], { tokens: true }), {
    ask: 'next',
  });
  expect(inputs).toEqual({ kind: 'tokens', vocabulary: ['-1', '9', '10'] });
});

it('knows mean and deviation of each column, of the part that it is told', () => {
  const table = sequenceTable([
    [
      [1, 5],
      [3, 5],
    ],
    [[5, 5]],
    [[100, 7]],
  ]);
  const scaleBy = { ...table, sequences: table.sequences.slice(0, 2) } as typeof table;
  const { inputs } = sequenceCoding(table, { ask: 'next', scaleBy });
  // 1, 3, 5: mean 3, variance 8/3. A column that never changes is divided by 1.
  expect(inputs).toEqual({
    kind: 'numbers',
    columns: ['value 1', 'value 2'],
    means: [3, 5],
    deviations: [Math.sqrt(8 / 3), 1],
  });
});

it('is plain JSON', () => {
  const coding = sequenceCoding(sequenceTable([[1, 2]]), { ask: 'next' });
  expect(JSON.parse(JSON.stringify(coding))).toEqual(coding);
  expect(coding.labels).toBeUndefined();
});

it('refuses questions that the sequences cannot answer', () => {
  const code = (...args: Parameters<typeof sequenceCoding>) =>
    thrownCode(() => sequenceCoding(...args));
  expect(code(sequenceTable(['ab']), { ask: 'label' })).toBe('ERR_VALUES');
  const same = sequenceTable([
    { tokens: 'a', label: 'x' },
    { tokens: 'b', label: 'x' },
  ]);
  expect(() => sequenceCoding(same, { ask: 'label' })).toThrow('all sequences have the label "x"');
  expect(code(same, { ask: 'all' as never })).toBe('ERR_ARGUMENT');
  expect(code(sequenceTable([[1]]), { ask: 'next', scaleBy: same })).toBe('ERR_ARGUMENT');
});
