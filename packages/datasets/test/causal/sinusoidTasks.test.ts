import { ArgumentError, RandomStream } from '@causal-mechanisms/tensor-utils';
import { sinusoidTasks } from '../../src/causal/sinusoidTasks.ts';

const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

describe('sinusoidTasks', () => {
  it('gives every point the height of its own wave', () => {
    const { tasks, support, query, amplitudes, phases } = sinusoidTasks({
      shots: 3,
      queries: 4,
    }).sample(5, new RandomStream(1));
    expect([tasks, support.shots, query.shots]).toEqual([5, 3, 4]);
    for (const { shots, x, y } of [support, query]) {
      expect([x.length, y.length]).toEqual([5 * shots, 5 * shots]);
      for (const [k, at] of x.entries()) {
        const task = Math.floor(k / shots);
        const expected = (amplitudes[task] ?? NaN) * Math.sin(at - (phases[task] ?? NaN));
        expect(y[k]).toBeCloseTo(expected, 5);
      }
    }
  });

  it('draws amplitude, phase and inputs uniformly from the published ranges', () => {
    const { support, amplitudes, phases } = sinusoidTasks().sample(4000, new RandomStream(2));
    for (const [values, low, high] of [
      [amplitudes, 0.1, 5],
      [phases, 0, Math.PI],
      [support.x, -5, 5],
    ] as const) {
      expect(Math.min(...values)).toBeGreaterThanOrEqual(low);
      expect(Math.max(...values)).toBeLessThanOrEqual(high);
      const centre = mean(values);
      expect(Math.abs(centre - (low + high) / 2)).toBeLessThan(0.02 * (high - low));
      const variance = mean(Array.from(values, (value) => (value - centre) ** 2));
      expect((12 * variance) / (high - low) ** 2).toBeCloseTo(1, 1);
    }
    expect(support.shots).toBe(10);
  });

  it('takes other ranges, a single value too', () => {
    const { query, amplitudes, phases } = sinusoidTasks({
      shots: 2,
      amplitude: [3, 3],
      phase: [0, 0],
      range: [1, 2],
    }).sample(2, new RandomStream(3));
    expect(Array.from(amplitudes)).toEqual([3, 3]);
    expect(Array.from(phases)).toEqual([0, 0]);
    expect(query.y[1]).toBeCloseTo(3 * Math.sin(query.x[1] ?? NaN), 5);
  });

  it('gives the same tasks for the same stream, however they are divided into batches', () => {
    const tasks = sinusoidTasks({ shots: 2 });
    const whole = tasks.sample(3, new RandomStream(4));
    const stream = new RandomStream(4);
    const parts = [tasks.sample(1, stream), tasks.sample(2, stream)];
    expect(parts.flatMap(({ query }) => Array.from(query.y))).toEqual(Array.from(whole.query.y));
  });

  it.each([
    [{ shots: 0 }, 'sinusoidTasks: shots must be an integer of at least 1, got 0'],
    [{ queries: 1.5 }, 'sinusoidTasks: queries must be an integer of at least 1, got 1.5'],
    [
      { amplitude: [5, 0.1] as const },
      'sinusoidTasks: amplitude must be two finite numbers, the lower one first, got [5, 0.1]',
    ],
    [{ phase: [0, NaN] as const }, 'sinusoidTasks: phase must be two finite numbers'],
    [{ range: [-Infinity, 5] as const }, 'sinusoidTasks: range must be two finite numbers'],
    [{ range: [0, Infinity] as const }, 'sinusoidTasks: range must be two finite numbers'],
  ])('refuses %j', (options, message) => {
    expect(() => sinusoidTasks(options)).toThrow(ArgumentError);
    expect(() => sinusoidTasks(options)).toThrow(message);
  });

  it('refuses no tasks', () => {
    expect(() => sinusoidTasks().sample(0, new RandomStream(1))).toThrow(
      'sinusoidTasks: count must be an integer of at least 1, got 0',
    );
  });
});
