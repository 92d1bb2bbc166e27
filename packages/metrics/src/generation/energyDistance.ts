import { checkSamples } from './sampleChecks.ts';
import { squaredDistances } from './squaredDistances.ts';

/** How far two distributions are apart, by distances of their points. */
export interface EnergyDistance {
  /** `2 between - first - second`, at least 0, in the units of the columns. */
  readonly distance: number;
  /** The mean distance of two rows of the first sample, each row with itself included. */
  readonly first: number;
  /** That of the second. */
  readonly second: number;
  /** The mean distance of a row of the one and a row of the other. */
  readonly between: number;
}

/**
 * The energy distance of two samples (Szekely and Rizzo, 2013): 0 for samples with the same points. It has no width to choose. Some programs give its root. Takes time
 * and memory in the order of the product of their sizes. Columns in different units should be scaled before.
 *
 * @param first - A sample: columns of one length.
 * @param second - Another sample of the same columns; it may have another number of rows.
 * @returns The distance and what it comes from.
 * @throws ArgumentError for no column or less than two rows; ShapeError for columns that do not fit; ValuesError for entries that are
 *   not finite.
 *
 * @example
 * ```ts
 * import { energyDistance } from '@causal-mechanisms/metrics';
 *
 * console.log(energyDistance([[0, 2]], [[1, 1, 1]]).distance); // 1
 * ```
 */
export function energyDistance(
  first: readonly ArrayLike<number>[],
  second: readonly ArrayLike<number>[],
): EnergyDistance {
  checkSamples('energyDistance', first, second);
  const mean = (a: readonly ArrayLike<number>[], b: readonly ArrayLike<number>[]) => {
    const squares = squaredDistances(a, b);
    return squares.reduce((sum, square) => sum + Math.sqrt(square), 0) / squares.length;
  };
  const [ofFirst, ofSecond, between] = [
    mean(first, first),
    mean(second, second),
    mean(first, second),
  ];
  // Rounding may leave a little below 0.
  const distance = Math.max(0, 2 * between - ofFirst - ofSecond);
  return { distance, first: ofFirst, second: ofSecond, between };
}
