import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { sinusoidTasks } from '../../../src/index.ts';
import { failure } from '../../testFiles.ts';

describe('sinusoidTasks', () => {
  it('draws points of waves', () => {
    const tasks = sinusoidTasks(200, { shots: 5, queries: 3, stream: new RandomStream(1) });
    expect(tasks).toMatchObject({ count: 200, shots: 5, queries: 3 });
    for (const [x, y, points] of [
      [tasks.supportX, tasks.supportY, 5],
      [tasks.queryX, tasks.queryY, 3],
    ] as const) {
      expect(x).toHaveLength(200 * points);
      x.forEach((place, i) => {
        const task = Math.floor(i / points);
        const wave = (tasks.amplitude[task] ?? NaN) * Math.sin(place - (tasks.phase[task] ?? NaN));
        expect(y[i]).toBeCloseTo(wave, 5);
        expect(Math.abs(place)).toBeLessThanOrEqual(5);
      });
      expect(Math.max(...x)).toBeGreaterThan(4.8);
      expect(Math.min(...x)).toBeLessThan(-4.8);
    }
    expect(Math.max(...tasks.amplitude)).toBeGreaterThan(4.8);
    expect(Math.min(...tasks.amplitude)).toBeGreaterThanOrEqual(0.0999);
    expect(Math.max(...tasks.phase)).toBeGreaterThan(3);
    expect(Math.max(...tasks.phase)).toBeLessThan(Math.PI);
    expect(Math.min(...tasks.phase)).toBeGreaterThanOrEqual(0);
  });

  it('has as many queries as shots, or none', () => {
    expect(sinusoidTasks(2, { shots: 4, stream: new RandomStream(1) }).queryX).toHaveLength(8);
    expect(
      sinusoidTasks(2, { shots: 4, queries: 0, stream: new RandomStream(1) }).queryX,
    ).toHaveLength(0);
  });

  it('refuses impossible numbers', () => {
    const stream = new RandomStream(1);
    expect(() => sinusoidTasks(0, { shots: 1, stream })).toThrow(failure('ERR_ARGUMENT', 'count'));
    expect(() => sinusoidTasks(1, { shots: 0, stream })).toThrow(failure('ERR_ARGUMENT', 'shots'));
    expect(() => sinusoidTasks(1, { shots: 1, queries: -1, stream })).toThrow(
      failure('ERR_ARGUMENT', 'queries'),
    );
  });
});
