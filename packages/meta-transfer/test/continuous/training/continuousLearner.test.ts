import * as tf from '@tensorflow/tfjs';
import { useBackend, ValuesError } from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { learnerContract } from '@causal-mechanisms/test-utils';
import type { ContinuousDirectionModel } from '../../../src/continuous/training/continuousDirectionModel.ts';
import { trainContinuousDirection } from '../../../src/continuous/training/trainContinuousDirection.ts';
import { bent, straight, trained } from './runs.ts';

beforeAll(() => useBackend());

const closed = { pairs: 50, fitPairs: 100 } as const;
const tiny = {
  ...closed,
  mechanism: 'mdn',
  hidden: 4,
  components: 2,
  trainingSteps: 3,
  trainingPairs: 20,
  innerSteps: 2,
  parallel: 3,
} as const;

learnerContract<ContinuousDirectionModel>('trainContinuousDirection in closed form', {
  start: (options, { steps, foreign }) =>
    trainContinuousDirection(straight, {
      ...options,
      config: { ...closed, mechanism: 'conjugate', episodes: steps, memory: foreign ? 20 : 10 },
    }),
  main: 'episodes',
  prolongable: true,
  fingerprint: ({ gamma, deltas }) => Promise.resolve([gamma, ...deltas]),
});

learnerContract<ContinuousDirectionModel>('trainContinuousDirection with networks', {
  start: (options, { steps, foreign }) =>
    trainContinuousDirection(bent, {
      ...options,
      config: {
        ...tiny,
        marginal: 'adapt',
        episodes: steps,
        innerRate: foreign ? 0.01 : 0.02,
      },
    }),
  main: 'episodes',
  prolongable: true,
  fingerprint: ({ gamma, deltas }) => Promise.resolve([gamma, ...deltas]),
  tolerance: () => (tf.getBackend() === 'tensorflow' ? 1e-5 : 0),
});

describe('the belief', () => {
  it.each(['likelihoods', 'costs'] as const)(
    'moves by the gradient of the mixture of %s',
    async (cost) => {
      // The first step of Adam has the length of its rate, whatever the gradient.
      const model = await trained(straight, {
        ...closed,
        mechanism: 'conjugate',
        episodes: 1,
        cost,
        beliefRate: 0.3,
      });
      expect(model.gamma).toBeCloseTo(0.3 * Math.sign(model.deltas[0] ?? NaN), 6);
      model.dispose();
    },
  );

  it('goes on faster with costs, which count most what speaks against it', async () => {
    const config = { ...closed, mechanism: 'gaussian', episodes: 80, pairs: 200 } as const;
    const [likelihoods, costs] = [
      await trained(straight, config),
      await trained(straight, { ...config, cost: 'costs' }),
    ];
    expect(likelihoods.deltas).toEqual(costs.deltas);
    expect(costs.gamma).toBeGreaterThan(likelihoods.gamma + 0.1);
  });
});

describe('an episode', () => {
  it('that has no likelihood ends training with its number', async () => {
    const broken = {
      ...straight,
      transfer: () => ({
        sample: (count: number) => ({
          a: new Float64Array(count).fill(1e200),
          b: new Float64Array(count).fill(-1e200),
        }),
      }),
    };
    const run = trained(broken, { ...closed, mechanism: 'conjugate', marginal: 'adapt' });
    await expect(run).rejects.toThrow(ValuesError);
    await expect(run).rejects.toThrow('episode 0');
  });

  it.each(['gaussian', 'conjugate'] as const)(
    'of equal values has no marginal that fits best, with %s',
    async (mechanism) => {
      const fixed = {
        ...straight,
        transfer: (stream: RandomStream) => ({
          sample: (count: number) => ({
            a: new Float64Array(count).fill(0.1),
            b: Float64Array.from({ length: count }, () => stream.normal()),
          }),
        }),
      };
      const run = trained(fixed, { ...closed, mechanism, marginal: 'refit' });
      await expect(run).rejects.toThrow(/episode 0: .*are the same/);
    },
  );
});
