import * as tf from '@tensorflow/tfjs';
import {
  factorColumn,
  factorDataset,
  hideLabels,
  readObservations,
} from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import type { FactorRegressor } from '../../../src/evaluate/counterfactuals/factorRegressor.ts';
import type { RegressorConfigInput } from '../../../src/evaluate/counterfactuals/regressorConfig.ts';
import { trainFactorRegressor } from '../../../src/evaluate/counterfactuals/trainFactorRegressor.ts';
import { toy } from '../../training/toy.ts';

beforeAll(() => useBackend());

const config = {
  networks: { kind: 'mlp', width: 32, depth: 1 },
  batchSize: 32,
  iterations: 300,
  learningRate: 5e-3,
} as const satisfies RegressorConfigInput;

async function train(
  data: FactorDataset,
  options: { factors?: readonly string[]; config?: RegressorConfigInput } = {},
): Promise<{ model: FactorRegressor; losses: number[] }> {
  const losses: number[] = [];
  for await (const event of trainFactorRegressor(data, { config, ...options })) {
    if (event.kind === 'step') losses.push(event.scalars['loss'] ?? NaN);
    if (event.kind === 'end') return { model: event.model, losses };
  }
  throw new Error('expected an end event');
}

describe('trainFactorRegressor', () => {
  it('learns to read factors in their units, in the order it is told', async () => {
    const units = (data: FactorDataset): FactorDataset => ({
      ...data,
      values: data.values.map((value) => 60 + 10 * value),
    });
    const { model, losses } = await train(units(toy(512)), { factors: ['d', 'a'] });
    expect(losses.at(-1)).toBeLessThan(0.05 * (losses[0] ?? 0));
    expect(model.factors.map(({ name }) => name)).toEqual(['d', 'a']);
    const test = units(toy(64, 7));
    const before = tf.memory().numTensors;
    const x = await readObservations(
      test,
      Int32Array.from({ length: 64 }, (_, i) => i),
    );
    const read = await model.factorValues(x);
    x.dispose();
    expect(tf.memory().numTensors).toBe(before);
    for (const [place, name] of ['d', 'a'].entries()) {
      const truth = factorColumn(test, name);
      const error = truth.reduce(
        (sum, value, i) => sum + Math.abs(value - (read[2 * i + place] ?? 0)),
        0,
      );
      expect(error / 64).toBeLessThan(2);
    }
    model.dispose();
  });

  it('reads all factors unless it is told which, and learns from the labels there are', async () => {
    const some = hideLabels(toy(256), { share: 0.5, stream: new RandomStream(3) });
    const { model, losses } = await train(some);
    expect(model.factors.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
    expect(losses.at(-1)).toBeLessThan(0.1);
    model.dispose();
  });

  it('uses an average of the parameters, which a decay of 0 leaves as they are', async () => {
    const data = toy(64);
    const values = async (average: number, iterations: number) => {
      const { model } = await train(data, { config: { ...config, iterations, average } });
      const read = await model.parameters.values.data<'float32'>();
      model.dispose();
      return read;
    };
    const [zero, one, two, mixed] = [
      await values(0, 1),
      await values(0, 2),
      await values(0.5, 2),
      await values(0.5, 1),
    ];
    // Half of the parameters after the second step, a quarter after the first, a quarter of the start: twice the mean of the first step less the first.
    const far = two.filter((value, i) => {
      const start = 2 * (mixed[i] ?? NaN) - (zero[i] ?? NaN);
      return !(Math.abs(value - (one[i] ?? NaN) / 2 - (zero[i] ?? NaN) / 4 - start / 4) < 1e-4);
    });
    expect(far).toHaveLength(0);
  });

  it('refuses factors that are not there, and says when it diverges', async () => {
    await expect(train(toy(64), { factors: ['moon'] })).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
    });
    await expect(train(toy(16))).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
      message: expect.stringContaining('trainFactorRegressor: batchSize') as string,
    });
    const huge = factorDataset({
      name: 'huge',
      observations: Float32Array.from({ length: 64 }, (_, i) => (i % 2 === 0 ? 3e38 : -3e38)),
      shape: [1],
      factors: [{ name: 'a', kind: 'continuous' }],
      values: Array.from({ length: 64 }, (_, i) => i),
    });
    const before = tf.memory().numTensors;
    await expect(train(huge)).rejects.toMatchObject({
      code: 'ERR_VALUES',
      message: expect.stringMatching(/loss became .* at iteration \d+/) as string,
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});
