import { createEpisodeSampler, pairJoint } from '@causal-mechanisms/datasets';
import type { CategoricalPair } from '@causal-mechanisms/datasets';
import {
  ArgumentError,
  checkCount,
  checkInstance,
  checkOptions,
  RandomStream,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import { checkChoice } from '../belief/checkChoice.ts';
import { checkPair } from './checkTables.ts';
import { checkLearningRate } from './pairEpisodes.ts';
import { TableLearner } from './tableLearner.ts';
import { tabularHypotheses } from './tabularHypotheses.ts';

/** Steps, and pairs of a batch: beyond it memory ends before patience does. */
const MOST = 2 ** 24;

/** Options of {@link adaptationCurves}. */
export interface AdaptationCurvesOptions {
  /** Steps of adaptation, at least 1. Default: 100. */
  readonly steps?: number;
  /** Fresh pairs per step, or `'expected'`: the expected gradient, without noise. Default: 100. */
  readonly batchSize?: number | 'expected';
  /** How tables follow the gradient: `'sgd'`, or `'rmsprop'` with a decay of 0.99. Default: `'sgd'`. */
  readonly optimiser?: 'sgd' | 'rmsprop';
  /** The step size, above 0. Default: 1. */
  readonly learningRate?: number;
  /** Where the tables start: at the undisturbed pair, or at uniform ones. Default: `'trained'`. */
  readonly start?: 'trained' | 'uniform';
  /** Where pairs are drawn from; not needed for the expected gradient. */
  readonly stream?: RandomStream;
}

/** How well both hypotheses describe a transfer distribution while they adapt to it. */
export interface AdaptationCurves {
  /** The expected log-likelihood of a pair under A->B, in nats, before the first step and after each `[steps + 1]`. */
  readonly forward: Float64Array;
  /** The same under B->A. */
  readonly backward: Float64Array;
  /** The largest there can be: minus the entropy of the transfer distribution. */
  readonly optimum: number;
}

/**
 * Follows the adaptation of both hypotheses to a transfer distribution. Log-likelihoods are exact expectations, not averages of a test
 * sample.
 *
 * @param pair - The undisturbed pair.
 * @param transfer - What is adapted to, such as `transferDistribution` makes.
 * @param options - Steps, pairs per step, optimiser.
 * @returns The curves.
 * @throws ArgumentError when a setting is out of range, or pairs are to be drawn and there is no stream; ShapeError when the pairs have
 * different numbers of categories.
 *
 * @example
 * ```ts
 * import { categoricalPair, transferDistribution } from '@causal-mechanisms/datasets';
 * import { adaptationCurves } from '@causal-mechanisms/meta-transfer';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const stream = new RandomStream(1);
 * const pair = categoricalPair({ categories: 10, stream });
 * const transfer = transferDistribution(pair, stream);
 * const { forward, backward } = adaptationCurves(pair, transfer, { batchSize: 'expected' });
 * console.log((forward[10] ?? NaN) > (backward[10] ?? NaN)); // true
 * ```
 */
export function adaptationCurves(
  pair: CategoricalPair,
  transfer: CategoricalPair,
  options: AdaptationCurvesOptions = {},
): AdaptationCurves {
  const owner = 'adaptationCurves';
  const { steps = 100, batchSize = 100, learningRate = 1, stream } = checkOptions(owner, options);
  const { optimiser = 'sgd', start = 'trained' } = options;
  checkCount(owner, 'steps', steps, { most: MOST });
  checkPair(owner, 'pair', pair);
  checkPair(owner, 'transfer', transfer);
  checkLearningRate(owner, { learningRate });
  checkChoice(owner, 'optimiser', optimiser, ['sgd', 'rmsprop']);
  checkChoice(owner, 'start', start, ['trained', 'uniform']);
  const [before, after] = [tabularHypotheses(pair), tabularHypotheses(transfer)];
  const [a, b] = before.categories;
  if (after.categories.join() !== before.categories.join()) {
    throw new ShapeError(
      `${owner}: both pairs must have the same categories, got ${a} and ${b}, and ${after.categories.join(' and ')}`,
    );
  }
  const target = pairJoint(transfer);
  const settings = { optimiser, learningRate, start };
  const learners = [
    new TableLearner(before.forward, target, settings),
    new TableLearner(before.backward, transposed(target, a, b), settings),
  ] as const;
  const draw = batchSize === 'expected' ? undefined : batchShares(transfer, batchSize, stream);
  const curves = [new Float64Array(steps + 1), new Float64Array(steps + 1)] as const;
  const shares = target;
  const backwardShares = transposed(target, a, b);
  for (let step = 0; step <= steps; step++) {
    curves[0][step] = learners[0].expectedLogLikelihood();
    curves[1][step] = learners[1].expectedLogLikelihood();
    if (step === steps) break;
    const batch = draw?.();
    learners[0].step(batch?.forward ?? shares);
    learners[1].step(batch?.backward ?? backwardShares);
  }
  const optimum = target.reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0);
  return { forward: curves[0], backward: curves[1], optimum };
}

/** Draws mini-batches as the share of each pair, both ways round; the same arrays every time. */
function batchShares(transfer: CategoricalPair, batchSize: number, stream?: RandomStream) {
  checkCount('adaptationCurves', 'batchSize', batchSize, { most: MOST });
  if (stream === undefined) {
    throw new ArgumentError('adaptationCurves: pairs are to be drawn: expected a stream');
  }
  checkInstance('adaptationCurves', 'stream', stream, RandomStream);
  const sampler = createEpisodeSampler(transfer, { samples: batchSize, change: 'nothing' });
  const samples = { a: new Uint8Array(batchSize), b: new Uint8Array(batchSize) };
  const { categories } = tabularHypotheses(transfer);
  const [forward, backward] = [0, 1].map(() => new Float64Array(categories[0] * categories[1]));
  return () => {
    sampler.draw(stream, samples);
    forward?.fill(0);
    backward?.fill(0);
    for (let i = 0; i < batchSize; i++) {
      const [first, second] = [samples.a[i] ?? 0, samples.b[i] ?? 0];
      addTo(forward, first * categories[1] + second, 1 / batchSize);
      addTo(backward, second * categories[0] + first, 1 / batchSize);
    }
    return { forward, backward };
  };
}

function addTo(values: Float64Array | undefined, at: number, by: number): void {
  if (values !== undefined) values[at] = (values[at] ?? NaN) + by;
}

function transposed(joint: Float64Array, rows: number, columns: number): Float64Array {
  return joint.map((_, at) => joint[(at % rows) * columns + Math.floor(at / rows)] ?? NaN);
}
