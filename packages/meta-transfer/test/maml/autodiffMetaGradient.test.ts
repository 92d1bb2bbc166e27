import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { autodiffMetaGradient } from '../../src/maml/autodiffMetaGradient.ts';
import { plainLoss, problem } from './problems.ts';

beforeAll(() => useBackend());

describe('autodiffMetaGradient', () => {
  it.each([
    { activation: 'tanh', loss: 'crossEntropy' },
    { activation: 'softplus', loss: 'meanSquared' },
  ] as const)('is what finite differences along a line say: %j', async (options) => {
    const given = problem({ ...options, hidden: [3], steps: 2 });
    const { parameters, batch, options: how } = given;
    const before = tf.memory().numTensors;
    const { loss, gradient } = autodiffMetaGradient(parameters.values, batch, how);
    const found = Array.from(await gradient.data());
    const values = Float64Array.from(await parameters.values.data());
    const along = values.map((_, i) => Math.cos(i));
    const at = (h: number) =>
      plainLoss(
        given,
        values.map((v, i) => v + h * (along[i] ?? 0)),
        options.loss,
      );
    const slope = ((await at(1e-3)) - (await at(-1e-3))) / 2e-3;
    expect(found.reduce((sum, g, i) => sum + g * (along[i] ?? 0), 0)).toBeCloseTo(slope, 3);
    expect((await loss.data())[0]).toBeCloseTo(await at(0), 4);
    tf.dispose([loss, gradient]);
    expect(tf.memory().numTensors).toBe(before);
    given.dispose();
  });
});
