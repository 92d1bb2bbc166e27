import {
  ArgumentError,
  checkCount,
  checkFlag,
  checkTensor,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import type { Tensor } from '@tensorflow/tfjs';
import { checkNames } from '../checks.ts';
import { checkFactorValues } from './checkFactorValues.ts';
import { checkNoise, encodedLatents, finishIntervention } from './finishIntervention.ts';
import type { InterventionContext } from './interventionContext.ts';
import type { InterventionOptions, InterventionResult } from './interventionResult.ts';
import { factorPlace, unitTargets } from './unitTargets.ts';

/** Settings of a traversal. */
export interface TraversalOptions extends InterventionOptions {
  /** The factors to move, one row each. Default: those of `values`, or all. */
  readonly factors?: readonly string[];
  /** Values to move them through, in units, by name. Default: `steps` latents from `from` to `to`. */
  readonly values?: Readonly<Record<string, readonly number[]>>;
  /** How many latents there are where no values are given, at least 2. Default: 10, as in the authors' code. */
  readonly steps?: number;
  /** The first latent where no values are given. Default: -3. */
  readonly from?: number;
  /** The last latent where no values are given. Default: 3. */
  readonly to?: number;
  /**
   * Whether effects follow, which makes every row one of interventions; otherwise all else is held, which no mechanism of the scene does.
   * Default: false.
   */
  readonly propagate?: boolean;
}

/** One factor moved through values. */
export interface TraversalRow extends InterventionResult {
  /** The factor that was moved. */
  readonly factor: string;
  /** The latents that it was set to. */
  readonly through: Float64Array;
}

/** More pictures in a row than anybody looks at. */
const MOST_STEPS = 100_000;

/**
 * Moves one factor after the other through a list of values.
 *
 * @param context - The model.
 * @param start - One observation `[1, ...shape]`, not disposed, or null for the centre of the prior, f(0).
 * @param options - Which factors, through which values, with or without their effects.
 * @returns One row per factor; the caller disposes of the observations of each.
 * @throws ArgumentError for unknown factors, empty lists and impossible steps; ShapeError when `start` is not one observation.
 */
export async function traverse(
  context: InterventionContext,
  start: Tensor | null,
  options: TraversalOptions = {},
): Promise<TraversalRow[]> {
  const owner = 'DearModel.traverse';
  const { structure, scaling } = context;
  checkNoise(owner, options);
  const { steps = 10, from = -3, to = 3, propagate = false, values } = options;
  checkCount(owner, 'steps', steps, { least: 2, most: MOST_STEPS });
  checkFlag(owner, 'propagate', propagate);
  if (options.factors !== undefined) checkNames(owner, 'factors', options.factors);
  checkFactorValues(
    owner,
    values,
    scaling.state.ranges.map(({ name }) => name),
  );
  if (!Number.isFinite(from) || !Number.isFinite(to)) {
    throw new ArgumentError(`${owner}: from and to must be finite, got ${from} and ${to}`, {
      data: { from, to },
    });
  }
  if (start !== null) checkTensor(owner, 'start', start);
  if (start !== null && start.shape[0] !== 1) {
    throw new ShapeError(
      `${owner}: start must be one observation [1, ...], got [${start.shape.join(', ')}]`,
      { data: { shape: start.shape } },
    );
  }
  const all = scaling.state.ranges.map(({ name }) => name);
  const wanted = options.factors ?? (values === undefined ? all : Object.keys(values));
  const plans = wanted.map((factor) => {
    const place = factorPlace(owner, factor, scaling);
    const given = values?.[factor];
    if (given === undefined) {
      const step = (to - from) / (steps - 1);
      const through = Float64Array.from({ length: steps }, (_, i) => from + i * step);
      return { factor, place, through, warnings: [] };
    }
    if (given.length === 0) {
      throw new ArgumentError(`${owner}: expected at least one value for "${factor}", got none`);
    }
    const { latents, warnings } = unitTargets(owner, { [factor]: given }, scaling, given.length);
    return {
      factor,
      place,
      through: Float64Array.from(latents.get(place) as Float64Array),
      warnings,
    };
  });
  const origin =
    start === null
      ? structure.endogenous(new Float64Array(structure.latentWidth))
      : await encodedLatents(context, start);
  return plans.map(({ factor, place, through, warnings }) => {
    const before = new Float64Array(through.length * origin.length);
    for (let i = 0; i < through.length; i++) before.set(origin, i * origin.length);
    const targets = new Map([[place, through]]);
    const after = propagate
      ? structure.intervene(before, targets)
      : structure.hold(before, targets);
    const kind = propagate ? 'intervention' : 'traversal';
    const result = finishIntervention(context, { kind, before, after, warnings }, options);
    return { ...result, factor, through };
  });
}
