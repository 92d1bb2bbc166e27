import type { FactorCurve } from '../prior/factorCurve.ts';
import { rowTargets } from './rowTargets.ts';
import type { LatentTargets } from './rowTargets.ts';

/** A structural model taken apart. */
export interface StructuralParts {
  /** How many factors there are. */
  readonly factors: number;
  /** How many coordinates there are. */
  readonly latentWidth: number;
  /** The causes of every factor. */
  readonly causes: readonly (readonly number[])[];
  /** All factors, causes before effects. */
  readonly order: readonly number[];
  /** `weights[cause][effect]`. */
  readonly weights: readonly Float64Array[];
  /** The map of every factor. */
  readonly curves: readonly FactorCurve[];
}

/**
 * Sets factors and lets their effects follow. Abduction, eps = u (I - A), and prediction, u' = u' A + eps, are done in one: an effect moves
 * by u'_j - u_j = sum over its causes of (u'_i - u_i) A_ij. So what no target reaches is not touched, and a target that has its value
 * already changes nothing at all.
 *
 * @param parts - The model.
 * @param latents - `[rows, latentWidth]`; not changed.
 * @param targets - Latents that factors are set to.
 * @returns The latents afterwards.
 */
export function interveneRows(
  { factors, latentWidth, causes, order, weights, curves }: StructuralParts,
  latents: ArrayLike<number>,
  targets: LatentTargets,
): Float64Array {
  const after = Float64Array.from(latents);
  const rows = after.length / latentWidth;
  const wanted = rowTargets('StructuralModel', targets, factors, rows);
  const causal = curves.map((_, j) => causes.some((list) => list.includes(j)));
  const moved = new Float64Array(factors);
  for (let row = 0; row < rows; row++) {
    const z = after.subarray(row * latentWidth, (row + 1) * latentWidth);
    for (const j of order) {
      const before = z[j] ?? NaN;
      const curve = curves[j];
      const target = wanted.get(j)?.[row];
      let shift = 0;
      if (target !== undefined) {
        // No inverse is asked for where nothing changes or nothing follows.
        if (target !== before && causal[j] === true) shift = difference(curve, target, before);
        z[j] = target;
      } else {
        for (const i of causes[j] ?? []) {
          shift += (moved[i] ?? NaN) * (weights[i]?.[j] ?? NaN);
        }
        if (shift !== 0 && curve !== undefined) z[j] = curve.at(curve.inverse(before) + shift);
      }
      moved[j] = shift;
    }
  }
  return after;
}

function difference(curve: FactorCurve | undefined, target: number, before: number): number {
  return curve === undefined ? NaN : curve.inverse(target) - curve.inverse(before);
}
