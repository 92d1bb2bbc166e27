import type { InterventionalData } from '@causal-mechanisms/datasets';
import {
  checkCount,
  checkInstance,
  checkNumber,
  checkOptions,
  checkSignal,
  pacer,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import type { StructureResult } from '../structureResult.ts';
import { fittedSampleSize } from './fittedSampleSize.ts';
import { describeStructure } from './describeStructure.ts';
import { searchWithRestarts } from './restarts.ts';
import { StructureScore } from '../tables/structureScore.ts';
import type { StructureScoreOptions } from '../tables/structureScore.ts';
import type { ClimbOptions, SearchState } from './structureSearch.ts';

/** Options of searches that climb. */
export interface StructureSearchOptions extends Omit<
  StructureScoreOptions,
  'equivalentSampleSize'
> {
  /**
   * How many samples the prior of a conditional table is worth, above 0, or `fitted`: the size from 1 to 3,000 under which the
   * samples are most probable. Default: `fitted`.
   */
  readonly equivalentSampleSize?: number | 'fitted';
  /** How often to climb, at least 1. Default: 50; 5 in `inferTargets`, 100 in `jointStructure`. */
  readonly restarts?: number;
  /** The width of the noise that breaks ties between moves, in nats, at least 0. Default: 0.05. */
  readonly noise?: number;
  /** Draws noise and restarts. Default: a stream of seed 0. */
  readonly stream?: RandomStream;
  /** Stops the search. */
  readonly signal?: AbortSignal;
}

/** What tells one search from another. */
interface SearchKind {
  /** The function that asks; opens messages. */
  readonly owner: string;
  /** What changes. */
  readonly moves: ClimbOptions['moves'];
  /** The graph to start with. Default: no edges. */
  readonly parents?: readonly (readonly number[])[];
}

/**
 * Checks options, searches and describes what was found.
 *
 * @param data - The samples; checked before.
 * @param options - Score, search and signal.
 * @param kind - Which search, and the default of `restarts`.
 * @returns The best state that was found.
 * @throws ArgumentError when options are impossible; the reason of the signal.
 */
export async function searchStructure(
  data: InterventionalData,
  options: StructureSearchOptions,
  kind: SearchKind & { readonly restarts: number },
): Promise<StructureResult> {
  const { restarts = kind.restarts } = checkOptions(kind.owner, options);
  checkCount(kind.owner, 'restarts', restarts);
  const { score, start, climbs } = await scoreForSearch(data, options, kind);
  const { state } = await searchWithRestarts(score, start, { ...climbs, restarts });
  return describeStructure(score, state);
}

/**
 * Checks options, and fits the size of the prior where it is to be fitted.
 *
 * @param data - The samples; checked before.
 * @param options - Score, search and signal.
 * @param kind - Which search.
 * @returns The score, where climbs start, and their options.
 * @throws ArgumentError when options are impossible; the reason of the signal.
 */
export async function scoreForSearch(
  data: InterventionalData,
  options: StructureSearchOptions,
  { owner, moves, parents }: SearchKind,
): Promise<{ score: StructureScore; start: SearchState; climbs: ClimbOptions }> {
  const {
    noise = 0.05,
    stream = new RandomStream(0),
    signal,
    ...rest
  } = checkOptions(owner, options);
  checkNumber(owner, 'noise', noise, { least: 0 });
  checkInstance(owner, 'stream', stream, RandomStream);
  checkSignal(owner, signal);
  const climbs = { moves, noise, stream, pause: stoppable(signal) };
  const { equivalentSampleSize: size = 'fitted', ...others } = rest;
  const score = new StructureScore(
    data,
    size === 'fitted' ? others : { ...others, equivalentSampleSize: size },
  );
  const start = {
    parents: parents ?? score.names.map(() => []),
    freed: score.names.map((_, variable) => score.knownFreed(variable)),
  };
  return {
    score: size === 'fitted' ? await fittedSampleSize(score, start, climbs) : score,
    start,
    climbs,
  };
}

/**
 * @param signal - Stops what is under way.
 * @returns A pause that gives the event loop its turns, and throws once the signal is aborted.
 * @throws The reason of the signal when it is aborted before.
 */
export function stoppable(signal: AbortSignal | undefined): () => Promise<void> {
  const pause = pacer();
  signal?.throwIfAborted();
  return async () => {
    await pause();
    signal?.throwIfAborted();
  };
}
