import type { StructuralParts } from './interveneRows.ts';
import { rowTargets } from './rowTargets.ts';
import type { LatentTargets } from './rowTargets.ts';

/** A structural model taken apart, with the covariance of its linear layer. */
export interface ConditionedParts extends StructuralParts {
  /** The covariance of u, `[factors][factors]`. */
  readonly covariance: readonly Float64Array[];
}

/**
 * Turns draws from the prior into draws given the values of factors. z_j = f_j(u_j), so that a value of z_j is one of u_j, and u is
 * Gaussian: a draw becomes one of the conditional distribution by adding (c - u_j) Cov(u, u_j) / Var(u_j), one given factor after the other,
 * with the covariance that the factors before it leave.
 *
 * @param parts - The model.
 * @param latents - Draws from the prior `[rows, latentWidth]`, which are changed.
 * @param given - Latents that factors have.
 * @returns The same array.
 */
export function conditionRows(
  { factors, latentWidth, curves, covariance }: ConditionedParts,
  latents: Float64Array,
  given: LatentTargets,
): Float64Array {
  const rows = latents.length / latentWidth;
  const known = rowTargets('StructuralModel', given, factors, rows);
  const left = covariance.map((row) => Float64Array.from(row));
  const gains: { readonly factor: number; readonly gain: Float64Array }[] = [];
  for (const factor of known.keys()) {
    const across = Float64Array.from(left[factor] ?? []);
    const gain = across.map((value) => value / (across[factor] ?? NaN));
    left.forEach((row, i) => {
      row.forEach((value, j) => (row[j] = value - (gain[i] ?? NaN) * (across[j] ?? NaN)));
    });
    gains.push({ factor, gain });
  }
  for (let row = 0; row < rows; row++) {
    const z = latents.subarray(row * latentWidth, (row + 1) * latentWidth);
    const u = curves.map((curve, j) => curve.inverse(z[j] ?? NaN));
    for (const { factor, gain } of gains) {
      const wanted = curves[factor]?.inverse(known.get(factor)?.[row] ?? NaN) ?? NaN;
      const missing = wanted - (u[factor] ?? NaN);
      gain.forEach((share, j) => (u[j] = (u[j] ?? NaN) + missing * share));
    }
    curves.forEach((curve, j) => {
      z[j] = known.get(j)?.[row] ?? curve.at(u[j] ?? NaN);
    });
  }
  return latents;
}
