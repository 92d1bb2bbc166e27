import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import {
  intervene,
  sampleConditional,
  sampleIntervention,
} from '../../src/interventions/intervene.ts';
import { taken, vectorContext } from './contexts.ts';

const latents = [1, 2, 1, 0.9, 7, 8];
const observed = () => tf.tensor2d([latents.map((z) => 2 * z)]);

const expectClose = (found: ArrayLike<number>, expected: readonly number[], digits = 5) => {
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, digits));
};

it('answers what an observation would have been', async () => {
  const x = observed();
  const result = await intervene(vectorContext(), x, { pendulum: 0 });
  x.dispose();
  expect(result.kind).toBe('intervention');
  expectClose(result.before.latents, latents);
  expectClose(result.after.latents, [-1, 2, 0, 1.5, 7, 8]);
  expectClose(result.before.values, [10, 15, 10, 9.5]);
  expectClose(result.after.values, [0, 15, 5, 12.5]);
  expectClose(await taken(result.observations), [-2, 4, 0, 3, 14, 16]);
  expect(result.warnings).toEqual([]);
  // What is no effect is the same to the last bit.
  for (const j of [1, 4, 5]) expect(result.after.latents[j]).toBe(result.before.latents[j]);
});

it('sets a value per observation', async () => {
  const x = tf.tidy(() => observed().tile([2, 1]));
  const result = await intervene(vectorContext(), x, { light: [0, 10], pendulum: 10 });
  x.dispose();
  expectClose(result.after.values, [10, 0, 7, -1, 10, 10, 9, 6]);
  result.observations.dispose();
  await expect(intervene(vectorContext(), tf.zeros([2, 6]), { light: [1, 2, 3] })).rejects.toThrow(
    'do: expected one value or 2 for "light", got 3',
  );
});

it('draws from interventional distributions, with the same noise before and after', () => {
  const result = sampleIntervention(vectorContext(), 500, { length: 10 }, new RandomStream(1));
  const { before, after } = result;
  expect(after.values).toHaveLength(2000);
  for (let row = 0; row < 500; row++) {
    expect(after.latents[row * 6 + 2]).toBe(1);
    for (const j of [0, 1, 3, 4, 5])
      expect(after.latents[row * 6 + j]).toBe(before.latents[row * 6 + j]);
  }
  expect(result.observations.shape).toEqual([500, 6]);
  result.observations.dispose();
  const again = sampleIntervention(vectorContext(), 500, { length: 10 }, new RandomStream(1));
  expect(again.after).toEqual(after);
  again.observations.dispose();
});

it('tells seeing from doing', () => {
  const means = (kind: typeof sampleIntervention) => {
    const result = kind(vectorContext(), 4000, { length: 15 }, new RandomStream(2));
    result.observations.dispose();
    return [0, 1, 2].map(
      (j) =>
        Array.from({ length: 4000 }, (_, row) => result.after.latents[row * 6 + j] ?? NaN).reduce(
          (sum, z) => sum + z,
          0,
        ) / 4000,
    );
  };
  expectClose(means(sampleIntervention), [0, 0, 2], 1);
  // Var u2 = 0.25 + 0.04 + 1; the causes share 2 / 1.29 by their weights
  expectClose(means(sampleConditional), [(2 * 0.5) / 1.29, (2 * 0.2) / 1.29, 2], 1);
  const result = sampleConditional(vectorContext(), 2, { length: 15 }, new RandomStream(2));
  result.observations.dispose();
  expect(result.kind).toBe('conditional');
  expect(result.warnings.map(({ kind }) => kind)).toEqual(['outside-labels']);
});

it('has noise in the generator only when asked', async () => {
  const x = observed();
  const plain = await intervene(vectorContext(), x, { pendulum: 0 });
  const noise = new RandomStream(3);
  const noisy = await intervene(vectorContext(), x, { pendulum: 0 }, { noise });
  x.dispose();
  const drawn = new RandomStream(3).uniform();
  const [a, b] = [await taken(plain.observations), await taken(noisy.observations)];
  expectClose(
    b,
    a.map((value) => value + drawn),
  );
});

it('leaves no tensors but the observations', async () => {
  const x = observed();
  await expectLeakFree(async () => {
    const done = await intervene(vectorContext(), x, { pendulum: 0 });
    done.observations.dispose();
    sampleIntervention(
      vectorContext(),
      2,
      { light: 1 },
      new RandomStream(1),
    ).observations.dispose();
    await expect(intervene(vectorContext(), x, { pendulm: 0 })).rejects.toThrow('pendulum');
  });
  x.dispose();
});

it('refuses impossible counts', () => {
  const stream = new RandomStream(1);
  expect(() => sampleIntervention(vectorContext(), 0, { light: 1 }, stream)).toThrow(
    'sampleDo: count',
  );
  expect(() => sampleConditional(vectorContext(), 1.5, { light: 1 }, stream)).toThrow(
    'condition: count',
  );
});
