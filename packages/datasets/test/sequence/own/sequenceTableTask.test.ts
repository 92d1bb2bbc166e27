import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { sequenceCoding } from '../../../src/sequence/own/sequenceCoding.ts';
import { sequenceTable } from '../../../src/sequence/own/sequenceTable.ts';
import { sequenceTableTask } from '../../../src/sequence/own/sequenceTableTask.ts';
import type { SequenceRecord } from '../../../src/sequence/own/sequenceTypes.ts';

const taskOf = (records: readonly SequenceRecord[], ask: 'next' | 'label') => {
  const table = sequenceTable(records);
  return sequenceTableTask(table, sequenceCoding(table, { ask }));
};

it('asks for the next token at every step', () => {
  const task = taskOf(['abcb', 'ca'], 'next');
  expect(task).toMatchObject({
    length: 2,
    inputs: { kind: 'tokens', vocabulary: 3 },
    targets: { kind: 'classes', classes: 3 },
    targetAt: 'every',
  });
  expect(task.batch([0, 1])).toEqual({
    steps: 3,
    size: 2,
    lengths: Int32Array.of(3, 1),
    inputs: { kind: 'tokens', tokens: Int32Array.of(0, 2, 1, 0, 2, 0) },
    targets: { kind: 'classes', classes: Int32Array.of(1, 0, 2, 0, 1, 0) },
    targetAt: 'every',
    scored: 3,
  });
});

it('asks for the next numbers, scaled as what is read', () => {
  const task = taskOf([[1, 3, 1, 3]], 'next');
  expect(task.targets).toEqual({ kind: 'values', width: 1 });
  expect(task.batch([0])).toMatchObject({
    steps: 3,
    inputs: { values: Float32Array.of(-1, 1, -1) },
    targets: { kind: 'values', width: 1, values: Float32Array.of(1, -1, 1) },
  });
  expect(task.batch([0])).not.toHaveProperty('lengths');
});

it('asks for the label after the last step', () => {
  const task = taskOf(
    [
      { tokens: 'a', label: 'no' },
      { tokens: 'bab', label: 'yes' },
    ],
    'label',
  );
  expect(task.batch([1, 0])).toEqual({
    steps: 3,
    size: 2,
    lengths: Int32Array.of(3, 1),
    inputs: { kind: 'tokens', tokens: Int32Array.of(1, 0, 0, 0, 1, 0) },
    targets: { kind: 'classes', classes: Int32Array.of(1, 0) },
    targetAt: 'last',
    scored: 1,
  });
});

it('draws distinct sequences by the stream', () => {
  const task = taskOf(['ab', 'ba', 'aab', 'bab'], 'next');
  expect(task.sample(4, new RandomStream(1)).size).toBe(4);
  expect(task.sample(2, new RandomStream(1))).toEqual(task.sample(2, new RandomStream(1)));
  expect(thrownCode(() => task.sample(5, new RandomStream(1)))).toBe('ERR_ARGUMENT');
  expect(thrownCode(() => task.sample(0, new RandomStream(1)))).toBe('ERR_ARGUMENT');
  expect(thrownCode(() => task.batch([4]))).toBe('ERR_ARGUMENT');
  expect(thrownCode(() => task.batch([]))).toBe('ERR_ARGUMENT');
});

it('refuses at once what it could not ask', () => {
  expect(() => taskOf(['ab', 'a'], 'next')).toThrow(
    'sequences: sequence "2" has one step; what comes next takes at least two',
  );
  const coding = sequenceCoding(sequenceTable(['ab']), { ask: 'next' });
  expect(thrownCode(() => sequenceTableTask(sequenceTable(['abx']), coding))).toBe('ERR_VALUES');
  expect(thrownCode(() => sequenceTableTask(sequenceTable([[1, 2]]), coding))).toBe('ERR_ARGUMENT');
  const asked = { ...coding, ask: 'label', labels: ['x', 'y'] } as const;
  expect(() => sequenceTableTask(sequenceTable(['ab']), asked)).toThrow('has no label');
  const other = sequenceTable([{ tokens: 'a', label: 'z' }]);
  expect(thrownCode(() => sequenceTableTask(other, asked))).toBe('ERR_VALUES');
});
