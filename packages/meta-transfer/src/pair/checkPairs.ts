import type { PairSamples } from '@causal-mechanisms/datasets';
import {
  checkNumbers,
  checkOptions,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { checkCategories } from './checkTables.ts';
import type { TabularHypotheses } from './tabularHypotheses.ts';

/** How many pairs there must be. */
interface PairCheck {
  /** Default: 0. */
  readonly least?: number;
  /** The argument. Default: `samples`. */
  readonly name?: string;
}

/** Checks that columns are of one length, and that their categories are in range. */
export function checkPairSamples(
  owner: string,
  samples: PairSamples,
  categories: readonly [number, number],
  { least = 0, name = 'samples' }: PairCheck = {},
): void {
  checkCategories(owner, categories);
  const { a, b } = checkOptions(owner, samples, name);
  checkNumbers(owner, `${name}.a`, a, { whole: true, least: 0, most: 255 });
  checkNumbers(owner, `${name}.b`, b, { whole: true, least: 0, most: 255 });
  if (a.length !== b.length) {
    throw new ShapeError(
      `${owner}: the columns a and b of ${name} must have one length, got ${a.length} of A and ${b.length} of B`,
      { data: { a: a.length, b: b.length } },
    );
  }
  if (a.length < least) {
    throw new ValuesError(`${owner}: ${name} must hold at least ${least} pairs, got ${a.length}`, {
      data: { least, actual: a.length },
    });
  }
  checkColumn(owner, `${name}.a`, a, categories[0]);
  checkColumn(owner, `${name}.b`, b, categories[1]);
}

/** Checks that both hypotheses are there. */
export function checkHypotheses(owner: string, hypotheses: TabularHypotheses): void {
  const { categories, joint, forward, backward } = checkOptions(owner, hypotheses, 'hypotheses');
  checkOptions(owner, forward, 'hypotheses.forward');
  checkOptions(owner, backward, 'hypotheses.backward');
  checkCategories(owner, categories, 1);
  checkNumbers(owner, 'hypotheses.joint', joint, { length: categories[0] * categories[1] });
}

function checkColumn(owner: string, name: string, column: Uint8Array, categories: number): void {
  for (let i = 0; i < column.length; i++) {
    const category = column[i] ?? NaN;
    if (category < categories) continue;
    throw new ValuesError(
      `${owner}: ${name} has ${categories} categories, got ${category} in pair ${i}`,
      { data: { column: name, row: i, value: category } },
    );
  }
}

/** Checks that no pair occurs that has probability 0 under the hypotheses. */
export function checkPossible(
  owner: string,
  { a, b }: PairSamples,
  { joint, categories }: TabularHypotheses,
): void {
  const possible = Uint8Array.from(joint, (probability) => Number(probability > 0));
  if (!possible.includes(0)) return;
  for (let i = 0; i < a.length; i++) {
    const [first, second] = [a[i] ?? NaN, b[i] ?? NaN];
    if (possible[first * categories[1] + second] === 1) continue;
    throw new ValuesError(
      `${owner}: the pair (${first}, ${second}) occurs, at ${i}, but has probability 0 before adaptation; smooth the tables (smoothing above 0)`,
      { data: { pair: [first, second], row: i } },
    );
  }
}
