import { addGaussianNoise } from './photometric/addGaussianNoise.ts';
import { invertContrast } from './photometric/invertContrast.ts';
import type { Mechanism } from './mechanism.ts';
import { shift } from './geometric/shift.ts';

/**
 * The ten mechanisms of Parascandolo et al. (ICML 2018), meant for images that were padded to 32 x 32 before.
 *
 * 0 to 3 shift by four pixels up, down, left, right; 4 to 7 shift by four pixels along both axes: up-left, up-right,
 * down-left, down-right; 8 inverts the contrast of the whole frame; 9 adds noise of variance 0.25 and clamps.
 *
 * @returns Ten mechanisms; the place in the list is the number of the mechanism.
 *
 * @example
 * ```ts
 * import { paperMechanisms } from '@causal-mechanisms/transforms';
 *
 * console.log(paperMechanisms().map(({ name }) => name).join('; '));
 * ```
 */
export function paperMechanisms(): Mechanism[] {
  return [
    shift({ dx: 0, dy: -4 }),
    shift({ dx: 0, dy: 4 }),
    shift({ dx: -4, dy: 0 }),
    shift({ dx: 4, dy: 0 }),
    shift({ dx: -4, dy: -4 }),
    shift({ dx: 4, dy: -4 }),
    shift({ dx: -4, dy: 4 }),
    shift({ dx: 4, dy: 4 }),
    invertContrast(),
    addGaussianNoise({ deviation: 0.5 }),
  ];
}
