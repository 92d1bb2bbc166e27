import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { fixedTasks } from '../../../src/maml/tasks/fixedTasks.ts';

const task = (at: number) => ({
  support: {
    x: [
      [at, 0],
      [at, 1],
    ],
    y: [at, -at],
  },
  query: { x: [[at, 2]], y: [10 * at] },
});

describe('fixedTasks', () => {
  it('gives each task with its own points', async () => {
    const source = fixedTasks([task(1), task(2), task(3)]);
    expect([source.inputs, source.outputs]).toEqual([2, 1]);
    const { tasks, support, query } = await source.sample(3, new RandomStream(1));
    expect([tasks, support.shots, query.shots]).toEqual([3, 2, 1]);
    expect([...query.y].sort()).toEqual([10, 20, 30]);
    for (const [place, y] of query.y.entries()) {
      const at = y / 10;
      expect(Array.from(support.x.subarray(4 * place, 4 * place + 4))).toEqual([at, 0, at, 1]);
      expect(Array.from(support.y.subarray(2 * place, 2 * place + 2))).toEqual([at, -at]);
      expect(Array.from(query.x.subarray(2 * place, 2 * place + 2))).toEqual([at, 2]);
    }
    const again = await source.sample(3, new RandomStream(1));
    expect(again).toEqual({ tasks, support, query });
  });

  it.each([
    [[], 'ERR_ARGUMENT', 'fixedTasks: tasks must hold at least one task'],
    [
      [task(1), { ...task(2), support: { x: [[1, 1]], y: [1] } }],
      'ERR_SHAPE',
      'fixedTasks: all tasks must have 2 support points, as task 0 has, got 1 in task 1',
    ],
    [
      [{ ...task(1), query: { x: [], y: [] } }],
      'ERR_SHAPE',
      'fixedTasks: query of tasks[0]: x must have at least one point',
    ],
    [[{ ...task(1), query: { x: [1], y: [1] } }], 'ERR_SHAPE', 'got 1 and 1 in task 1'],
  ])('refuses tasks that do not go together', (tasks, code, message) => {
    expect(() => fixedTasks(tasks)).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringContaining(message) as string,
      }) as Error,
    );
  });

  it('refuses no tasks of a batch', () => {
    expect(() => fixedTasks([task(1)]).sample(0, new RandomStream(1))).toThrow(
      'fixedTasks: count must be an integer from 1 to 16777216, got 0',
    );
  });
});
