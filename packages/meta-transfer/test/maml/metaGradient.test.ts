import * as tf from '@tensorflow/tfjs';
import { ParameterVector, useBackend } from '@causal-mechanisms/tensor-utils';
import { autodiffMetaGradient } from '../../src/maml/autodiffMetaGradient.ts';
import { metaGradient } from '../../src/maml/metaGradient.ts';
import type { MetaGradient } from '../../src/maml/metaGradient.ts';
import { ACTIVATIONS } from '../../src/maml/network/activation.ts';
import { mlp } from '../../src/maml/network/mlp.ts';
import { TASK_LOSSES, taskLoss } from '../../src/maml/network/taskLoss.ts';
import { differences, plainLoss, problem } from './problems.ts';

beforeAll(() => useBackend());

async function read({ loss, gradient }: MetaGradient) {
  const found = { loss: (await loss.data())[0] ?? NaN, gradient: await gradient.data() };
  tf.dispose([loss, gradient]);
  return found;
}

const CASES = ACTIVATIONS.flatMap((activation) =>
  TASK_LOSSES.flatMap((loss) =>
    (['first', 'second'] as const).flatMap((order) =>
      [0, 1, 3].map((steps) => ({ activation, loss, order, steps })),
    ),
  ),
);

describe('metaGradient', () => {
  it.each(CASES)('is what nested tapes compute: %j', async (options) => {
    const { parameters, batch, options: how, dispose } = problem(options);
    const before = tf.memory().numTensors;
    const layers = how.network.layers(parameters.views);
    const hand = await read(metaGradient(layers, batch, how));
    expect(tf.memory().numTensors).toBe(before);
    const tape = await read(autodiffMetaGradient(parameters.values, batch, how));
    expect(tf.memory().numTensors).toBe(before);
    expect(hand.loss).toBeCloseTo(tape.loss, 5);
    expect(hand.gradient).toHaveLength(parameters.layout.length);
    for (const [i, value] of tape.gradient.entries())
      expect(hand.gradient[i]).toBeCloseTo(value, 5);
    dispose();
  });

  it.each([
    { activation: 'tanh', loss: 'meanSquared', steps: 1 },
    { activation: 'tanh', loss: 'crossEntropy', steps: 2 },
    { activation: 'softplus', loss: 'meanSquared', steps: 3 },
    { activation: 'softplus', loss: 'crossEntropy', steps: 1 },
  ] as const)('is what finite differences say: %j', async (options) => {
    const given = problem({ ...options, hidden: [3, 2], seed: 7 });
    const { parameters, batch, options: how } = given;
    const layers = how.network.layers(parameters.views);
    const { loss, gradient } = await read(metaGradient(layers, batch, how));
    const values = Float64Array.from(await parameters.values.data());
    expect(loss).toBeCloseTo(await plainLoss(given, values, options.loss), 4);
    const found = await asyncDifferences((at) => plainLoss(given, at, options.loss), values);
    for (const [i, value] of found.entries()) expect(gradient[i]).toBeCloseTo(value, 3);
    given.dispose();
  });

  it('differs from the first order where the curvature matters', async () => {
    const second = problem({ activation: 'tanh', loss: 'meanSquared' });
    const layers = second.options.network.layers(second.parameters.views);
    const exact = await read(metaGradient(layers, second.batch, second.options));
    const rough = await read(
      metaGradient(layers, second.batch, { ...second.options, order: 'first' }),
    );
    expect(rough.loss).toBe(exact.loss);
    const gap = exact.gradient.map((value, i) => Math.abs(value - (rough.gradient[i] ?? NaN)));
    expect(Math.max(...gap)).toBeGreaterThan(0.01);
    second.dispose();
  });

  // Of two outputs at the input 0 one is right already: the loss is (theta - t)^2 / 2 in the bias of the other.
  it.each([
    ['second', 1, 1.62],
    ['first', 1, 1.8],
    ['second', 3, 2 * 0.9 ** 6],
    ['first', 3, 2 * 0.9 ** 3],
    ['second', 0, 2],
  ] as const)('of a parabola, %s order, %i steps, is %f', async (order, steps, expected) => {
    const network = mlp({ inputs: 1, hidden: [], outputs: 2, activation: 'relu' });
    const parameters = new ParameterVector(network.layout, tf.tensor1d([0, 0, 3, 7]));
    const x = tf.zeros<tf.Rank.R3>([1, 1, 1]);
    const y = tf.tensor3d([1, 7], [1, 1, 2]);
    const { loss, gradient } = await read(
      metaGradient(
        network.layers(parameters.views),
        { support: { x, y }, query: { x, y } },
        { network, loss: taskLoss('meanSquared'), rate: 0.1, order, steps },
      ),
    );
    expect(gradient[2]).toBeCloseTo(expected, 6);
    expect([gradient[0], gradient[1], gradient[3]].map(Number)).toEqual([0, 0, 0]);
    expect(loss).toBeCloseTo((2 * 0.9 ** steps) ** 2 / 2, 6);
    parameters.dispose();
    tf.dispose([x, y]);
  });
});

async function asyncDifferences(
  f: (point: Float64Array) => Promise<number>,
  at: Float64Array,
): Promise<Float64Array> {
  const values = new Map<string, number>();
  // Asked for twice: first to learn the points, then to read what was found there.
  const points: Float64Array[] = [];
  differences((point) => points.push(point), at, 1e-3);
  for (const point of points) values.set(point.join(), await f(point));
  return differences((point) => values.get(point.join()) ?? NaN, at, 1e-3);
}
