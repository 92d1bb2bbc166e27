import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Override, SweptKey } from '../command/arguments/overrides.ts';
import { drawFromRange } from './settingRange.ts';

/** How a random search draws. */
export interface RandomSearch {
  /** How many settings are tried at most. */
  readonly budget: number;
  /** The seed of the draws, which is not that of the runs. */
  readonly seed: number;
}

/** Draws in a row that brought nothing new, after which the space counts as used up. */
const PATIENCE = 1000;

/**
 * Draws settings, no two alike.
 *
 * @param keys - Each key with the values or the range that it takes.
 * @param search - How many, and the seed: the same seed draws the same settings, and a larger budget only adds some.
 * @returns As many settings as the budget says, or fewer where there are no more.
 */
export function randomSettings(
  keys: readonly SweptKey[],
  { budget, seed }: RandomSearch,
): Override[][] {
  const stream = new RandomStream(seed).split('random search');
  const drawn = new Map<string, Override[]>();
  for (let idle = 0; drawn.size < budget && idle < PATIENCE; idle++) {
    const setting = keys.map(({ path, values, range }) => ({
      path,
      value:
        range === undefined
          ? (values[stream.integer(0, values.length)] ?? null)
          : drawFromRange(range, stream),
    }));
    const name = JSON.stringify(setting);
    if (drawn.has(name)) continue;
    drawn.set(name, setting);
    idle = -1;
  }
  return [...drawn.values()];
}
