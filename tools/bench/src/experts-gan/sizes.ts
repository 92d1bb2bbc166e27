import type { BenchRequest } from '../benchmark.ts';
import type { CountOption } from '../options.ts';

/** The sizes of the competition that is timed, the same for both programs. */
export const SIZE_OPTIONS = {
  experts: { means: 'experts that compete', byDefault: 10, least: 1 },
  batch: { means: 'images of each kind per iteration', byDefault: 32, least: 2 },
  filters: { means: "filters of an expert's hidden layers", byDefault: 32, least: 1 },
} as const satisfies Readonly<Record<string, CountOption>>;

/** A request for this benchmark. */
export type ExpertsGanRequest = BenchRequest<keyof typeof SIZE_OPTIONS, never>;

/** The sizes, and how many iterations to time. */
export type Sizes = ExpertsGanRequest['sizes'];
