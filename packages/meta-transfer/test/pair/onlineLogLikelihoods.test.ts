import { thrownCode } from '@causal-mechanisms/test-utils';
import { episodeDeltas, onlineLogLikelihoods } from '../../src/pair/onlineLogLikelihoods.ts';
import { onlineLogLikelihoodsTensors } from '../../src/pair/onlineTensors.ts';
import { hypothesesOfJoint, tabularHypotheses } from '../../src/pair/tabularHypotheses.ts';
import { handEpisode, handPair, randomEpisodes, randomPair, swapped } from './truths.ts';

describe('onlineLogLikelihoods', () => {
  it('has the Delta that was computed by hand', () => {
    const found = onlineLogLikelihoods(tabularHypotheses(handPair), handEpisode, {
      learningRate: 1,
    });
    expect(found.deltas[0]).toBeCloseTo(0.817995, 6);
    expect(found).toMatchObject({ episodes: 1, batches: 2 });
    expect(found.forward[1]).toBeCloseTo(-3.197883, 6);
    expect(found.backward[1]).toBeCloseTo(-4.015878, 6);
  });

  it('agrees on the first mini-batch: both hypotheses factorise one joint', () => {
    const pair = randomPair(1);
    const { forward, backward } = onlineLogLikelihoods(
      tabularHypotheses(pair),
      randomEpisodes(pair, 2, { batches: 3 }),
    );
    for (let i = 0; i < forward.length; i += 3) {
      expect(forward[i]).toBeCloseTo(backward[i] ?? NaN, 10);
      expect(forward[i + 1]).not.toBeCloseTo(backward[i + 1] ?? NaN, 6);
    }
  });

  it('exchanges the hypotheses with the names of the variables', () => {
    const pair = randomPair(3, [4, 6]);
    const { a, b, ...cut } = randomEpisodes(pair, 4);
    const one = onlineLogLikelihoods(tabularHypotheses(pair), { a, b, ...cut });
    const other = onlineLogLikelihoods(tabularHypotheses(swapped(pair)), { a: b, b: a, ...cut });
    one.deltas.forEach((delta, i) => {
      expect(other.deltas[i]).toBeCloseTo(-delta, 10);
    });
    expect(other.forward[1]).toBeCloseTo(one.backward[1] ?? NaN, 10);
  });

  it('favours the true direction by the known mean at the settings of the paper', () => {
    const pair = randomPair(7);
    const { deltas } = onlineLogLikelihoods(
      tabularHypotheses(pair),
      randomEpisodes(pair, 8, { episodes: 2000 }),
    );
    const mean = deltas.reduce((sum, delta) => sum + delta, 0) / 2000;
    expect(mean).toBeGreaterThan(0.07);
    expect(mean).toBeLessThan(0.27);
    const negative = deltas.filter((delta) => delta < 0).length / 2000;
    expect(negative).toBeLessThan(0.12);
  });

  it('names the pair that has probability 0', () => {
    const hypotheses = hypothesesOfJoint([1, 1, 0, 1], [2, 2]);
    const samples = { a: Uint8Array.of(0, 0, 1, 1), b: Uint8Array.of(0, 1, 1, 0) };
    const run = () => onlineLogLikelihoods(hypotheses, { ...samples, batches: 2, batchSize: 2 });
    expect(run).toThrow('the pair (1, 0) occurs, at 3, but has probability 0');
  });

  it.each([
    ['ERR_ARGUMENT', { learningRate: 0 }, {}],
    ['ERR_ARGUMENT', { learningRate: NaN }, {}],
    ['ERR_ARGUMENT', {}, { batches: 1, batchSize: 4 }],
    ['ERR_ARGUMENT', {}, { batchSize: 0 }],
    ['ERR_VALUES', {}, { batchSize: 3 }],
    ['ERR_VALUES', {}, { a: new Uint8Array(), b: new Uint8Array() }],
    ['ERR_VALUES', {}, { a: Uint8Array.of(0, 0, 0, 2) }],
    ['ERR_VALUES', {}, { b: Uint8Array.of(0, 0, 0, 2) }],
    ['ERR_SHAPE', {}, { a: Uint8Array.of(0, 0) }],
  ])('refuses with %s: %j %j', (code, options, change) => {
    const run = () =>
      onlineLogLikelihoods(tabularHypotheses(handPair), { ...handEpisode, ...change }, options);
    expect(thrownCode(run)).toBe(code);
  });
});

describe('a large step', () => {
  it('scores as the tensors do, whose logarithms of sums never overflow', async () => {
    const pair = randomPair(3);
    const hypotheses = tabularHypotheses(pair);
    const episodes = randomEpisodes(pair, 4, { episodes: 6, batches: 3 });
    for (const learningRate of [1000, 1e5]) {
      const { deltas } = onlineLogLikelihoods(hypotheses, episodes, { learningRate });
      const other = await onlineLogLikelihoodsTensors(hypotheses, episodes, { learningRate });
      deltas.forEach((delta, i) => expect(delta / (other.deltas[i] ?? NaN)).toBeCloseTo(1, 3));
    }
  });
});

describe('episodeDeltas', () => {
  it('adds up the mini-batches of each episode', () => {
    const scores = { forward: Float64Array.of(1, 2, 3, 4), backward: Float64Array.of(0, 1, 1, 1) };
    expect(episodeDeltas('f', { ...scores, batches: 2 })).toEqual(Float64Array.of(2, 5));
    scores.forward[2] = NaN;
    expect(() => episodeDeltas('f', { ...scores, batches: 2 })).toThrow(
      'f: Delta of episode 1 is NaN: choose a smaller learningRate',
    );
  });
});
