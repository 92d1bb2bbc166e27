import { useBackend } from '@causal-mechanisms/tensor-utils';
import { learnerContract } from '@causal-mechanisms/test-utils';
import { beliefTrajectory } from '../../../src/belief/beliefTrajectory.ts';
import { resolveDirectionConfig } from '../../../src/pair/direction/directionConfig.ts';
import { directionLearner } from '../../../src/pair/direction/directionLearner.ts';
import type { CausalDirectionModel } from '../../../src/pair/direction/directionModel.ts';
import { trainCausalDirection } from '../../../src/pair/direction/trainCausalDirection.ts';
import { onlineLogLikelihoods } from '../../../src/pair/onlineLogLikelihoods.ts';
import { tabularHypotheses } from '../../../src/pair/tabularHypotheses.ts';
import { randomEpisodes, randomPair } from '../truths.ts';

beforeAll(() => useBackend());

const pair = randomPair(1);
const hypotheses = tabularHypotheses(pair);

// As many as the contract's longest run asks for.
const many = randomEpisodes(pair, 2, { episodes: 100_000 });

const fingerprint = ({ gamma, state, hypotheses: { joint } }: CausalDirectionModel) =>
  Promise.resolve([gamma, ...state.totals.values, state.optimiser.second, ...joint]);

learnerContract<CausalDirectionModel>('trainCausalDirection', {
  start: (options, { steps, foreign }) =>
    trainCausalDirection(pair, {
      ...options,
      config: { episodes: steps, innerRate: foreign ? 0.2 : 0.1 },
    }),
  main: 'transfer',
  prolongable: true,
  fingerprint,
});

learnerContract<CausalDirectionModel>('trainCausalDirection on data', {
  start: (options, { steps, foreign }) => {
    return trainCausalDirection(
      { hypotheses, episodes: many },
      { ...options, config: { episodes: steps, optimiser: { kind: foreign ? 'sgd' : 'adam' } } },
    );
  },
  main: 'transfer',
  prolongable: true,
  fingerprint,
});

describe('directionLearner', () => {
  it.each(['episode', 'batch'] as const)(
    'moves gamma as the recursion over the Deltas does: regret over %s',
    async (regretOver) => {
      const episodes = randomEpisodes(pair, 3, { episodes: 30, batches: 3 });
      const config = resolveDirectionConfig({ regretOver, episodes: 30, batches: 3 });
      const learner = directionLearner(config, hypotheses, { hypotheses, episodes });
      const { forward, backward, deltas } = onlineLogLikelihoods(hypotheses, episodes);
      const ofBatches = forward.map((value, i) => value - (backward[i] ?? NaN));
      const expected =
        regretOver === 'episode'
          ? beliefTrajectory(deltas)
          : beliefTrajectory(ofBatches, { perEpisode: 3 });
      for (let i = 0; i < 30; i++) {
        const { scalars } = await learner.main.step(i);
        expect(scalars['delta']).toBeCloseTo(deltas[i] ?? NaN, 12);
        expect(scalars['gamma']).toBeCloseTo(expected[i] ?? NaN, 10);
      }
      expect(learner.model.episodes).toBe(30);
      expect(learner.model.gamma).toBeCloseTo(expected[29] ?? NaN, 10);
    },
  );

  it('gives one curve for both regrets with two mini-batches, and two with three', async () => {
    const gammaOf = async (regretOver: 'episode' | 'batch', batches: number) => {
      const config = resolveDirectionConfig({ regretOver, episodes: 50, batches });
      const learner = directionLearner(config, hypotheses, pair);
      for (let i = 0; i < 50; i++) await learner.main.step(i);
      return learner.model.gamma;
    };
    expect(await gammaOf('batch', 2)).toBeCloseTo(await gammaOf('episode', 2), 8);
    expect(await gammaOf('batch', 3)).not.toBeCloseTo(await gammaOf('episode', 3), 4);
  });
});
