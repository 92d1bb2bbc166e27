import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { copyingTask } from '../../src/sequence/copyingTask.ts';
import type { SequenceBatch } from '../../src/sequence/sequenceTask.ts';
import { failure } from '../testFiles.ts';

/** Column i of time-major numbers: one sequence. */
function column(values: Int32Array, batch: SequenceBatch, i: number): number[] {
  return Array.from({ length: batch.steps }, (_, t) => values[t * batch.size + i] ?? NaN);
}

function arrays(batch: SequenceBatch): { tokens: Int32Array; classes: Int32Array } {
  const { inputs, targets } = batch;
  if (inputs.kind !== 'tokens' || targets.kind !== 'classes') throw new Error('wrong kinds');
  return { tokens: inputs.tokens, classes: targets.classes };
}

describe('copyingTask', () => {
  it('shows the symbols, waits, marks, and asks for the symbols', () => {
    const batch = copyingTask({ gap: 4, symbols: 3 }).sample(2, new RandomStream(5));
    const { tokens, classes } = arrays(batch);
    expect(batch).toMatchObject({ steps: 10, size: 2, targetAt: 'every', scored: 3 });
    for (const i of [0, 1]) {
      const [a, b, c, ...rest] = column(tokens, batch, i);
      expect(rest).toEqual([0, 0, 0, 9, 0, 0, 0]);
      expect(column(classes, batch, i)).toEqual([0, 0, 0, 0, 0, 0, 0, a, b, c]);
    }
    expect(column(tokens, batch, 0)).not.toEqual(column(tokens, batch, 1));
  });

  it('has no blank before the marker at a gap of 1', () => {
    const batch = copyingTask({ gap: 1, symbols: 1, alphabet: 1 }).sample(1, new RandomStream(1));
    const { tokens, classes } = arrays(batch);
    expect([...tokens]).toEqual([1, 2, 0]);
    expect([...classes]).toEqual([0, 0, 1]);
  });

  it('has the published sizes by default', () => {
    const task = copyingTask();
    expect(task).toMatchObject({
      name: 'copying/gap 50',
      inputs: { kind: 'tokens', vocabulary: 10 },
      targets: { kind: 'classes', classes: 10 },
      targetAt: 'every',
    });
    const batch = task.sample(3, new RandomStream(1));
    expect(batch).toMatchObject({ steps: 70, scored: 10 });
    // Ten symbols, 49 blanks, and the marker just before the first of ten answers.
    expect(column(arrays(batch).tokens, batch, 2).indexOf(9)).toBe(59);
    expect(column(arrays(batch).classes, batch, 2).findIndex((c) => c > 0)).toBe(60);
  });

  it('draws 1 to 8 evenly at every place', () => {
    const batch = copyingTask({ gap: 1, symbols: 2 }).sample(8000, new RandomStream(11));
    const { tokens } = arrays(batch);
    for (const t of [0, 1]) {
      const counts = new Array<number>(10).fill(0);
      for (const symbol of tokens.subarray(t * 8000, (t + 1) * 8000)) {
        counts[symbol] = (counts[symbol] ?? 0) + 1;
      }
      expect([counts[0], counts[9]]).toEqual([0, 0]);
      const squares = counts.slice(1, 9).reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
      // The 99.9 % point of chi squared with 7 degrees of freedom.
      expect(squares).toBeLessThan(24.3);
    }
  });

  it('depends on the stream alone, and draws on', () => {
    const task = copyingTask({ gap: 2, symbols: 5 });
    const stream = new RandomStream(3);
    const first = task.sample(4, stream);
    expect(task.sample(4, new RandomStream(3))).toEqual(first);
    expect(task.sample(4, stream)).not.toEqual(first);
  });

  it('refuses impossible options and sizes', () => {
    expect(() => copyingTask({ gap: 0 })).toThrow(failure('ERR_ARGUMENT', 'copyingTask: gap'));
    expect(() => copyingTask({ symbols: 0 })).toThrow(failure('ERR_ARGUMENT', 'symbols'));
    expect(() => copyingTask({ alphabet: 1.5 })).toThrow(failure('ERR_ARGUMENT', 'alphabet'));
    for (const size of [0, 1.5, NaN]) {
      expect(() => copyingTask().sample(size, new RandomStream(1))).toThrow(
        failure('ERR_ARGUMENT', 'size'),
      );
    }
  });
});
