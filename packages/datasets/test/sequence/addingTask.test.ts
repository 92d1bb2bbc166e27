import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { ADDING_TARGET_VARIANCE, addingTask } from '../../src/sequence/addingTask.ts';
import { failure } from '../testFiles.ts';

function draw(
  length: number,
  size: number,
  seed: number,
): { values: Float32Array; sums: Float32Array } {
  const { inputs, targets } = addingTask({ length }).sample(size, new RandomStream(seed));
  if (inputs.kind !== 'vectors' || targets.kind !== 'values') throw new Error('wrong kinds');
  return { values: inputs.values, sums: targets.values };
}

describe('addingTask', () => {
  it('says what it is', () => {
    const task = addingTask();
    expect(task).toMatchObject({
      name: 'adding/length 50',
      inputs: { kind: 'vectors', width: 3 },
      targets: { kind: 'values', width: 1 },
      targetAt: 'last',
    });
    expect(task.sample(2, new RandomStream(1))).toMatchObject({
      steps: 50,
      size: 2,
      targetAt: 'last',
      scored: 1,
      inputs: { kind: 'vectors', width: 3 },
      targets: { kind: 'values', width: 1 },
    });
  });

  it('adds both numbers when there are but two', () => {
    const { values, sums } = draw(2, 1, 4);
    const [a = 0, markA, noMark, b = 0, noMarkB, markB] = values;
    expect([markA, noMark, noMarkB, markB]).toEqual([1, 0, 0, 1]);
    expect(sums).toEqual(Float32Array.of(a + b));
  });

  it.each([6, 7])('marks one number of each half of %d', (length) => {
    const size = 600;
    const { values, sums } = draw(length, size, 2);
    expect(values.length).toBe(length * size * 3);
    const seen = [new Set<number>(), new Set<number>()];
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (const mark of [1, 2]) {
        const marked = Array.from({ length }, (_, t) => t).filter(
          (t) => values[3 * (t * size + i) + mark] !== 0,
        );
        expect(marked.length).toBe(1);
        const [t = 0] = marked;
        expect(values[3 * (t * size + i) + mark]).toBe(1);
        seen[mark - 1]?.add(t);
        sum += values[3 * (t * size + i)] ?? NaN;
      }
      expect(sums[i]).toBe(Math.fround(sum));
    }
    // The first half of seven steps is the three first ones.
    const steps = Array.from({ length }, (_, t) => t);
    expect(seen.map((set) => [...set].sort())).toEqual([steps.slice(0, 3), steps.slice(3)]);
  });

  it('has targets of mean 1 and variance 1/6, from numbers of mean 1/2', () => {
    const { values, sums } = draw(4, 20_000, 9);
    const mean = (list: readonly number[]) => list.reduce((sum, v) => sum + v, 0) / list.length;
    const average = mean([...sums]);
    // Four standard errors: 4 * sqrt(1/6 / 20000), and about 4 * 0.0014 for the variance.
    expect(Math.abs(average - 1)).toBeLessThan(0.012);
    const variance = mean([...sums].map((sum) => (sum - average) ** 2));
    expect(Math.abs(variance - ADDING_TARGET_VARIANCE)).toBeLessThan(0.006);
    const numbers = [...values].filter((_, k) => k % 3 === 0);
    expect(mean(numbers)).toBeCloseTo(0.5, 2);
    expect(Math.min(...numbers.slice(0, 1000))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers.slice(0, 1000))).toBeLessThan(1);
  });

  it('depends on the stream alone', () => {
    expect(draw(10, 5, 3)).toEqual(draw(10, 5, 3));
    expect(draw(10, 5, 4)).not.toEqual(draw(10, 5, 3));
  });

  it('refuses impossible lengths and sizes', () => {
    for (const length of [1, 2.5, NaN]) {
      expect(() => addingTask({ length })).toThrow(failure('ERR_ARGUMENT', 'addingTask: length'));
    }
    expect(() => addingTask().sample(0, new RandomStream(1))).toThrow(
      failure('ERR_ARGUMENT', 'addingTask: size'),
    );
  });
});
