import {
  ArgumentError,
  checkNumbers,
  checkOptions,
  nearestName,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { LabelScaling } from '../labels/labelScaling.ts';
import type { FactorTargets, InterventionWarning } from './interventionResult.ts';
import type { LatentTargets } from './rowTargets.ts';

/** Targets as the structural model takes them. */
export interface ScaledFactorTargets {
  /** By the factors' places. */
  readonly latents: LatentTargets;
  /** Values beyond the labels. */
  readonly warnings: readonly InterventionWarning[];
}

/**
 * Finds a factor.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - Its name.
 * @param scaling - The factors there are.
 * @returns Its place.
 * @throws ArgumentError when there is none of this name; the message suggests the nearest.
 */
export function factorPlace(owner: string, name: string, { state }: LabelScaling): number {
  const known = state.ranges.map((range) => range.name);
  const place = known.indexOf(name);
  if (place >= 0) return place;
  const nearest = nearestName(name, known);
  const hint = nearest === undefined ? `known: ${known.join(', ')}` : `did you mean "${nearest}"?`;
  throw new ArgumentError(`${owner}: there is no factor "${name}" (${hint})`, {
    data: { factor: name, known },
  });
}

/**
 * Turns values in units into latents.
 *
 * @param owner - The function that asks; opens messages.
 * @param targets - Values by name.
 * @param scaling - The way from units to latents.
 * @param rows - How many observations there are.
 * @returns Latents by place, and what is to be warned of.
 * @throws ArgumentError for unknown factors and when there is no target at all; ShapeError for lists of another length; ValuesError for
 *   values that are not finite.
 */
export function unitTargets(
  owner: string,
  targets: FactorTargets,
  scaling: LabelScaling,
  rows: number,
): ScaledFactorTargets {
  const latents = new Map<number, number | Float64Array>();
  const warnings: InterventionWarning[] = [];
  for (const [name, wanted] of Object.entries(checkOptions(owner, targets, 'targets'))) {
    const place = factorPlace(owner, name, scaling);
    const given: unknown = wanted;
    if (typeof given === 'string' || typeof given === 'boolean') {
      throw new ArgumentError(
        `${owner}: targets.${name} must be a number or an array of numbers, got ${JSON.stringify(given)}`,
        { data: { factor: name, value: given } },
      );
    }
    if (typeof wanted !== 'number') {
      checkNumbers(owner, `targets.${name}`, wanted, { anyNumber: true });
    }
    const values = typeof wanted === 'number' ? [wanted] : Array.from(wanted);
    if (typeof wanted !== 'number' && values.length !== rows) {
      throw new ShapeError(
        `${owner}: expected one value${rows === 1 ? '' : ` or ${rows}`} for "${name}", got ${values.length}`,
        { data: { factor: name, expected: rows, actual: values.length } },
      );
    }
    const wrong = values.find((value) => !Number.isFinite(value));
    if (wrong !== undefined) {
      throw new ValuesError(`${owner}: "${name}" must be set to finite values, got ${wrong}`, {
        data: { factor: name, value: wrong },
      });
    }
    const warning = outsideLabels(name, values, scaling, place);
    if (warning !== undefined) warnings.push(warning);
    const scaled = values.map((value) => scaling.toLatent(place, value));
    latents.set(place, typeof wanted === 'number' ? (scaled[0] ?? NaN) : Float64Array.from(scaled));
  }
  if (latents.size === 0) {
    throw new ArgumentError(
      `${owner}: targets must have a value for at least one factor, got none`,
    );
  }
  return { latents, warnings };
}

function outsideLabels(
  name: string,
  values: readonly number[],
  { state }: LabelScaling,
  place: number,
): InterventionWarning | undefined {
  const { least = NaN, most = NaN } = state.ranges[place] ?? {};
  const outside = values.filter((value) => value < least || value > most);
  if (outside.length === 0) return undefined;
  const end = state.loss === 'ce' ? '; the end of the range stands for it' : '';
  const first = outside[0] ?? NaN;
  const others = outside.length > 1 ? ` and ${outside.length - 1} more` : '';
  return {
    kind: 'outside-labels',
    factor: name,
    message: `${name} = ${first}${others} is outside the labels of training, [${least}, ${most}]${end}`,
  };
}
