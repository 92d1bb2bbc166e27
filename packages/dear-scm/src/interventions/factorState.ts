import { factorUnits } from '../labels/factorUnits.ts';
import type { LabelScaling } from '../labels/labelScaling.ts';
import type { FactorState, InterventionWarning } from './interventionResult.ts';
import type { StructuralModel } from './structuralModel.ts';

/**
 * @param latents - `[n, latentWidth]` row by row.
 * @param latentWidth - How many coordinates a row has.
 * @param scaling - The way from latents to units.
 * @returns The latents together with the values of the factors.
 */
export function factorState(
  latents: Float64Array,
  latentWidth: number,
  scaling: LabelScaling,
): FactorState {
  return { latents, values: factorUnits(latents, latentWidth, scaling) };
}

/**
 * Looks for latents where the map of the prior was not learned piece by piece.
 *
 * @param structure - The maps.
 * @param names - The names of the factors.
 * @param before - `[n, latentWidth]`.
 * @param after - `[n, latentWidth]`: only factors that differ are looked at.
 * @returns One warning per factor that has such latents.
 */
export function outsideMap(
  { curves, latentWidth }: StructuralModel,
  names: readonly string[],
  before: Float64Array,
  after: Float64Array,
): InterventionWarning[] {
  return curves.flatMap(({ bent }, j) => {
    if (bent === undefined) return [];
    const [least, most] = bent;
    const beyond = (z: number) => z < least || z > most;
    let count = 0;
    for (let i = j; i < after.length; i += latentWidth) {
      const was = before[i] ?? NaN;
      const is = after[i] ?? NaN;
      if (was !== is && (beyond(was) || beyond(is))) count++;
    }
    if (count === 0) return [];
    const factor = names[j] ?? String(j);
    const range = `[${least.toFixed(2)}, ${most.toFixed(2)}]`;
    return [
      {
        kind: 'outside-map',
        factor,
        message: `the latent of ${factor} is outside the map of the prior, ${range}, in ${count} of ${after.length / latentWidth} rows`,
      },
    ];
  });
}
