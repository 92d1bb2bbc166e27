import { checkCount, checkOptions } from '@causal-mechanisms/tensor-utils';

/** The sizes of a copying task. */
export interface CopyingSizes {
  /** Steps from the last symbol shown to the first answer, the marker included. */
  readonly gap: number;
  /** Symbols to remember. Default: 10. */
  readonly symbols?: number;
  /** Different symbols. Default: 8. */
  readonly alphabet?: number;
}

/** What it costs to know nothing of the symbols, in nats per step. */
export interface CopyingChanceFloors {
  /** The mean over the steps at which the symbols are due. */
  readonly lastSteps: number;
  /** The mean over all steps: small at long gaps, so it hides a failure. */
  readonly allSteps: number;
}

/**
 * The cross entropy that a copying task leaves to a model that remembers nothing: it prints blanks, surely and rightly,
 * until the symbols are due, then gives every symbol the same chance.
 *
 * Over the last steps that is `ln alphabet`, over all steps `symbols * ln alphabet / (gap + 2 * symbols)`.
 *
 * @param sizes - The gap, the number of symbols and the alphabet.
 * @returns Both floors. A higher cross entropy of the last steps means answers that are wrong and sure of it.
 * @throws ArgumentError when a size is no whole number above 0.
 *
 * @example
 * ```ts
 * import { copyingChanceFloors } from '@causal-mechanisms/metrics';
 *
 * const { lastSteps, allSteps } = copyingChanceFloors({ gap: 50 });
 * console.log(lastSteps.toFixed(3), allSteps.toFixed(3)); // 2.079 0.297
 * ```
 */
export function copyingChanceFloors(sizes: CopyingSizes): CopyingChanceFloors {
  const { gap, symbols = 10, alphabet = 8 } = checkOptions('copyingChanceFloors', sizes, 'sizes');
  for (const [name, value] of Object.entries({ gap, symbols, alphabet })) {
    checkCount('copyingChanceFloors', name, value);
  }
  const lastSteps = Math.log(alphabet);
  return { lastSteps, allSteps: (symbols * lastSteps) / (gap + 2 * symbols) };
}
