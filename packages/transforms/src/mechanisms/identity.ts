import { createMechanism } from './createMechanism.ts';
import type { Mechanism } from './mechanism.ts';

/**
 * The mechanism that changes nothing: a baseline, and a class of untouched images in a mixture.
 *
 * @returns The mechanism; it is its own inverse.
 *
 * @example
 * ```ts
 * import { identity } from '@causal-mechanisms/transforms';
 *
 * console.log(identity().name); // identity
 * ```
 */
export function identity(): Mechanism {
  return createMechanism({
    name: 'identity',
    definition: { kind: 'identity' },
    deterministic: true,
    apply: (images) => images.clone(),
    invert: (images) => images.clone(),
  });
}
