import {
  ArgumentError,
  checkCount,
  checkNumbers,
  checkOptions,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { ScoredGraphs } from './scoredGraphs.ts';

/**
 * Checks numbers of which there should be so many.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param values - Should be so many, none of them NaN.
 * @param length - How many.
 * @throws ShapeError when there are more or fewer; ValuesError when one is NaN.
 */
export function checkEntries(
  owner: string,
  name: string,
  values: ArrayLike<number>,
  length: number,
): void {
  checkNumbers(owner, name, values, { anyNumber: true });
  if (values.length !== length) {
    throw new ShapeError(`${owner}: ${name} must have ${length} entries, got ${values.length}`, {
      data: { name, expected: length, actual: values.length },
    });
  }
  for (let i = 0; i < length; i++) {
    if (!Number.isNaN(Number(values[i]))) continue;
    throw new ValuesError(`${owner}: ${name} must hold numbers, got ${String(values[i])} at ${i}`, {
      data: { name, index: i, value: values[i] },
    });
  }
}

/**
 * Checks the weight of something in a loss.
 *
 * @param owner - The function that asks; opens the message.
 * @param weights - By their names; should be finite and at least 0.
 * @throws ArgumentError when one is not.
 */
export function checkWeights(owner: string, weights: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(weights)) {
    if (Number.isFinite(value) && value >= 0) continue;
    throw new ArgumentError(
      `${owner}: ${name} must be finite and at least 0, got ${String(value)}`,
      {
        data: { name, value },
      },
    );
  }
}

/**
 * Checks graphs with their costs.
 *
 * @param owner - The function that asks; opens the message.
 * @param scored - Should be whole graphs, with a finite cost for each variable of each.
 * @returns The number of graphs.
 * @throws ArgumentError when there are no variables; ShapeError when sizes do not fit; ValuesError when a cost is not finite.
 */
export function checkScored(owner: string, scored: ScoredGraphs): number {
  const { variables, graphs, costs } = checkOptions(owner, scored, 'scored');
  checkCount(owner, 'variables', variables, { most: 65_535 });
  checkNumbers(owner, 'graphs', graphs, { kinds: [Uint8Array] });
  const draws = graphs.length / variables ** 2;
  if (!(Number.isInteger(draws) && draws >= 1)) {
    throw new ShapeError(
      `${owner}: graphs must have ${variables} x ${variables} (variables) entries per draw, got ${graphs.length}`,
      { data: { variables, actual: graphs.length } },
    );
  }
  checkEntries(owner, 'costs', costs, draws * variables);
  for (let i = 0; i < costs.length; i++) {
    if (Number.isFinite(costs[i])) continue;
    throw new ValuesError(`${owner}: costs must be finite, got ${String(costs[i])} at ${i}`, {
      data: { index: i, value: costs[i] },
    });
  }
  return draws;
}
