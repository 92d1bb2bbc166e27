import { topologicalOrder } from '../causal/topologicalOrder.ts';
import { checkTexts } from './checkFactorDataset.ts';
import { checkGraph, checkNames, factorGraphOf, parentsOf } from './factorGraph.ts';
import type { FactorGraph } from './factorGraph.ts';

/**
 * An order in which every cause comes before its effects.
 *
 * @param graph - A graph without cycles.
 * @returns The places of all factors in `graph.factors`; of several that could come next, the first one does.
 * @throws ArgumentError when there is a cycle, which the message shows.
 *
 * @example
 * ```ts
 * import { causalOrder, factorGraph } from '@causal-mechanisms/datasets';
 *
 * const graph = factorGraph('light -> shadow', { factors: ['shadow', 'light'] });
 * console.log(causalOrder(graph)); // [ 1, 0 ]
 * ```
 */
export function causalOrder(graph: FactorGraph): number[] {
  checkGraph('causalOrder', 'graph', graph);
  return topologicalOrder(parentsOf(graph), graph.factors);
}

/**
 * The edges of a graph in words, as `factorGraph` reads them.
 *
 * @param graph - A graph.
 * @returns One string an edge, cause by cause.
 *
 * @example
 * ```ts
 * import { factorGraph, graphEdges } from '@causal-mechanisms/datasets';
 *
 * console.log(graphEdges(factorGraph('age -> beard -> smile'))); // [ 'age -> beard', 'beard -> smile' ]
 * ```
 */
export function graphEdges(graph: FactorGraph): string[] {
  checkGraph('graphEdges', 'graph', graph);
  const { factors, adjacency } = graph;
  return adjacency.flatMap((row, cause) =>
    factors
      .filter((_, effect) => row[effect] === 1)
      .map((effect) => `${factors[cause] ?? ''} -> ${effect}`),
  );
}

/**
 * The graph with every edge that an order allows: what may be given where only the order of the factors is known.
 *
 * @param order - The factors, causes before effects.
 * @returns The graph with an edge from every factor to all after it.
 * @throws ArgumentError for names that are empty or there twice.
 *
 * @example
 * ```ts
 * import { fullGraph, graphEdges } from '@causal-mechanisms/datasets';
 *
 * console.log(graphEdges(fullGraph(['a', 'b', 'c']))); // [ 'a -> b', 'a -> c', 'b -> c' ]
 * ```
 */
export function fullGraph(order: readonly string[]): FactorGraph {
  checkNames('fullGraph', checkTexts('fullGraph', 'order', order));
  return factorGraphOf(
    order,
    order.map((_, cause) => order.map((__, effect) => (cause < effect ? 1 : 0))),
  );
}

/**
 * The widest graph that holds all edges of another and keeps its causal order.
 *
 * @param graph - The other.
 * @returns The graph of the same factors in the same places, with an edge from each to all that come after it in `causalOrder(graph)`.
 * @throws ArgumentError when there is a cycle, which the message shows.
 *
 * @example
 * ```ts
 * import { factorGraph, graphEdges, superGraph } from '@causal-mechanisms/datasets';
 *
 * console.log(graphEdges(superGraph(factorGraph(['a -> c', 'b -> c'])))); // [ 'a -> c', 'a -> b', 'b -> c' ]
 * ```
 */
export function superGraph(graph: FactorGraph): FactorGraph {
  checkGraph('superGraph', 'graph', graph);
  const rank: number[] = [];
  causalOrder(graph).forEach((factor, place) => (rank[factor] = place));
  return factorGraphOf(
    graph.factors,
    rank.map((cause) => rank.map((effect) => (cause < effect ? 1 : 0))),
  );
}
