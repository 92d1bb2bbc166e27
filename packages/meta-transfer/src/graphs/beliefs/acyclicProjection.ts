import { checkNumbers, checkOptions } from '@causal-mechanisms/tensor-utils';
import type { OrientedBeliefs } from './encoEstimator.ts';
import { bestOrder } from './bestOrder.ts';
import { checkEntries } from './checkScored.ts';
import { sideOf } from './sampledGraphs.ts';

/** Logits of certainty count as this: sums of infinite ones compare nothing. */
const MOST = 1e9;

/**
 * The edges that are believed in, without cycles: where both logits of an edge are above 0 it is there; within each knot of cycles (strongly
 * connected variables) an order is found for which the product of the orientation probabilities is greatest, and edges against
 * it are turned round where the edge the other way is believed to exist, else left out.
 *
 * @param beliefs - Logits of existence and orientation `[variables, variables]`, a row per cause.
 * @returns The edges `[variables, variables]`, ones and zeros, a row per cause.
 * @throws ShapeError when they are not square, or of two sizes; ValuesError when one is NaN.
 *
 * @example
 * ```ts
 * import { acyclicProjection } from '@causal-mechanisms/meta-transfer';
 *
 * const existence = Float64Array.of(0, 3, -3, -3, 0, 3, 3, -3, 0); // 0 -> 1 -> 2 -> 0
 * const orientation = Float64Array.of(0, 2, -1, -2, 0, 2, 1, -2, 0); // the last edge is the least certain
 * console.log(acyclicProjection({ existence, orientation }).join()); // 0,1,0,0,0,1,0,0,0
 * ```
 */
export function acyclicProjection(beliefs: OrientedBeliefs): Uint8Array {
  const { existence, orientation } = checkOptions('acyclicProjection', beliefs, 'beliefs');
  checkNumbers('acyclicProjection', 'existence', existence, { anyNumber: true });
  const size = existence.length;
  const variables = sideOf('acyclicProjection', 'existence', size);
  checkEntries('acyclicProjection', 'existence', existence, size);
  checkEntries('acyclicProjection', 'orientation', orientation, size);
  const edges = new Uint8Array(size);
  for (let edge = 0; edge < size; edge++) {
    if (edge % (variables + 1) === 0) continue;
    if ((existence[edge] as number) > 0 && (orientation[edge] as number) > 0) edges[edge] = 1;
  }
  for (const knot of knots(edges, variables)) {
    const weights = new Float64Array(knot.length * knot.length);
    knot.forEach((cause, a) => {
      knot.forEach((effect, b) => {
        // Keeping an edge rather than turning it multiplies the product by o / (1 - o).
        const edge = cause * variables + effect;
        if (edges[edge] === 1) {
          weights[a * knot.length + b] = Math.min(orientation[edge] as number, MOST);
        }
      });
    });
    const order = bestOrder(weights).map((place) => knot[place] as number);
    order.forEach((first, place) => {
      for (const second of order.slice(place + 1)) {
        const forward = first * variables + second;
        const backward = second * variables + first;
        if (edges[backward] === 0) continue;
        edges[backward] = 0;
        if ((existence[forward] as number) > 0) edges[forward] = 1;
      }
    });
  }
  return edges;
}

/** Sets of at least two variables that reach each other. */
function knots(edges: Uint8Array, variables: number): number[][] {
  const reach = Uint8Array.from(edges);
  for (let via = 0; via < variables; via++) {
    for (let cause = 0; cause < variables; cause++) {
      if (reach[cause * variables + via] === 0) continue;
      for (let effect = 0; effect < variables; effect++) {
        if (reach[via * variables + effect] === 1) reach[cause * variables + effect] = 1;
      }
    }
  }
  const found: number[][] = [];
  const seen = new Set<number>();
  for (let start = 0; start < variables; start++) {
    if (seen.has(start) || reach[start * variables + start] === 0) continue;
    const knot = [];
    for (let other = start; other < variables; other++) {
      const both = reach[start * variables + other] === 1 && reach[other * variables + start] === 1;
      if (both) knot.push(other);
    }
    for (const member of knot) seen.add(member);
    found.push(knot);
  }
  return found;
}
