import {
  checkArray,
  checkCount,
  checkNumbers,
  checkOptions,
  checkText,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import { checkedNames } from './categoricalTable.ts';
import { checkMechanism, checkParents } from './networkChecks.ts';
import { tableMechanism } from './tableMechanism.ts';
import { topologicalOrder } from './topologicalOrder.ts';
import type { CategoricalMechanism } from './categoricalMechanism.ts';

/** A structural causal model over categorical variables: an acyclic graph with a mechanism for each variable. */
export interface CausalNetwork {
  /** The name of each variable. */
  readonly names: readonly string[];
  /** The number of categories of each variable. */
  readonly categories: readonly number[];
  /** The names of the categories of each variable. */
  readonly labels: readonly (readonly string[])[];
  /** The parents of each variable, by index. */
  readonly parents: readonly (readonly number[])[];
  /** How each variable depends on its parents. */
  readonly mechanisms: readonly CategoricalMechanism[];
}

/** What {@link causalNetwork} makes a network from. */
export interface CausalNetworkDescription {
  /** The number of categories of each variable, 2 to 256. */
  readonly categories: readonly number[];
  /** The parents of each variable, by index: other variables, none twice, without a cycle. */
  readonly parents: readonly (readonly number[])[];
  /**
   * How each variable depends on its parents: a mechanism, or its table with one distribution for each combination of the
   * parents' categories, the last parent's changing fastest.
   */
  readonly mechanisms: readonly (CategoricalMechanism | readonly ArrayLike<number>[])[];
  /** The name of each variable, all different. Default: `X0`, `X1` and so on. */
  readonly names?: readonly string[];
  /** The names of the categories of each variable. Default: `0`, `1` and so on. */
  readonly labels?: readonly (readonly string[])[];
}

/**
 * Makes a causal network and checks it.
 *
 * @param description - Variables, parents and mechanisms.
 * @returns The network.
 * @throws ShapeError when lists do not have one entry per variable, or a table has another size; ArgumentError for a cycle,
 *   impossible parents, names that occur twice, or numbers of categories that are not in 2 to 256; ValuesError, with row and sum, for
 *   probabilities that are no distribution.
 *
 * @example
 * ```ts
 * import { causalNetwork } from '@causal-mechanisms/datasets';
 *
 * const network = causalNetwork({
 *   names: ['rain', 'wet'],
 *   categories: [2, 2],
 *   parents: [[], [0]],
 *   mechanisms: [[[0.8, 0.2]], [[0.9, 0.1], [0.1, 0.9]]],
 * });
 * console.log(network.labels); // [ [ '0', '1' ], [ '0', '1' ] ]
 * ```
 */
export function causalNetwork(description: CausalNetworkDescription): CausalNetwork {
  const owner = 'causalNetwork';
  const { categories, parents, mechanisms } = checkOptions(owner, description, 'description');
  checkNumbers(owner, 'categories', categories);
  const size = categories.length;
  checkCount(owner, 'the number of variables', size);
  const names = checkedNames(
    owner,
    description.names === undefined ? categories.map((_, i) => `X${i}`) : description.names,
    size,
  );
  const { labels = categories.map((count) => Array.from({ length: count }, (_, c) => String(c))) } =
    description;
  for (const [what, list] of Object.entries({ parents, mechanisms, labels })) {
    checkLength(owner, what, checkArray<unknown>(owner, what, list).length, size);
  }
  categories.forEach((count, i) => {
    const name = names[i] ?? '';
    checkCount(owner, `the number of categories of ${name}`, count, { least: 2, most: 256 });
    const own = checkArray(owner, `labels[${i}]`, labels[i] as readonly string[]);
    checkLength(owner, `labels of ${name}`, own.length, count);
    own.forEach((label) => {
      checkText(owner, `labels[${i}]`, label);
    });
  });
  topologicalOrder(parents, names);
  return {
    names,
    categories: [...categories],
    labels: labels.map((list) => [...list]),
    parents: parents.map((list) => [...list]),
    mechanisms: mechanisms.map((mechanism, i) => {
      if (!isTable(mechanism)) return checkMechanism(owner, `mechanisms[${i}]`, mechanism);
      const name = names[i] ?? '';
      checkLength(
        owner,
        `categories of the table of ${name}`,
        mechanism[0]?.length ?? 0,
        categories[i] ?? 0,
      );
      const parentCategories = (parents[i] ?? []).map((parent) => categories[parent] ?? 0);
      return tableMechanism(mechanism, { parentCategories, name });
    }),
  };
}

function isTable(
  mechanism: CategoricalMechanism | readonly ArrayLike<number>[],
): mechanism is readonly ArrayLike<number>[] {
  return Array.isArray(mechanism);
}

/**
 * The graph of a network.
 *
 * @param network - Anything with the parents of each variable.
 * @returns Rows of 0 and 1: `adjacency[cause][effect]` is 1 where there is an edge from cause to effect.
 *
 * @example
 * ```ts
 * import { adjacencyOf } from '@causal-mechanisms/datasets';
 *
 * const adjacency = adjacencyOf({ parents: [[], [0]] });
 * console.log(adjacency[0]?.[1], adjacency[1]?.[0]); // 1 0
 * ```
 */
export function adjacencyOf(network: Pick<CausalNetwork, 'parents'>): Uint8Array[] {
  const { parents } = checkOptions('adjacencyOf', network, 'network');
  checkParents('adjacencyOf', parents);
  const adjacency = parents.map(() => new Uint8Array(parents.length));
  parents.forEach((list, effect) => {
    for (const cause of list) {
      const row = adjacency[cause];
      if (row !== undefined) row[effect] = 1;
    }
  });
  return adjacency;
}

function checkLength(owner: string, what: string, actual: number, expected: number): void {
  if (actual === expected) return;
  throw new ShapeError(`${owner}: expected ${expected} ${what}, got ${actual}`, {
    data: { what, expected, actual },
  });
}
