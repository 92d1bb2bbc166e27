import {
  ArgumentError,
  checkArray,
  checkNumbers,
  checkText,
} from '@causal-mechanisms/tensor-utils';

/**
 * Orders variables so that every parent comes before its children.
 *
 * @param parents - The parents of each variable, by index.
 * @param names - The names of the variables, for the message. Default: their indices.
 * @returns All indices; of several that could come next, the smallest comes first.
 * @throws ArgumentError when the graph has a cycle, which the message shows, or a parent is no other variable.
 *
 * @example
 * ```ts
 * import { topologicalOrder } from '@causal-mechanisms/datasets';
 *
 * console.log(topologicalOrder([[2], [0], []])); // [ 2, 0, 1 ]
 * ```
 */
export function topologicalOrder(
  parents: readonly (readonly number[])[],
  names?: readonly string[],
): number[] {
  checkArray('topologicalOrder', 'parents', parents);
  if (names !== undefined) checkArray('topologicalOrder', 'names', names);
  names?.forEach((name, i) => {
    checkText('topologicalOrder', `names[${i}]`, name);
  });
  const children: number[][] = parents.map(() => []);
  const waiting = parents.map((list, child) => {
    checkNumbers('topologicalOrder', `parents[${child}]`, list, { anyNumber: true });
    const seen = new Set<number>();
    for (const parent of list) {
      const of = children[parent];
      if (of === undefined || parent === child || seen.has(parent)) {
        throw new ArgumentError(
          `topologicalOrder: the parents of ${names?.[child] ?? child} must be different other variables in [0, ${parents.length}), got ${list.join(', ')}`,
          { data: { variable: child, parents: list } },
        );
      }
      seen.add(parent);
      of.push(child);
    }
    return list.length;
  });
  const order: number[] = [];
  const ready = waiting.flatMap((count, i) => (count === 0 ? [i] : []));
  while (ready.length > 0) {
    // Graphs have at most a few thousand variables: the smallest is found by looking at all that are ready.
    const place = ready.reduce((best, value, i) => (value < (ready[best] ?? 0) ? i : best), 0);
    const [next = 0] = ready.splice(place, 1);
    order.push(next);
    for (const child of children[next] ?? []) {
      const left = (waiting[child] ?? 0) - 1;
      waiting[child] = left;
      if (left === 0) ready.push(child);
    }
  }
  if (order.length < parents.length) {
    const cycle = cycleOf(parents, new Set(order)).map((i) => names?.[i] ?? String(i));
    throw new ArgumentError(
      `topologicalOrder: the graph must have no cycle, got ${cycle.join(' -> ')}`,
      { data: { cycle } },
    );
  }
  return order;
}

/** Every variable that could not be placed has a parent that could not: going upwards must come round. */
function cycleOf(parents: readonly (readonly number[])[], placed: ReadonlySet<number>): number[] {
  const path: number[] = [];
  let at = parents.findIndex((_, i) => !placed.has(i));
  while (!path.includes(at)) {
    path.push(at);
    at = parents[at]?.find((parent) => !placed.has(parent)) ?? at;
  }
  return [at, ...path.slice(path.indexOf(at) + 1).reverse(), at];
}
