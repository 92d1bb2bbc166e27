import { count, someOf } from '@causal-mechanisms/command-line';
import type { OptionValue } from '@causal-mechanisms/command-line';
import type { BenchRequest } from '../../benchmark.ts';
import { SIZE_OPTIONS } from '../options.ts';

/** The sizes of what is timed, the same for all programs. */
export const BASELINE_SIZES = {
  steps: count({
    means: 'steps of a sequence of the copying task with three symbols',
    byDefault: 26,
    least: 7,
  }),
  batch: SIZE_OPTIONS.batch,
};

/** Which baselines are timed. */
export const BASELINE_CHOICES = {
  cores: someOf(['rmc', 'entnet', 'ntm', 'dnc', 'transformer'], 'baselines'),
};

/** A baseline that is timed. */
export type BaselineName = OptionValue<typeof BASELINE_CHOICES.cores>[number];

/** The baselines that have a peer. */
export const BASELINE_PEERS: readonly string[] = ['rmc', 'entnet'];

/** A request to time baselines. */
export type BaselinesRequest = BenchRequest<
  keyof typeof BASELINE_SIZES,
  keyof typeof BASELINE_CHOICES
>;
