import * as tf from '@tensorflow/tfjs';
import { sinusoidTasks } from '@causal-mechanisms/datasets';
import type { TaskSource } from '@causal-mechanisms/datasets';
import { FlatAdam, RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { learnerContract } from '@causal-mechanisms/test-utils';
import { autodiffMetaGradient } from '../../src/maml/autodiffMetaGradient.ts';
import { resolveMamlConfig } from '../../src/maml/mamlConfig.ts';
import { mamlLearner } from '../../src/maml/mamlLearner.ts';
import type { MamlModel } from '../../src/maml/mamlModel.ts';
import { fixedTasks } from '../../src/maml/tasks/fixedTasks.ts';
import { batchTensors } from '../../src/maml/taskTensors.ts';
import { trainMaml } from '../../src/maml/trainMaml.ts';

beforeAll(() => useBackend());

const tasks = sinusoidTasks({ shots: 3, queries: 2 });
const tiny = { hidden: [5], tasksPerBatch: 4, innerSteps: 2, initialDeviation: 0.5 };

learnerContract<MamlModel>('trainMaml', {
  start: (options, { steps, foreign }) =>
    trainMaml(tasks, {
      ...options,
      config: { ...tiny, metaSteps: steps, innerRate: foreign ? 0.02 : 0.01 },
    }),
  main: 'training',
  prolongable: true,
  fingerprint: ({ parameters }) => parameters.values.data(),
  tolerance: () => (tf.getBackend() === 'tensorflow' ? 1e-5 : 0),
});

describe('mamlLearner', () => {
  it.each([
    ['second', 'passes'],
    ['first', 'passes'],
    ['none', 'passes'],
    ['second', 'tapes'],
    ['first', 'tapes'],
  ] as const)(
    'steps by Adam against the meta-gradient: order %s by %s',
    async (order, gradientBy) => {
      const before = tf.memory().numTensors;
      const config = resolveMamlConfig({
        ...tiny,
        order,
        gradient: gradientBy,
        outerRate: 0.01,
      });
      const learner = mamlLearner(config, tasks);
      const { model } = learner;
      const start = model.parameters.values.clone();
      const { scalars } = await learner.main.step(0);
      // The same by nested tapes.
      const stream = new RandomStream(config.seed).split('tasks');
      const batch = batchTensors('test', tasks.sample(4, stream), { ...model.config, tasks: 4 });
      const { loss, gradient } = autodiffMetaGradient(start, batch, {
        ...model.adaptation(),
        order: order === 'first' ? 'first' : 'second',
        steps: order === 'none' ? 0 : 2,
      });
      const adam = new FlatAdam(start.size, { learningRate: 0.01 });
      const expected = adam.update(start, gradient);
      expect(scalars['loss']).toBeCloseTo((await loss.data())[0] ?? NaN, 4);
      const [found, wanted] = [await model.parameters.values.data(), await expected.data()];
      for (const [i, value] of wanted.entries()) expect(found[i]).toBeCloseTo(value, 4);
      tf.dispose([start, loss, gradient, expected, { ...batch.support }, { ...batch.query }]);
      adam.dispose();
      learner.dispose();
      model.dispose();
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  it('ends where the loss is not finite any more, before the parameters are', async () => {
    const huge: TaskSource = {
      ...tasks,
      sample: (count, stream) => {
        const batch = tasks.sample(count, stream);
        return { ...batch, query: { ...batch.query, y: batch.query.y.fill(1e30) } };
      },
    };
    const learner = mamlLearner(resolveMamlConfig(tiny), huge);
    const before = tf.memory().numTensors;
    await expect(learner.main.step(6)).rejects.toMatchObject({
      code: 'ERR_VALUES',
      message: expect.stringContaining('became Infinity at meta-step 7') as string,
    });
    expect(tf.memory().numTensors).toBe(before);
    expect((await learner.model.parameters.values.data()).every(Number.isFinite)).toBe(true);
    learner.dispose();
    learner.model.dispose();
  });

  it('ends where the gradient is too large for Adam, though the loss is finite', async () => {
    const point = (x: number, y: number) => ({ x: [x], y: [y] });
    const far = fixedTasks([{ support: point(1e19, 1e18), query: point(1, 1) }]);
    const config = { ...tiny, activation: 'tanh', tasksPerBatch: 1, innerSteps: 1 } as const;
    const learner = mamlLearner(resolveMamlConfig(config), far);
    const before = tf.memory().numTensors;
    await expect(learner.main.step(0)).rejects.toThrow(/not|too large|became/);
    expect(tf.memory().numTensors).toBe(before);
    expect((await learner.model.parameters.values.data()).every(Number.isFinite)).toBe(true);
    learner.dispose();
    learner.model.dispose();
  });
});
