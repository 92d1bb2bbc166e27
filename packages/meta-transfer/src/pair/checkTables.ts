import type { CategoricalPair } from '@causal-mechanisms/datasets';
import {
  checkArray,
  checkCount,
  checkNumbers,
  checkOptions,
  checkText,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';

/** Checks the numbers of categories of two variables. */
export function checkCategories(
  owner: string,
  categories: readonly [number, number],
  least = 2,
): void {
  const counts: readonly number[] = checkArray<number>(owner, 'categories', categories);
  for (const count of counts) {
    checkCount(owner, 'the number of categories', count, { least, most: 256 });
  }
  if (counts.length === 2) return;
  throw new ShapeError(`${owner}: categories must be two numbers, got ${counts.length}`, {
    data: { categories },
  });
}

/** Checks that a pair has a direction and its tables. */
export function checkPair(owner: string, name: string, pair: CategoricalPair): void {
  const { direction, causes, effects } = checkOptions(owner, pair, name);
  checkText(owner, `${name}.direction`, direction, ['A->B', 'B->A']);
  checkCategories(owner, [causes, effects]);
  checkNumbers(owner, `${name}.marginal`, pair.marginal, { length: causes });
  checkNumbers(owner, `${name}.conditional`, pair.conditional, { length: causes * effects });
}
