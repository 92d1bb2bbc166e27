import { count } from '@causal-mechanisms/command-line';
import type { BenchRequest } from '../benchmark.ts';

/** The sizes of what is timed, the same for both programs. */
export const SIZE_OPTIONS = {
  categories: count({ means: 'categories of both variables', byDefault: 10, least: 2 }),
  episodes: count({ means: 'transfer episodes per iteration', byDefault: 200, least: 1 }),
  batch: count({ means: 'pairs per mini-batch', byDefault: 10, least: 1 }),
  steps: count({ means: 'mini-batches per episode', byDefault: 2, least: 2 }),
};

/** A request to time gamma steps. */
export type DirectionRequest = BenchRequest<keyof typeof SIZE_OPTIONS, never>;

/** The sizes, and how many iterations to time. */
export type DirectionSizes = DirectionRequest['sizes'];
