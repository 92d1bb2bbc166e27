import {
  checkCount,
  checkNumbers,
  checkOptions,
  parseConfig,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import { causalMask } from '../prior/causalMask.ts';
import { identityCurve } from '../prior/factorCurve.ts';
import type { FactorCurve } from '../prior/factorCurve.ts';
import { factorMap } from '../prior/latentPrior.ts';
import { priorSchema } from '../prior/priorConfig.ts';
import type { PriorConfig } from '../prior/priorConfig.ts';
import { conditionRows } from './conditionRows.ts';
import { interveneRows } from './interveneRows.ts';
import { linearStatistics } from './linearStatistics.ts';
import type { LatentTargets } from './rowTargets.ts';

/** What a structural model consists of: numbers, as they were learned. */
export interface StructuralModelValues {
  /** Which map there is between the linear layer and the latents. */
  readonly prior: PriorConfig;
  /** `mask[cause][effect]`, 1 where there is an edge. */
  readonly mask: readonly (readonly number[] | Uint8Array)[];
  /** How many coordinates a latent has: at least as many as there are factors. */
  readonly latentWidth: number;
  /** The parameters of the map in one array; of length 0 for the Gaussian prior. */
  readonly map: ArrayLike<number>;
  /** The weights `[factors, factors]` row by row; those without an edge do not count. Of length 0 for the Gaussian prior. */
  readonly adjacency: ArrayLike<number>;
}

/**
 * A structural causal model of latents on numbers in double precision: z = f(u) and u = u A + eps for the factors, z = eps for the other
 * coordinates. Latents and noise are arrays `[rows, latentWidth]` row by row, in the order factors first; no argument is changed.
 */
export interface StructuralModel {
  /** How many factors there are. */
  readonly factors: number;
  /** How many coordinates there are. */
  readonly latentWidth: number;
  /** All factors, causes before effects. */
  readonly order: readonly number[];
  /** `weights[cause][effect]`, the matrix A: 0 where there is no edge. */
  readonly weights: readonly Float64Array[];
  /**
   * A in units that can be compared: the change of an effect's latent, in its standard deviations, for a change of the cause's latent by one
   * of its own, with the signs of decreasing maps. The standard deviations are those of u.
   */
  readonly standardisedWeights: readonly Float64Array[];
  /** The map of every factor. */
  readonly curves: readonly FactorCurve[];
  /**
   * Abduction: the noise that latents come from.
   *
   * @param latents - Latents.
   * @returns eps = f^-1(z) (I - A).
   */
  exogenous(latents: ArrayLike<number>): Float64Array;
  /**
   * The latents that noise leads to.
   *
   * @param noise - eps.
   * @returns z = f(eps (I - A)^-1).
   */
  endogenous(noise: ArrayLike<number>): Float64Array;
  /**
   * Sets factors to values and lets their effects follow, with the noise as it was: abduction, action and prediction. Whatever is not an
   * effect of a target stays as it was, bit by bit.
   *
   * @param latents - Latents.
   * @param targets - Latents that factors are set to.
   * @returns The latents afterwards.
   */
  intervene(latents: ArrayLike<number>, targets: LatentTargets): Float64Array;
  /**
   * Sets factors to values and holds all others: a traversal, not an intervention.
   *
   * @param latents - Latents.
   * @param targets - Latents that factors are set to.
   * @returns The latents afterwards.
   */
  hold(latents: ArrayLike<number>, targets: LatentTargets): Float64Array;
  /**
   * Latents from the distribution given that factors have values, causes as well as effects: seeing, not doing. Exact, since u is Gaussian.
   *
   * @param noise - Standard normal: the randomness of what is not given.
   * @param given - Latents that factors have.
   * @returns One draw per row.
   */
  condition(noise: ArrayLike<number>, given: LatentTargets): Float64Array;
}

/**
 * Makes a structural model of learned numbers.
 *
 * @param values - Its map and weights.
 * @returns The model.
 * @throws ShapeError, ValuesError or ArgumentError for a mask that is no graph without cycles; ShapeError for numbers that do not fit it;
 *   ArgumentError for fewer coordinates than factors.
 *
 * @example
 * ```ts
 * import { structuralModel } from '@causal-mechanisms/dear-scm';
 *
 * // 0 -> 1 -> 2 with weights of 0.5, and latents that are the linear layer itself
 * const model = structuralModel({
 *   prior: { kind: 'linear', leastSlope: null },
 *   mask: [[0, 1, 0], [0, 0, 1], [0, 0, 0]],
 *   latentWidth: 3,
 *   map: [1, 1, 1, 0, 0, 0],
 *   adjacency: [0, 0.5, 0, 0, 0, 0.5, 0, 0, 0],
 * });
 * console.log(model.intervene([0, 0, 0], new Map([[0, 2]]))); // Float64Array(3) [ 2, 1, 0.5 ]
 * console.log(model.intervene([0, 0, 0], new Map([[2, 2]]))); // Float64Array(3) [ 0, 0, 2 ]
 * ```
 */
export function structuralModel(values: StructuralModelValues): StructuralModel {
  const { mask, latentWidth, map, adjacency } = checkOptions('structuralModel', values, 'values');
  const prior = parseConfig('structuralModel: prior', priorSchema, values.prior);
  const { factors, causes, order } = causalMask('structuralModel', mask);
  checkCount('structuralModel', 'latentWidth', latentWidth, { least: factors });
  const learned = factorMap(prior, factors);
  checkLength('map', map, learned?.layout.length ?? 0);
  checkLength('adjacency', adjacency, learned === undefined ? 0 : factors * factors);
  const curves = learned?.curves(map) ?? mask.map(() => identityCurve);
  const weights = mask.map((row, cause) =>
    Float64Array.from(row, (edge, effect) =>
      edge === 1 ? (adjacency[cause * factors + effect] ?? 0) : 0,
    ),
  );
  const { covariance, standardised } = linearStatistics(weights, order, curves);
  const parts = { factors, latentWidth, causes, order, weights, curves };
  const each = (owner: string, given: ArrayLike<number>, change: (row: Float64Array) => void) => {
    checkRows(owner, given, latentWidth);
    const changed = Float64Array.from(given);
    for (let from = 0; from < changed.length; from += latentWidth) {
      change(changed.subarray(from, from + latentWidth));
    }
    return changed;
  };
  const endogenous = (noise: ArrayLike<number>) =>
    each('endogenous', noise, (row) => {
      for (const j of order) {
        for (const i of causes[j] ?? []) row[j] = at(row, j) + at(row, i) * at(weights[i], j);
      }
      curves.forEach((curve, j) => (row[j] = curve.at(at(row, j))));
    });
  return {
    factors,
    latentWidth,
    order,
    weights,
    standardisedWeights: standardised,
    curves,
    endogenous,
    exogenous: (latents) =>
      each('exogenous', latents, (row) => {
        const u = curves.map((curve, j) => curve.inverse(at(row, j)));
        u.forEach((value, j) => {
          row[j] = (causes[j] ?? []).reduce(
            (rest, i) => rest - (u[i] ?? NaN) * at(weights[i], j),
            value,
          );
        });
      }),
    intervene(latents, targets) {
      checkRows('intervene', latents, latentWidth);
      return interveneRows(parts, latents, targets);
    },
    hold(latents, targets) {
      checkRows('hold', latents, latentWidth);
      return interveneRows({ ...parts, causes: [] }, latents, targets);
    },
    condition(noise, given) {
      checkRows('condition', noise, latentWidth);
      return conditionRows({ ...parts, covariance }, endogenous(noise), given);
    },
  };
}

function at(row: Float64Array | undefined, j: number): number {
  return row?.[j] ?? NaN;
}

function checkLength(name: string, values: ArrayLike<number>, expected: number): void {
  checkNumbers('structuralModel', name, values);
  if (values.length === expected) return;
  throw new ShapeError(
    `structuralModel: ${name} must have ${expected} entries, got ${values.length}`,
    { data: { name, expected, actual: values.length } },
  );
}

function checkRows(owner: string, values: ArrayLike<number>, width: number): void {
  checkNumbers(`StructuralModel.${owner}`, 'rows', values);
  if (values.length % width === 0) return;
  throw new ShapeError(
    `StructuralModel.${owner}: expected rows of ${width} numbers, got ${values.length}`,
    { data: { width, actual: values.length } },
  );
}
