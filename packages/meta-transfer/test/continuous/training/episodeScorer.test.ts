import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { adaptGaussian } from '../../../src/continuous/gaussian/adaptGaussian.ts';
import {
  linearGaussianOf,
  sampleMoments,
} from '../../../src/continuous/gaussian/linearGaussian.ts';
import { resolveContinuousConfig } from '../../../src/continuous/training/continuousConfig.ts';
import {
  closedFormScorer,
  fitPairs,
  inUnits,
  pairScales,
} from '../../../src/continuous/training/episodeScorer.ts';
import { conjugateHypotheses } from '../../../src/continuous/conjugate/conjugateHypotheses.ts';
import { drawnPairs } from '../pairs.ts';
import { straight } from './runs.ts';

const stream = new RandomStream(1);
const training = drawnPairs(stream, { count: 200, effect: (a) => a - 2 });
const episode = drawnPairs(stream, { count: 50, mean: 3, effect: (a) => a - 2 });
const config = resolveContinuousConfig(
  { mechanism: 'gaussian', innerSteps: 3, innerRate: 0.02 },
  Infinity,
);

describe('closedFormScorer', () => {
  it('adds up what gradient descent scores on the way, in units of training', async () => {
    const [found] = await closedFormScorer({ ...config, marginal: 'adapt' }, training).score([
      episode,
    ]);
    const scales = pairScales(training);
    const start = linearGaussianOf(sampleMoments(inUnits(training, scales)));
    const moments = sampleMoments(inUnits(episode, scales));
    const { costs } = adaptGaussian(start, [moments, moments, moments], { learningRate: 0.02 });
    expect(found?.forward).toBeCloseTo(-costs.reduce((sum, cost) => sum + cost, 0), 10);
  });

  it('refits the marginal for nothing', async () => {
    const [refit] = await closedFormScorer(config, training).score([episode]);
    const [adapt] = await closedFormScorer({ ...config, marginal: 'adapt' }, training).score([
      episode,
    ]);
    expect(refit?.forward).toBeGreaterThan(adapt?.forward ?? NaN);
    expect(refit?.backward).toBeGreaterThan(adapt?.backward ?? NaN);
  });

  it('asks conjugate hypotheses', async () => {
    const bumps = { ...config, mechanism: 'bumps', likelihood: 'sum', memory: 7 } as const;
    const scores = await closedFormScorer(bumps, training).score([episode, training]);
    const direct = conjugateHypotheses(training, { marginal: 'refit', memory: 7 });
    expect(scores).toEqual([direct.score(episode), direct.score(training)]);
    const line = { ...bumps, mechanism: 'conjugate', marginal: 'adapt', changes: 'all' } as const;
    const [straightLine] = await closedFormScorer(line, training).score([episode]);
    expect(straightLine).toEqual(
      conjugateHypotheses(training, {
        conditional: 'linear',
        memory: 7,
        changes: 'all',
      }).score(episode),
    );
  });
});

describe('fitPairs', () => {
  it('draws as many as are asked for, with the stream', () => {
    const drawn = () => fitPairs(straight, { ...config, fitPairs: 33 }, new RandomStream(5));
    expect(drawn().a).toHaveLength(33);
    expect(drawn()).toEqual(drawn());
  });
});
