import * as tf from '@tensorflow/tfjs';
import { sinusoidTasks } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { evaluateAdaptation } from '../../src/maml/evaluateAdaptation.ts';
import { resolveMamlModelConfig } from '../../src/maml/mamlConfig.ts';
import { MamlModel } from '../../src/maml/mamlModel.ts';
import { mlp } from '../../src/maml/network/mlp.ts';
import { fixedTasks } from '../../src/maml/tasks/fixedTasks.ts';

beforeAll(() => useBackend());

const line = resolveMamlModelConfig({ inputs: 1, outputs: 1, hidden: [], innerRate: 0.25 });

describe('evaluateAdaptation', () => {
  it('has the values computed by hand', async () => {
    const before = tf.memory().numTensors;
    const model = new MamlModel(line, Float32Array.of(0, 0));
    // At the input 0 alone the offset moves half of the way: 1 -> 1/2 -> 1/4, and 3 -> 3/2 -> 3/4.
    const point = (y: number) => ({ x: [0], y: [y] });
    const tasks = fixedTasks([1, 3].map((y) => ({ support: point(y), query: point(y) })));
    const { curve, losses } = await evaluateAdaptation(model, tasks, { steps: 2, count: 2 });
    expect(losses.map((line) => Array.from(line).sort())).toEqual([
      [1, 9],
      [0.25, 2.25],
      [0.0625, 0.5625],
    ]);
    expect(curve[1]).toEqual({
      steps: 1,
      mean: 1.25,
      deviation: 1,
      halfWidth: 1.96 / Math.sqrt(2),
      median: 1.25,
      worse: 0,
    });
    const slow = await evaluateAdaptation(model, tasks, { steps: 1, count: 2, rate: 0.125 });
    expect(slow.curve[1]?.mean).toBeCloseTo(5 * 0.75 ** 2, 6);
    // Half of the way, then a quarter of the rest.
    const later = await evaluateAdaptation(model, tasks, { steps: 2, count: 2, laterRate: 0.125 });
    expect(later.curve[2]?.mean).toBeCloseTo(5 * (0.5 * 0.75) ** 2, 6);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('counts tasks that adaptation makes worse, and says where the mean is lost', async () => {
    const model = new MamlModel(line, Float32Array.of(0, 0));
    const point = (x: number, y: number) => ({ x: [x], y: [y] });
    // The slope of the second task runs away: the curvature at 1000 is far beyond the rate.
    const tasks = fixedTasks(
      [point(0, 1), point(1000, 1), point(0, 3)].map((one) => ({ support: one, query: one })),
    );
    const { curve } = await evaluateAdaptation(model, tasks, { steps: 8, count: 3 });
    expect(curve.map(({ worse }) => worse)).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(curve[1]?.mean).toBeGreaterThan(1e10);
    expect(Number.isFinite(curve[8]?.mean)).toBe(false);
    // Of 4^-8, 9 times as much and what ran away.
    expect(curve[8]?.median).toBeCloseTo(9 * 4 ** -8, 8);
    model.dispose();
  });

  it('agrees with adapting task by task, and is the same at every call and batch size', async () => {
    const config = resolveMamlModelConfig({
      inputs: 1,
      outputs: 1,
      hidden: [6],
      activation: 'tanh',
    });
    const model = new MamlModel(config, mlp(config).initialValues(new RandomStream(1), 1));
    const source = sinusoidTasks({ shots: 4 });
    const options = { steps: 3, count: 5 };
    const found = await evaluateAdaptation(model, source, { ...options, batchSize: 2 });
    expect(await evaluateAdaptation(model, source, { ...options, batchSize: 2 })).toEqual(found);
    const whole = await evaluateAdaptation(model, source, options);
    for (const [s, { mean }] of whole.curve.entries()) {
      expect(found.curve[s]?.mean).toBeCloseTo(mean, 5);
    }
    const stream = new RandomStream(8);
    const own = await evaluateAdaptation(model, source, {
      ...options,
      count: 2,
      laterRate: 0.1,
      stream,
    });
    const { support, query } = source.sample(2, new RandomStream(8));
    const second = { x: support.x.subarray(4), y: support.y.subarray(4) };
    const adapted = await model.adapt(second, { steps: 3, laterRate: 0.1 });
    const answers = await adapted.predict(query.x.subarray(4));
    const errors = Array.from(answers, (answer, k) => (answer - (query.y[4 + k] ?? NaN)) ** 2);
    expect(own.losses[3]?.[1]).toBeCloseTo(errors.reduce((sum, error) => sum + error, 0) / 4, 4);
    adapted.dispose();
    model.dispose();
  });

  it.each([
    [{ count: 1 }, 'count must be an integer from 2 to 16777216, got 1'],
    [{ steps: -1 }, 'steps must be an integer of at least 0, got -1'],
    [{ rate: NaN }, 'rate must be finite and above 0, got NaN'],
    [{ laterRate: 0 }, 'laterRate must be finite and above 0, got 0'],
    [{ batchSize: 0 }, 'batchSize must be an integer from 1 to 16777216, got 0'],
  ])('refuses %j', async (options, message) => {
    const model = new MamlModel(line, Float32Array.of(0, 0));
    await expect(evaluateAdaptation(model, sinusoidTasks(), options)).rejects.toThrow(
      `evaluateAdaptation: ${message}`,
    );
    model.dispose();
  });

  it('refuses a source that gives another number of tasks, and a model without tensors', async () => {
    const model = new MamlModel(line, Float32Array.of(0, 0));
    const points = { shots: 1, x: Float32Array.of(0), y: Float32Array.of(1) };
    const single = {
      name: 'single',
      inputs: 1,
      outputs: 1,
      sample: () => ({ tasks: 1, support: points, query: points }),
    };
    const before = tf.memory().numTensors;
    await expect(evaluateAdaptation(model, single, { count: 4 })).rejects.toThrow(
      'evaluateAdaptation: asked for 4 tasks, got a batch of 1',
    );
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
    await expect(evaluateAdaptation(model, sinusoidTasks())).rejects.toThrow(
      'evaluateAdaptation: the model was disposed before',
    );
  });
});
