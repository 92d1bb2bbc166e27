import { count, someOf } from '@causal-mechanisms/command-line';
import type { BenchRequest } from '../benchmark.ts';

/** The sizes of the samples, the same for all networks. */
export const GRAPH_SIZE_OPTIONS = {
  categories: count({ means: 'categories of each variable', byDefault: 5, least: 2 }),
  samples: count({ means: 'samples of the undisturbed system', byDefault: 5000, least: 1 }),
  'per-target': count({
    means: 'samples of an intervention on each variable',
    byDefault: 200,
    least: 1,
  }),
  restarts: count({ means: 'climbs of a search', byDefault: 50, least: 1 }),
};

/** How many variables the networks have. */
export const GRAPH_CHOICES = {
  variables: someOf(['8', '16', '32', '64', '100', '128'], 'numbers of variables'),
};

/** A request to time searches. */
export type GraphsRequest = BenchRequest<
  keyof typeof GRAPH_SIZE_OPTIONS,
  keyof typeof GRAPH_CHOICES
>;
