import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { StructureScore } from '../tables/structureScore.ts';
import { climb } from './structureSearch.ts';
import type { ClimbOptions, SearchState } from './structureSearch.ts';

/** What a search with restarts needs. */
export interface RestartOptions extends ClimbOptions {
  /** How often to climb: once from the start, then from the best state with parts of it dropped. */
  readonly restarts: number;
}

/** Shares of the best state that are dropped before a climb, in turn. */
const DROPPED = [0.7, 0.35] as const;

/**
 * Climbs several times, each time from what is left of the best state after a part of it was dropped at random.
 *
 * @param score - The score.
 * @param start - Where the first climb starts.
 * @param options - Climbs and restarts.
 * @returns The best state and its score.
 */
export async function searchWithRestarts(
  score: StructureScore,
  start: SearchState,
  options: RestartOptions,
): Promise<{ state: SearchState; total: number }> {
  const { restarts, moves, stream } = options;
  let best = await climb(score, start, options);
  for (let restart = 1; restart < restarts; restart++) {
    const dropped = DROPPED[restart % 2] ?? 0;
    const from = {
      parents:
        moves === 'targets' ? best.state.parents : thinned(best.state.parents, dropped, stream),
      // What the data say of interventions is never dropped.
      freed: best.state.freed.map((own) =>
        own.filter((batch) => score.targets[batch] !== null || stream.uniform() > dropped),
      ),
    };
    const found = await climb(score, from, options);
    if (found.total > best.total + 1e-9) best = found;
  }
  return best;
}

function thinned(
  lists: readonly (readonly number[])[],
  share: number,
  stream: RandomStream,
): number[][] {
  return lists.map((own) => own.filter(() => stream.uniform() > share));
}
