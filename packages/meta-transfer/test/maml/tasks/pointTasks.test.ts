import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { pointTasks } from '../../../src/maml/tasks/pointTasks.ts';

const x = [0, 1, 2, 3, 4, 5];
const task = (slope: number) => ({ x, y: x.map((at) => [slope * at, slope]) });

describe('pointTasks', () => {
  it('draws other points of a task every time, and none twice', async () => {
    const source = pointTasks([task(1), task(-2)], { shots: 2, queries: 3 });
    expect([source.inputs, source.outputs]).toEqual([1, 2]);
    const stream = new RandomStream(1);
    const drawn = new Set<string>();
    for (let round = 0; round < 20; round++) {
      const { support, query } = await source.sample(2, stream);
      expect([support.shots, query.shots]).toEqual([2, 3]);
      for (const place of [0, 1]) {
        const own = [support, query].flatMap(({ shots, x: inputs }) =>
          Array.from(inputs.subarray(place * shots, (place + 1) * shots)),
        );
        expect(new Set(own).size).toBe(5);
        drawn.add(own.join());
      }
      for (const { shots, x: inputs, y } of [support, query]) {
        for (const [k, at] of inputs.entries()) {
          const slope = y[2 * k + 1] ?? NaN;
          expect(y[2 * k]).toBe(slope * at);
          expect(slope).toBe(y[2 * shots * Math.floor(k / shots) + 1]);
        }
      }
    }
    expect(drawn.size).toBeGreaterThan(20);
  });

  it('judges by as many points as it learns from, unless told otherwise', async () => {
    const { query } = await pointTasks([task(1)], { shots: 3 }).sample(1, new RandomStream(1));
    expect(query.shots).toBe(3);
    expect(() => pointTasks([task(1)])).toThrow(
      'at least 10 points, 5 to learn from and 5 to judge by, got 6 in task 0',
    );
  });

  it.each([
    [[], {}, 'ERR_ARGUMENT', 'pointTasks: tasks must hold at least one task'],
    [[task(1)], { shots: 0 }, 'ERR_ARGUMENT', 'pointTasks: shots must be an integer'],
    [[task(1)], { shots: 1, queries: 0 }, 'ERR_ARGUMENT', 'pointTasks: queries must be'],
    [[task(1)], { shots: 4 }, 'ERR_SHAPE', 'at least 8 points, 4 to learn from and 4 to judge by'],
    [[task(1), { x, y: x }], { shots: 1 }, 'ERR_SHAPE', 'got 1 and 1 in task 1'],
    [[{ x: [1], y: [NaN] }], { shots: 1 }, 'ERR_VALUES', 'pointTasks: tasks[0]: y must be finite'],
  ])('refuses tasks or options', (tasks, options, code, message) => {
    expect(() => pointTasks(tasks, options)).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringContaining(message) as string,
      }) as Error,
    );
  });
});
