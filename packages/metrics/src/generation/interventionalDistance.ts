import { ArgumentError, checkFunction, checkOptions } from '@causal-mechanisms/tensor-utils';
import { columnMoments } from '../numeric/columnMoments.ts';
import { checkSamples } from './sampleChecks.ts';
import { energyDistance } from './energyDistance.ts';

/** What a model and the truth give under the same intervention: samples of the factors, as columns. */
export interface InterventionalSamples {
  /** The factors under the true mechanisms. */
  readonly truth: readonly ArrayLike<number>[];
  /** Those of what the model makes. */
  readonly model: readonly ArrayLike<number>[];
}

/** Options of {@link interventionalDistance}. */
export interface InterventionalDistanceOptions {
  /** The distance of two samples. Default: the energy distance. */
  readonly distance?: (
    truth: readonly ArrayLike<number>[],
    model: readonly ArrayLike<number>[],
  ) => number;
}

/** How far a model is from the truth under interventions. */
export interface InterventionalDistance {
  /** The mean distance over interventions. */
  readonly mean: number;
  /** The distance under each. */
  readonly distances: readonly number[];
  /** What each factor was divided by. */
  readonly scales: readonly number[];
}

/**
 * The distance of what a model gives under interventions to the true interventional distributions, averaged over interventions. Factors are divided
 * by their standard deviation over all true samples, so that units do not matter; one that is the same in all of them is left as it is.
 *
 * @param samples - One entry per intervention, all with the same factors.
 * @param options - Which distance.
 * @returns Mean and single distances: 0 for the same samples; samples of the same distribution have a small one, which shrinks with their size.
 * @throws ArgumentError for no intervention, no factor or less than two rows; ShapeError for factors that do not fit; ValuesError for
 *   entries that are not finite.
 *
 * @example
 * ```ts
 * import { interventionalDistance } from '@causal-mechanisms/metrics';
 *
 * const truth = [[1, 1, 1], [4, 5, 6]];
 * const { mean } = interventionalDistance([{ truth, model: truth }]);
 * console.log(mean); // 0
 * ```
 */
export function interventionalDistance(
  samples: readonly InterventionalSamples[],
  options: InterventionalDistanceOptions = {},
): InterventionalDistance {
  const owner = 'interventionalDistance';
  const { distance = ofEnergy } = checkOptions(owner, options);
  checkFunction(owner, 'distance', distance);
  const given: unknown = samples;
  if (!Array.isArray(given)) {
    throw new ArgumentError(`${owner}: samples must be an array`, { data: { samples } });
  }
  samples.forEach((sample, i) => {
    checkOptions(owner, sample, `samples[${i}]`);
  });
  const [first] = samples;
  if (first === undefined) {
    throw new ArgumentError(`${owner}: expected at least one intervention, got none`);
  }
  for (const { truth, model } of samples) {
    checkSamples(owner, truth, model);
    checkSamples(owner, first.truth, truth);
  }
  const pooled = first.truth.map((_, factor) =>
    samples.flatMap(({ truth }) => Array.from(truth[factor] ?? [])),
  );
  const { means, covariance } = columnMoments(pooled);
  const scales = covariance.map((row, factor) => {
    const deviation = Math.sqrt(row[factor] ?? 0);
    // What rounding leaves of a constant column is no variation.
    return deviation <= 1e-12 * Math.abs(means[factor] ?? 0) ? 1 : deviation;
  });
  const scaled = (columns: readonly ArrayLike<number>[]) =>
    columns.map((column, factor) =>
      Float64Array.from(column, (value) => value / (scales[factor] ?? NaN)),
    );
  const distances = samples.map(({ truth, model }) => distance(scaled(truth), scaled(model)));
  return {
    mean: distances.reduce((sum, value) => sum + value, 0) / distances.length,
    distances,
    scales,
  };
}

function ofEnergy(
  truth: readonly ArrayLike<number>[],
  model: readonly ArrayLike<number>[],
): number {
  return energyDistance(truth, model).distance;
}
