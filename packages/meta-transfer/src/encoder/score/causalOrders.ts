import { checkCount } from '@causal-mechanisms/tensor-utils';

const NAMES = ['U', 'V', 'W'];

/** A hypothesis about codes: each coordinate causes the next one in this order. */
export type CausalOrder = readonly number[];

/**
 * All chains of so many coordinates, in the order of their names: `U->V` and `V->U` for two.
 *
 * @param dimensions - 2 or 3.
 * @returns One order per hypothesis.
 * @throws ArgumentError for other numbers.
 */
export function causalOrders(dimensions: number): CausalOrder[] {
  checkCount('causalOrders', 'dimensions', dimensions, { least: 2, most: NAMES.length });
  const extend = (order: CausalOrder): CausalOrder[] =>
    order.length === dimensions
      ? [order]
      : Array.from({ length: dimensions }, (_, i) => i)
          .filter((i) => !order.includes(i))
          .flatMap((i) => extend([...order, i]));
  return extend([]);
}

/**
 * @param order - A hypothesis.
 * @returns Its name, such as `U->V`.
 */
export function orderName(order: CausalOrder): string {
  return order.map((place) => NAMES[place] ?? '?').join('->');
}
