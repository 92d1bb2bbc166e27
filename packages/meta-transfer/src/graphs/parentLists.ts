import type { Adjacency } from '@causal-mechanisms/metrics';
import { checkArray, checkNumbers, ShapeError, ValuesError } from '@causal-mechanisms/tensor-utils';

/**
 * The parents of every variable of an acyclic graph.
 *
 * @param owner - The function that asks; opens messages.
 * @param name - The argument.
 * @param graph - `graph[cause][effect]` is not 0 where there is an edge.
 * @param variables - How many variables there must be.
 * @returns The parents of each variable, in ascending order.
 * @throws ShapeError when the graph is not square or has another number of variables; ValuesError when it has a cycle.
 */
export function parentLists(
  owner: string,
  name: string,
  graph: Adjacency,
  variables: number,
): number[][] {
  checkArray(owner, name, graph).forEach((row, i) => {
    checkNumbers(owner, `row ${i} of ${name}`, row);
  });
  const square = graph.length === variables && graph.every(({ length }) => length === variables);
  if (!square) {
    throw new ShapeError(
      `${owner}: ${name} must have ${variables} rows of ${variables} entries, got ${graph.length} rows`,
      { data: { name, variables, rows: graph.length } },
    );
  }
  const parents = Array.from({ length: variables }, (_, effect) =>
    Array.from({ length: variables }, (_unused, cause) => cause).filter(
      (cause) => graph[cause]?.[effect] !== 0,
    ),
  );
  if (orderOf(parents).length < variables) {
    throw new ValuesError(`${owner}: ${name} must be acyclic, got a graph with a cycle`, {
      data: { name },
    });
  }
  return parents;
}

/**
 * @param parents - The parents of each variable.
 * @returns The variables, parents before children; those on cycles and below them are left out.
 */
export function orderOf(parents: readonly (readonly number[])[]): number[] {
  const waiting = parents.map(({ length }) => length);
  const order = parents.flatMap((own, variable) => (own.length === 0 ? [variable] : []));
  for (let k = 0; k < order.length; k++) {
    parents.forEach((own, child) => {
      if (!own.includes(order[k] ?? -1)) return;
      waiting[child] = (waiting[child] ?? 0) - 1;
      if (waiting[child] === 0) order.push(child);
    });
  }
  return order;
}
