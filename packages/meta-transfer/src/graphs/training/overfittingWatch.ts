import { jsonPart } from '@causal-mechanisms/tensor-utils';
import type { StatePart } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';

/** Options of {@link overfittingWatch}. */
export interface OverfittingWatchOptions {
  /** Rounds without a better mean after which it is over; 0 is never. */
  readonly patience: number;
  /** Costs per round. */
  readonly round: number;
}

/** Watches costs on samples that nothing is fitted to. */
export interface OverfittingWatch {
  /** Whether fitting should stop; it stays so. */
  readonly isOver: boolean;
  /** What changes, for a checkpoint. */
  readonly part: StatePart;
  /**
   * @param cost - The next one.
   */
  add(cost: number): void;
}

const schema = z.strictObject({
  sum: z.number(),
  count: z.int().check(z.minimum(0)),
  /** The lowest mean of a round so far. */
  best: z.nullable(z.number()),
  /** Rounds since then. */
  worse: z.int().check(z.minimum(0)),
});

/**
 * Tells from costs on held-out samples when to stop fitting: when their mean over a round has not been lower than before for a number of rounds.
 *
 * @param options - How many, and how long a round is.
 * @returns The watch.
 */
export function overfittingWatch({ patience, round }: OverfittingWatchOptions): OverfittingWatch {
  let state: z.infer<typeof schema> = { sum: 0, count: 0, best: null, worse: 0 };
  const isOver = () => patience > 0 && state.worse >= patience;
  return {
    get isOver() {
      return isOver();
    },
    part: jsonPart(schema, { get: () => state, set: (saved) => (state = saved) }),
    add(cost) {
      const { sum, count, best, worse } = state;
      if (count + 1 < round) {
        state = { ...state, sum: sum + cost, count: count + 1 };
        return;
      }
      const mean = (sum + cost) / round;
      const better = best === null || mean < best;
      state = {
        sum: 0,
        count: 0,
        best: better ? mean : best,
        worse: isOver() ? worse : better ? 0 : worse + 1,
      };
    },
  };
}
