import * as tf from '@tensorflow/tfjs';
import { sinusoidTasks } from '@causal-mechanisms/datasets';
import type { TaskSource } from '@causal-mechanisms/datasets';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { evaluateAdaptation } from '../../src/maml/evaluateAdaptation.ts';
import { pointTasks } from '../../src/maml/tasks/pointTasks.ts';
import type { MamlConfigInput } from '../../src/maml/mamlConfig.ts';
import { trainMaml } from '../../src/maml/trainMaml.ts';

beforeAll(() => useBackend());

async function trained(tasks: TaskSource, config: MamlConfigInput) {
  for await (const event of trainMaml(tasks, { config })) {
    if (event.kind === 'end') return event.model;
  }
  throw new Error('expected an end event');
}

describe('trainMaml', () => {
  it('learns to learn own tasks: lines through the origin, from two points', async () => {
    const x = [-2, -1, 0, 1, 2, 3];
    const lines = [-3, -2, -1, 1, 2, 3].map((slope) => ({ x, y: x.map((at) => slope * at) }));
    const tasks = pointTasks(lines, { shots: 2, queries: 3 });
    const shared = {
      hidden: [],
      innerRate: 0.1,
      outerRate: 0.05,
      tasksPerBatch: 6,
      metaSteps: 150,
      initialDeviation: 0.5,
    };
    const model = await trained(tasks, shared);
    const { curve } = await evaluateAdaptation(model, tasks, { count: 200, steps: 3 });
    const [before, after, , later] = curve.map(({ mean }) => mean);
    expect(after).toBeLessThan(0.5 * (before ?? NaN));
    expect(later).toBeLessThan(after ?? NaN);
    const adapted = await model.adapt({ x: [1, 2], y: [2.5, 5] }, { steps: 60 });
    expect((await adapted.predict([3]))[0]).toBeCloseTo(7.5, 0);
    model.dispose();
    adapted.dispose();
  });

  it('halves the error of sinusoids in 150 meta-steps', async () => {
    const tasks = sinusoidTasks();
    const model = await trained(tasks, {
      hidden: [20, 20],
      metaSteps: 150,
      outerRate: 0.01,
      initialDeviation: 0.4,
    });
    const { curve } = await evaluateAdaptation(model, tasks, { count: 200, steps: 1 });
    expect(curve[1]?.mean).toBeLessThan(0.6 * (curve[0]?.mean ?? NaN));
    model.dispose();
  });

  it('refuses tasks that do not fit, and leaves no tensor', async () => {
    const tasks = sinusoidTasks({ shots: 2 });
    const before = tf.memory().numTensors;
    const wrong: [TaskSource, string][] = [
      [{ ...tasks, outputs: 2 }, 'ERR_SHAPE'],
      [{ ...tasks, inputs: 0 }, 'ERR_CONFIG'],
      [{ ...tasks, sample: () => Promise.reject(new TypeError('no')) }, ''],
    ];
    for (const [source, code] of wrong) {
      const failed = trained(source, { hidden: [3], metaSteps: 1 });
      await expect(failed).rejects.toMatchObject(code === '' ? { message: 'no' } : { code });
      expect(tf.memory().numTensors).toBe(before);
    }
    await expect(trained(tasks, { innerRate: -1 })).rejects.toMatchObject({ code: 'ERR_CONFIG' });
  });
});
