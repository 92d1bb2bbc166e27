import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { DirectionData } from '../../src/answers/cells/pairCells.ts';

/** What the transfers of a drawn data set change. */
export type DrawnChange = 'cause' | 'effect' | 'hard' | 'both' | 'none' | 'independent';

/** How large a drawn data set is. */
export interface DrawnPairOptions {
  readonly seed: number;
  readonly change: DrawnChange;
  readonly categories?: number;
  readonly training?: number;
  readonly transfer?: number;
  readonly transfers?: number;
  /** Whether B is the cause. */
  readonly swapped?: boolean;
}

/** Draws a truth with uniform Dirichlet tables, rows of it, and rows after changes. */
export function drawnPair(options: DrawnPairOptions): DirectionData {
  const { seed, change, categories = 4, training = 1000, transfer = 300, transfers = 4 } = options;
  const stream = new RandomStream(seed);
  const ones = Array.from({ length: categories }, () => 1);
  const row = (): number[] => stream.dirichlet(ones);
  const cause = row();
  const same = row();
  const effect = ones.map(() => (change === 'independent' ? same : row()));
  const draw = (count: number, p: number[], rows: number[][]) => {
    const causes = Array.from({ length: count }, () => stream.categorical(p));
    const effects = causes.map((value) => stream.categorical(rows[value] ?? []));
    return options.swapped === true ? { a: effects, b: causes } : { a: causes, b: effects };
  };
  const uniform = ones.map(() => 1 / categories);
  const rowsAfter = (): number[][] => {
    if (change === 'effect' || change === 'both') return ones.map(row);
    return change === 'hard' ? ones.map(() => uniform) : effect;
  };
  const movesCause = change === 'cause' || change === 'both' || change === 'independent';
  return {
    training: draw(training, cause, effect),
    transfers: Array.from({ length: transfers }, () =>
      draw(transfer, movesCause ? row() : cause, rowsAfter()),
    ),
  };
}
