import { topologicalOrder } from '@causal-mechanisms/datasets';
import {
  ArgumentError,
  checkNumbers,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';

/** What a mask of edges says, made ready for computing. */
export interface CausalMask {
  /** How many factors there are. */
  readonly factors: number;
  /** The causes of every factor, by index. */
  readonly causes: readonly (readonly number[])[];
  /** All factors, causes before effects. */
  readonly order: readonly number[];
  /** Edges on the longest directed path: the power of A above which all powers are 0. */
  readonly depth: number;
}

/**
 * Checks a mask of edges and orders it.
 *
 * @param owner - The function that asks; opens messages.
 * @param mask - `mask[cause][effect]`, 1 where an edge is allowed, else 0.
 * @returns Causes, order and depth.
 * @throws ShapeError when it is not square or empty; ValuesError for entries other than 0 and 1; ArgumentError for cycles.
 */
export function causalMask(
  owner: string,
  mask: readonly (readonly number[] | Uint8Array)[],
): CausalMask {
  const given: unknown = mask;
  if (!Array.isArray(given)) {
    throw new ArgumentError(`${owner}: the mask must be an array of rows`, { data: { mask } });
  }
  given.forEach((row, i) => {
    checkNumbers(owner, `the row mask[${i}]`, row, { anyNumber: true });
  });
  const factors = mask.length;
  if (factors === 0 || mask.some((row) => row.length !== factors)) {
    const widths = mask.map((row) => row.length);
    throw new ShapeError(
      `${owner}: the mask must have as many columns as rows and at least one, got rows of ${widths.join(', ') || 'nothing'}`,
      { data: { factors, widths } },
    );
  }
  mask.forEach((row, cause) => {
    row.forEach((entry, effect) => {
      if (entry === 0 || entry === 1) return;
      throw new ValuesError(
        `${owner}: the mask must hold 0 and 1 alone, got ${entry} at [${cause}][${effect}]`,
        { data: { cause, effect, entry } },
      );
    });
  });
  const causes = mask.map((_, effect) => mask.flatMap((row, i) => (row[effect] === 1 ? [i] : [])));
  const order = topologicalOrder(causes);
  const depths = new Int32Array(factors);
  for (const effect of order) {
    for (const cause of causes[effect] ?? []) {
      depths[effect] = Math.max(depths[effect] ?? 0, (depths[cause] ?? 0) + 1);
    }
  }
  return { factors, causes, order, depth: Math.max(...depths) };
}
