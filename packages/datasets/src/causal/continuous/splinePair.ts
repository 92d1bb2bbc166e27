import {
  checkCount,
  checkFlag,
  checkInstance,
  checkOptions,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { checkPositive, continuousPair } from './continuousPair.ts';
import { cubicSpline } from './cubicSpline.ts';
import type { ContinuousPair } from './continuousPair.ts';

/** Options of {@link splinePair}. */
export interface SplinePairOptions {
  /** The number of knots, at least 2. Default: 10. */
  readonly knots?: number;
  /** The knots lie evenly in `[-span, span]`, their values uniformly in `[-span, span) * scale`. Default: 8. */
  readonly span?: number;
  /** How much steeper than wide the values of the knots are spread. Default: 1. */
  readonly scale?: number;
  /** Whether the function is invertible: values of the knots are sorted, and it never turns between them. Default: false. */
  readonly monotone?: boolean;
  /** The standard deviation of the cause, whose mean is 0. Default: 2. */
  readonly deviation?: number;
  /** The standard deviation of what is added to the effect. Default: 1. */
  readonly noise?: number;
  /** How far the mean of the cause moves at most in an intervention. Default: two deviations. */
  readonly transferSpan?: number;
  /** Where the knots are drawn from. */
  readonly stream: RandomStream;
}

/** A random spline as a mechanism. */
export interface SplineMechanism {
  /** The places of the knots. */
  readonly x: Float64Array;
  /** The values of the knots. */
  readonly y: Float64Array;
  /**
   * How far the function is from a straight line: the share of its variance that the best line leaves, with the cause as in
   * training. From 0 for a line to 1.
   */
  readonly curvature: number;
  /** The mean of the effect, given the cause. */
  readonly mechanism: (a: number) => number;
}

/** A pair in which the effect is a random spline of the cause, plus noise. */
export interface SplinePair extends ContinuousPair, SplineMechanism {}

/**
 * Draws a pair whose mechanism is a cubic spline through random knots: `A ~ N(0, 2^2)`, `B = f(A) + N(0, 1)`, an intervention moves the mean
 * of A by up to 4. Without `monotone` the spline is natural; outside the knots it goes on as a straight line, since a cubic would
 * explode where interventions lead.
 *
 * @param options - Sizes and stream.
 * @returns The pair.
 * @throws ArgumentError when an option is impossible.
 *
 * @example
 * ```ts
 * import { splinePair } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const pair = splinePair({ monotone: true, stream: new RandomStream(1) });
 * const rises = [-6, -3, 0, 3, 6].map((a) => pair.mechanism(a) < pair.mechanism(a + 0.1));
 * console.log(new Set(rises).size); // 1
 * ```
 */
export function splinePair(options: SplinePairOptions): SplinePair {
  const { deviation = 2, noise, transferSpan } = checkOptions('splinePair', options);
  const spline = randomSpline({ ...options, deviation });
  const pair = continuousPair({
    mechanism: spline.mechanism,
    deviation,
    ...(noise === undefined ? {} : { noise }),
    ...(transferSpan === undefined ? {} : { transferSpan }),
  });
  return { ...pair, ...spline };
}

/**
 * Draws a spline.
 *
 * @param options - As those of {@link splinePair}.
 * @returns The spline and its curvature.
 * @throws ArgumentError when an option is impossible.
 */
export function randomSpline(
  options: Omit<SplinePairOptions, 'noise' | 'transferSpan'>,
): SplineMechanism {
  const { knots = 10, span = 8, scale = 1, monotone = false, deviation = 2, stream } = options;
  checkInstance('splinePair', 'stream', stream, RandomStream);
  checkFlag('splinePair', 'monotone', monotone);
  checkCount('splinePair', 'knots', knots, { least: 2, most: 10_000 });
  checkPositive('splinePair', 'span', span);
  checkPositive('splinePair', 'scale', scale);
  checkPositive('splinePair', 'deviation', deviation);
  const x = Float64Array.from({ length: knots }, (_, i) => span * ((2 * i) / (knots - 1) - 1));
  const y = Float64Array.from({ length: knots }, () => scale * stream.uniform(-span, span));
  if (monotone) {
    y.sort();
    if (stream.uniform() < 0.5) y.reverse();
  }
  const mechanism = cubicSpline(x, y, monotone ? 'monotone' : 'natural');
  return { x, y, mechanism, curvature: curvatureOf(mechanism, deviation) };
}

/** The share of variance that the best line leaves, summed on a fine grid with the weights of a normal distribution. */
function curvatureOf(mechanism: (a: number) => number, deviation: number): number {
  const points = Array.from({ length: 801 }, (_, i) => (i - 400) / 80);
  const weights = points.map((z) => Math.exp(-z * z * 0.5));
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0) /
    weights.reduce((sum, weight) => sum + weight, 0);
  const values = points.map((z) => mechanism(deviation * z));
  const centre = mean(values);
  const centred = values.map((value) => value - centre);
  const variance = mean(centred.map((value) => value * value));
  const slope =
    mean(centred.map((value, i) => value * (points[i] ?? 0))) / mean(points.map((z) => z * z));
  const left = mean(centred.map((value, i) => (value - slope * (points[i] ?? 0)) ** 2));
  return variance === 0 ? 0 : left / variance;
}
