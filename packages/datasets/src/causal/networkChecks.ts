import {
  checkArray,
  checkFunction,
  checkNumbers,
  checkOptions,
} from '@causal-mechanisms/tensor-utils';
import { checkedNames } from './categoricalTable.ts';
import type { CategoricalMechanism } from './categoricalMechanism.ts';

/** The parts of a network that samples are drawn by. */
export interface NetworkParts {
  /** The name of each variable. */
  readonly names: readonly string[];
  /** The number of categories of each variable. */
  readonly categories: readonly number[];
  /** The parents of each variable, by index. */
  readonly parents: readonly (readonly number[])[];
  /** How each variable depends on its parents. */
  readonly mechanisms: readonly CategoricalMechanism[];
}

/** How many numbers one array may be asked to hold. */
export const MOST_ROWS = 2 ** 31 - 1;

/**
 * Checks the parts of a network that samples are drawn by; that its graph has no cycle is for `topologicalOrder` to see.
 *
 * @param owner - The function that asks; opens the message.
 * @param network - What the caller gave.
 * @throws ArgumentError, ShapeError or ValuesError that names the part.
 */
export function checkNetwork(owner: string, network: NetworkParts): void {
  const { names, categories, parents, mechanisms } = checkOptions(owner, network, 'network');
  checkNumbers(owner, 'categories', categories, { whole: true, least: 2, most: 256 });
  const size = categories.length;
  checkedNames(owner, names, size);
  checkParents(owner, parents, size);
  checkArray(owner, 'mechanisms', mechanisms);
  for (let i = 0; i < size; i++) {
    checkMechanism(owner, `mechanisms[${i}]`, mechanisms[i]);
  }
}

/**
 * Checks that something is a mechanism.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param value - What the caller gave.
 * @returns The same.
 * @throws ArgumentError when it is none.
 */
export function checkMechanism(owner: string, name: string, value: unknown): CategoricalMechanism {
  const mechanism = checkOptions(owner, value as CategoricalMechanism, name);
  const { probabilities } = mechanism as { readonly probabilities: unknown };
  checkFunction(owner, `${name}.probabilities`, probabilities);
  return mechanism;
}

/**
 * Checks lists of parents.
 *
 * @param owner - The function that asks; opens the message.
 * @param parents - What the caller gave.
 * @param size - The number of variables, one list each. Default: as many as there are.
 * @throws ArgumentError, ShapeError or ValuesError that names the list.
 */
export function checkParents(
  owner: string,
  parents: readonly (readonly number[])[],
  size = checkArray(owner, 'parents', parents).length,
): void {
  checkArray(owner, 'parents', parents);
  for (let i = 0; i < size; i++) {
    checkNumbers(owner, `parents[${i}]`, parents[i], { whole: true, least: 0, most: size - 1 });
  }
}
