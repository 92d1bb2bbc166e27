import * as tf from '@tensorflow/tfjs';
import { checkMechanisms } from './checkMechanisms.ts';
import { createMechanism } from './createMechanism.ts';
import type { Mechanism } from './mechanism.ts';

/**
 * Applies several mechanisms one after the other: the first of the list is applied first.
 *
 * @param mechanisms - At least one, in the order in which they act.
 * @returns The composition; it has an inverse when all of them have, which undoes the last one first.
 * @throws ArgumentError when the list is empty.
 *
 * @example
 * ```ts
 * import { compose, invertContrast, shift } from '@causal-mechanisms/transforms';
 *
 * const both = compose([shift({ dx: -4, dy: -4 }), invertContrast()]);
 * console.log(both.name); // shift up-left 4, then contrast inversion
 * ```
 */
export function compose(mechanisms: readonly Mechanism[]): Mechanism {
  checkMechanisms('compose', mechanisms);
  const parts = [...mechanisms];
  const inverses = parts.flatMap(({ invert }) => (invert === undefined ? [] : [invert])).reverse();
  return createMechanism({
    name: parts.map(({ name }) => name).join(', then '),
    definition: { kind: 'compose', mechanisms: parts.map(({ definition }) => definition) },
    deterministic: parts.every(({ deterministic }) => deterministic === true),
    apply: (images, stream) =>
      tf.tidy(() => parts.reduce((current, part) => part.apply(current, stream), images)),
    ...(inverses.length === parts.length && {
      invert: (images) => tf.tidy(() => inverses.reduce((current, undo) => undo(current), images)),
    }),
  });
}
