import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { onlineLogLikelihoods } from '../../src/pair/onlineLogLikelihoods.ts';
import { onlineLogLikelihoodsTensors } from '../../src/pair/onlineTensors.ts';
import { hypothesesOfJoint, tabularHypotheses } from '../../src/pair/tabularHypotheses.ts';
import { handEpisode, handPair, randomEpisodes, randomPair } from './truths.ts';

beforeAll(() => useBackend());

describe('onlineLogLikelihoodsTensors', () => {
  it.each([
    { categories: 10, batches: 2, batchSize: 10, learningRate: 0.1, together: 1000 },
    { categories: [5, 7] as const, batches: 4, batchSize: 6, learningRate: 1, together: 7 },
    { categories: [7, 5] as const, batches: 3, batchSize: 1, learningRate: 1, together: 1 },
  ])('gives the numbers of the typed arrays: %j', async ({ categories, ...settings }) => {
    const pair = randomPair(1, categories);
    const hypotheses = tabularHypotheses(pair);
    const episodes = randomEpisodes(pair, 2, settings);
    const expected = onlineLogLikelihoods(hypotheses, episodes, settings);
    const before = tf.memory().numTensors;
    const found = await onlineLogLikelihoodsTensors(hypotheses, episodes, settings);
    expect(tf.memory().numTensors).toBe(before);
    for (const key of ['forward', 'backward', 'deltas'] as const) {
      expect(found[key]).toHaveLength(expected[key].length);
      found[key].forEach((value, i) => {
        expect(Math.abs(value - (expected[key][i] ?? NaN))).toBeLessThan(2e-4);
      });
    }
  });

  it('stays finite where a table holds a 0', async () => {
    const hypotheses = hypothesesOfJoint([1, 1, 0, 1], [2, 2]);
    const samples = { a: Uint8Array.of(0, 0, 1, 0), b: Uint8Array.of(0, 1, 1, 0) };
    const episodes = { ...samples, batches: 2, batchSize: 2 };
    const { deltas } = await onlineLogLikelihoodsTensors(hypotheses, episodes);
    expect(deltas[0]).toBeCloseTo(onlineLogLikelihoods(hypotheses, episodes).deltas[0] ?? NaN, 5);
  });

  it('refuses what the other form refuses', async () => {
    const hypotheses = tabularHypotheses(handPair);
    const run = (change: object, options: object = {}) =>
      onlineLogLikelihoodsTensors(hypotheses, { ...handEpisode, ...change }, options);
    await expect(run({ batches: 1 })).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
    await expect(run({ a: Uint8Array.of(0, 0, 0, 3) })).rejects.toMatchObject({
      code: 'ERR_VALUES',
    });
    await expect(run({}, { together: 0 })).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
    await expect(run({}, { learningRate: -1 })).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
  });

  it.each(['wasm', 'cpu'])('gives the same numbers on the backend %s', async (backend) => {
    const pair = randomPair(1, [3, 4]);
    const hypotheses = tabularHypotheses(pair);
    const episodes = randomEpisodes(pair, 2, { episodes: 5, batches: 3 });
    const expected = onlineLogLikelihoods(hypotheses, episodes);
    await tf.setBackend(backend);
    const found = await onlineLogLikelihoodsTensors(hypotheses, episodes);
    await useBackend();
    found.forward.forEach((value, i) => expect(value).toBeCloseTo(expected.forward[i] ?? NaN, 3));
    found.deltas.forEach((delta, i) => expect(delta).toBeCloseTo(expected.deltas[i] ?? NaN, 3));
  });
});
