import { count } from '@causal-mechanisms/command-line';
import type { BenchRequest } from '../benchmark.ts';

/** The sizes of the competition that is timed, the same for both programs. */
export const SIZE_OPTIONS = {
  experts: count({ means: 'experts that compete', byDefault: 10, least: 1 }),
  batch: count({ means: 'images of each kind per iteration', byDefault: 32, least: 2 }),
  filters: count({ means: "filters of an expert's hidden layers", byDefault: 32, least: 1 }),
};

/** A request for this benchmark. */
export type ExpertsGanRequest = BenchRequest<keyof typeof SIZE_OPTIONS, never>;

/** The sizes, and how many iterations to time. */
export type Sizes = ExpertsGanRequest['sizes'];
