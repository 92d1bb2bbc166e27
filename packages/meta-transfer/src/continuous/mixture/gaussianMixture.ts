import {
  ArgumentError,
  checkCount,
  checkNumber,
  checkNumbers,
  checkOptions,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { checkColumn } from '../columns.ts';
import { columnScale } from '../standardise.ts';
import { componentSums, expectation, maximisation } from './mixtureSteps.ts';
import type { GaussianMixture } from './mixtureSteps.ts';

/** Components beyond this have no use, and no memory. */
const MOST_COMPONENTS = 2 ** 20;

/** A mixture with what became of the fit. */
export interface FittedGaussianMixture extends GaussianMixture {
  /** Mean log-likelihood per value before each iteration and after the last one, in nats; it never falls. */
  readonly logLikelihoods: readonly number[];
}

/** Options of {@link gaussianMixture}. */
export interface GaussianMixtureOptions {
  /** How many components, at most as many as values. Default: 10. */
  readonly components?: number;
  /** Iterations at most. Default: 1000. */
  readonly iterations?: number;
  /** Ends the fit when an iteration gains less than this much log-likelihood per value. Default: 1e-6. */
  readonly tolerance?: number;
  /** The least variance of a component, as a share of the variance of the values. Default: 1e-4. */
  readonly floor?: number;
  /** Where to start; it tells the number of components. Default: quantiles of the values, all of one width. */
  readonly start?: GaussianMixture;
}

/**
 * Fits a mixture of normal distributions by expectation maximisation.
 *
 * Sums of densities are taken in logarithms. A component whose variance would fall below the floor stays at it, which is the
 * best that the floor allows: the likelihood never falls.
 *
 * @param values - Finite numbers, at least two different ones.
 * @param options - Components, end and start.
 * @returns The mixture.
 * @throws ShapeError when there are fewer values than components; ValuesError when a value is not finite or all are the same;
 * ArgumentError when an option is impossible.
 *
 * @example
 * ```ts
 * import { gaussianMixture } from '@causal-mechanisms/meta-transfer';
 *
 * const { means, weights } = gaussianMixture([-1.1, -1, -0.9, 4.9, 5.1], { components: 2 });
 * console.log(Array.from(means, (mean) => mean.toFixed(2))); // [ '-1.00', '5.00' ]
 * console.log(weights[0]?.toFixed(2)); // 0.60
 * ```
 */
export function gaussianMixture(
  values: ArrayLike<number>,
  options: GaussianMixtureOptions = {},
): FittedGaussianMixture {
  const { start, iterations = 1000, tolerance = 1e-6 } = checkOptions('gaussianMixture', options);
  const { floor = 1e-4, components: asked = 10 } = options;
  if (start !== undefined) checkMixture('gaussianMixture', 'start', start);
  checkCount('gaussianMixture', 'components', asked, { most: MOST_COMPONENTS });
  const components = start?.means.length ?? asked;
  checkCount('gaussianMixture', 'iterations', iterations);
  checkNumber('gaussianMixture', 'tolerance', tolerance, { least: 0 });
  checkNumber('gaussianMixture', 'floor', floor, { above: 0, below: 1 });
  const column = checkColumn('gaussianMixture', 'values', values, components);
  const variance = columnScale('gaussianMixture', 'the column', column).deviation ** 2;
  const mixture = start === undefined ? quantileStart(column, components, variance) : copy(start);
  const leastVariance = floor * variance;
  const sums = componentSums(components);
  const logLikelihoods = [expectation(mixture, column, sums)];
  checkReached(logLikelihoods[0]);
  for (let done = 1; ; done++) {
    maximisation(mixture, column.length, leastVariance, sums);
    const reached = expectation(mixture, column, sums);
    checkReached(reached);
    const before = logLikelihoods.at(-1) ?? -Infinity;
    logLikelihoods.push(reached);
    if (done >= iterations || reached - before < tolerance) break;
  }
  return { ...mixture, logLikelihoods };
}

/**
 * The log-likelihood of values under a mixture.
 *
 * @param mixture - The mixture.
 * @param values - Any numbers.
 * @returns The sum over the values, in nats; -Infinity where one is so far off that its density is no number.
 *
 * @example
 * ```ts
 * import { mixtureLogLikelihood } from '@causal-mechanisms/meta-transfer';
 *
 * const mixture = {
 *   weights: Float64Array.of(0.5, 0.5),
 *   means: Float64Array.of(-1, 1),
 *   deviations: Float64Array.of(1, 1),
 * };
 * console.log(mixtureLogLikelihood(mixture, [0]).toFixed(6)); // -1.418939
 * ```
 */
export function mixtureLogLikelihood(mixture: GaussianMixture, values: ArrayLike<number>): number {
  checkMixture('mixtureLogLikelihood', 'mixture', mixture);
  checkNumbers('mixtureLogLikelihood', 'values', values);
  const column = values instanceof Float64Array ? values : Float64Array.from(values);
  return column.length === 0 ? 0 : column.length * expectation(mixture, column);
}

function quantileStart(
  values: Float64Array,
  components: number,
  variance: number,
): GaussianMixture {
  const sorted = values.slice().sort();
  const width = Math.sqrt(variance) * Math.min(1, 2 / components);
  return {
    weights: new Float64Array(components).fill(1 / components),
    means: Float64Array.from(
      { length: components },
      (_, k) => sorted[Math.floor(((k + 0.5) / components) * sorted.length)] ?? 0,
    ),
    deviations: new Float64Array(components).fill(width),
  };
}

function copy({ weights, means, deviations }: GaussianMixture): GaussianMixture {
  const positive = (values: Float64Array) =>
    values.length === means.length && values.every((value) => value > 0 && value < Infinity);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const isWhole = Math.abs(sum - 1) <= 1e-6;
  if (!positive(weights) || !isWhole || !positive(deviations) || !means.every(Number.isFinite)) {
    throw new ArgumentError(
      'gaussianMixture: start must have finite means, as many positive weights with sum 1, and as many positive deviations',
      { data: { sum } },
    );
  }
  return { weights: weights.slice(), means: means.slice(), deviations: deviations.slice() };
}

function checkMixture(owner: string, name: string, mixture: GaussianMixture): void {
  const { weights, means, deviations } = checkOptions(owner, mixture, name);
  const kinds = [Float64Array];
  checkNumbers(owner, `${name}.means`, means, { kinds, leastLength: 1 });
  checkNumbers(owner, `${name}.weights`, weights, { kinds, length: means.length, least: 0 });
  checkNumbers(owner, `${name}.deviations`, deviations, { kinds, length: means.length, least: 0 });
  const wrong = deviations.indexOf(0);
  if (wrong < 0) return;
  throw new ValuesError(`${owner}: ${name}.deviations must be above 0, got 0 at place ${wrong}`, {
    data: { index: wrong },
  });
}

function checkReached(logLikelihood = NaN): void {
  if (Number.isFinite(logLikelihood)) return;
  throw new ValuesError(
    `gaussianMixture: the log-likelihood is ${logLikelihood}: some values are too far from the components of start`,
    { data: { logLikelihood } },
  );
}
