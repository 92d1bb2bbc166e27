import {
  ArgumentError,
  checkNumbers,
  checkOptions,
  nearestName,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import { checkList, checkTexts } from './checkFactorDataset.ts';
import { topologicalOrder } from '../causal/topologicalOrder.ts';

/** Which factor is a cause of which: a graph without cycles. */
export interface FactorGraph {
  /** The factors, in any order. */
  readonly factors: readonly string[];
  /** `adjacency[cause][effect]`, 1 where there is an edge: `factors.length` rows of as many entries, in the order of `factors`. */
  readonly adjacency: readonly Uint8Array[];
}

/** Options of {@link factorGraph}. */
export interface FactorGraphOptions {
  /**
   * All factors, those without an edge too; their order becomes the graph's, and an edge of any other name is refused. Default: the
   * factors of the edges, in the order in which they first appear.
   */
  readonly factors?: readonly string[];
}

/**
 * A graph from its edges in words.
 *
 * @param edges - Such as `light -> shadow`, or chains of them such as `age -> beard -> smile`: one a string, or several in a string with
 *   semicolons or line breaks between.
 * @param options - Factors without an edge, and an order.
 * @returns The graph.
 * @throws ArgumentError for text that is no edge, an edge from a factor to itself or a second time, a name that is not among `factors`,
 *   and a cycle, which the message shows.
 *
 * @example
 * ```ts
 * import { factorGraph } from '@causal-mechanisms/datasets';
 *
 * const graph = factorGraph(['pendulum -> shadow_length', 'light -> shadow_length']);
 * console.log(graph.factors.join()); // pendulum,shadow_length,light
 * console.log(graph.adjacency.map((row) => row.join('')).join(' ')); // 010 000 010
 * ```
 */
export function factorGraph(
  edges: string | readonly string[],
  options: FactorGraphOptions = {},
): FactorGraph {
  return graphOfEdges('factorGraph', edges, options);
}

function graphOfEdges(
  owner: string,
  edges: string | readonly string[],
  options: FactorGraphOptions,
  name = 'edges',
): FactorGraph {
  if (typeof edges !== 'string') checkTexts(owner, name, edges);
  const pairs = edgePairs(owner, name, edges);
  const { factors = [...new Set(pairs.flat())] } = checkOptions(owner, options);
  const adjacency = emptyRows(checkNames(owner, checkTexts(owner, 'factors', factors)).length);
  for (const [cause, effect] of pairs) {
    const edge = `${cause} -> ${effect}`;
    const row = adjacency[placeOf(owner, factors, cause, edge)];
    const to = placeOf(owner, factors, effect, edge);
    if (cause === effect) {
      throw new ArgumentError(`${owner}: no factor causes itself, got "${edge}"`, {
        data: { edge },
      });
    }
    if (row?.[to] === 1) {
      throw new ArgumentError(`${owner}: the edge "${edge}" is there twice`, { data: { edge } });
    }
    if (row !== undefined) row[to] = 1;
  }
  return withoutCycles(owner, factors, adjacency);
}

/**
 * A graph from a matrix.
 *
 * @param factors - The names of the factors.
 * @param adjacency - `adjacency[cause][effect]`, 0 or 1, as many rows and columns as factors; copied.
 * @returns The graph.
 * @throws ShapeError when the matrix is not square or of another size; ArgumentError for other entries, an edge from a factor to itself,
 *   names that are empty or there twice, and a cycle, which the message shows.
 *
 * @example
 * ```ts
 * import { factorGraphOf, graphEdges } from '@causal-mechanisms/datasets';
 *
 * console.log(graphEdges(factorGraphOf(['light', 'shadow'], [[0, 1], [0, 0]]))); // [ 'light -> shadow' ]
 * ```
 */
export function factorGraphOf(
  factors: readonly string[],
  adjacency: ArrayLike<ArrayLike<number>>,
): FactorGraph {
  return graphOfRows('factorGraphOf', factors, adjacency);
}

function graphOfRows(
  owner: string,
  factors: readonly string[],
  adjacency: ArrayLike<ArrayLike<number>>,
): FactorGraph {
  const count = checkNames(owner, checkTexts(owner, 'factors', factors)).length;
  const rows = checkList(owner, 'adjacency', adjacency) as readonly ArrayLike<number>[];
  rows.forEach((row, cause) => {
    checkNumbers(owner, `adjacency[${cause}]`, row, { anyNumber: true });
  });
  const misshapen = rows.find((row) => row.length !== count);
  if (rows.length !== count || misshapen !== undefined) {
    throw new ShapeError(
      `${owner}: ${count} factors need an adjacency of ${count} rows of ${count} entries, got ${rows.length} rows${misshapen === undefined ? '' : `, one of ${misshapen.length}`}`,
      { data: { expected: count, rows: rows.length, columns: misshapen?.length } },
    );
  }
  rows.forEach((row, cause) => {
    Array.from(row).forEach((entry, effect) => {
      if ((entry === 0 || entry === 1) && (cause !== effect || entry === 0)) return;
      const allowed = cause === effect ? '0, as no factor causes itself' : '0 or 1';
      throw new ArgumentError(
        `${owner}: adjacency[${cause}][${effect}], from ${factors[cause] ?? ''} to ${factors[effect] ?? ''}, must be ${allowed}, got ${entry}`,
        { data: { cause, effect, value: entry } },
      );
    });
  });
  return withoutCycles(
    owner,
    factors,
    rows.map((row) => Uint8Array.from(row)),
  );
}

/**
 * Reads what a caller may give as a graph.
 *
 * @param graph - A graph, which is checked, or its edges in words.
 * @param owner - Opens messages, where a function that was given the graph asks. Default: the function that reads it.
 * @returns The graph.
 * @throws What {@link factorGraph} and {@link factorGraphOf} throw.
 *
 * @example
 * ```ts
 * import { asFactorGraph } from '@causal-mechanisms/datasets';
 *
 * console.log(asFactorGraph('light -> shadow').factors); // [ 'light', 'shadow' ]
 * ```
 */
export function asFactorGraph(
  graph: FactorGraph | string | readonly string[],
  owner?: string,
): FactorGraph {
  if (typeof graph === 'string' || Array.isArray(graph)) {
    return graphOfEdges(owner ?? 'factorGraph', graph as string | readonly string[], {}, 'graph');
  }
  const given: unknown = graph;
  if (typeof given !== 'object' || given === null || !('adjacency' in given)) {
    throw new ArgumentError(
      `${owner ?? 'asFactorGraph'}: graph must be a graph, or its edges in words, such as "light -> shadow", got ${typeof given === 'object' && given !== null ? 'an object without adjacency' : String(given)}`,
      { data: { name: 'graph', value: given } },
    );
  }
  const { factors, adjacency } = graph as FactorGraph;
  return graphOfRows(owner ?? 'factorGraphOf', factors, adjacency);
}

/**
 * @param owner - Opens the message.
 * @param name - The argument.
 * @param graph - What the caller gave.
 * @throws ArgumentError when it is no graph; ShapeError when rows and factors differ in number.
 */
export function checkGraph(owner: string, name: string, graph: FactorGraph): void {
  const { factors, adjacency } = checkOptions(owner, graph, name);
  const { length } = checkTexts(owner, `${name}.factors`, factors);
  const rows = checkList(owner, `${name}.adjacency`, adjacency);
  rows.forEach((row, i) => {
    checkNumbers(owner, `${name}.adjacency[${i}]`, row, { length, least: 0, most: 1, whole: true });
  });
  if (rows.length === length) return;
  throw new ShapeError(`${owner}: ${name}.adjacency must have ${length} rows, got ${rows.length}`, {
    data: { name, expected: length, actual: rows.length },
  });
}

/**
 * @param owner - Opens the message.
 * @param names - Should be different and not empty.
 * @returns The names.
 * @throws ArgumentError that names the first other one.
 */
export function checkNames(owner: string, names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  for (const name of names) {
    if (name.trim() === '' || seen.has(name)) {
      throw new ArgumentError(
        name.trim() === ''
          ? `${owner}: a factor has an empty name`
          : `${owner}: factor "${name}" is there twice`,
        { data: { name } },
      );
    }
    seen.add(name);
  }
  return names;
}

/** A name must not hold what edges are written with. */
const NOT_A_NAME = /[<>=→]|--|^-|-$/;

function edgePairs(
  owner: string,
  argument: string,
  edges: string | readonly string[],
): [cause: string, effect: string][] {
  const texts = typeof edges === 'string' ? [edges] : edges;
  const lines = texts.flatMap((text) => text.split(/[;\n\r]/)).map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .flatMap((line) => {
      const names = line.split('->').map((name) => name.trim());
      if (names.length < 2 || names.some((name) => name === '' || NOT_A_NAME.test(name))) {
        throw new ArgumentError(
          `${owner}: an edge is written as "cause -> effect", got "${line}" among the ${argument}`,
          { data: { line } },
        );
      }
      return names
        .slice(1)
        .map((name, i): [cause: string, effect: string] => [names[i] ?? '', name]);
    });
}

function placeOf(owner: string, factors: readonly string[], name: string, edge: string): number {
  const place = factors.indexOf(name);
  if (place >= 0) return place;
  const near = nearestName(name, factors);
  throw new ArgumentError(
    `${owner}: "${edge}" names the factor "${name}", which is not among ${factors.join(', ')}${near === undefined ? '' : `; did you mean "${near}"?`}`,
    { data: { name, edge, factors } },
  );
}

function emptyRows(count: number): Uint8Array[] {
  return Array.from({ length: count }, () => new Uint8Array(count));
}

function withoutCycles(
  owner: string,
  factors: readonly string[],
  adjacency: readonly Uint8Array[],
): FactorGraph {
  const graph = { factors: [...factors], adjacency };
  try {
    topologicalOrder(parentsOf(graph), factors);
  } catch (error) {
    const cycle = error instanceof ArgumentError ? error.data['cycle'] : undefined;
    if (!Array.isArray(cycle)) throw error;
    throw new ArgumentError(`${owner}: the graph must have no cycle, got ${cycle.join(' -> ')}`, {
      data: { cycle: cycle as string[] },
      cause: error,
    });
  }
  return graph;
}

/**
 * @param graph - A graph.
 * @returns The causes of each factor, by place.
 */
export function parentsOf(graph: FactorGraph): number[][] {
  return graph.factors.map((_, effect) =>
    graph.adjacency.flatMap((row, cause) => (row[effect] === 1 ? [cause] : [])),
  );
}
