import { expectPositionals, readOptions, UsageError } from '@causal-mechanisms/command-line';
import type { OptionValues, SortedArguments } from '@causal-mechanisms/command-line';
import type { Halving } from '../../search/halving.ts';
import type { RandomSearch } from '../../search/randomSettings.ts';
import { QUEUED_OPTIONS, SEARCH_OPTIONS, STUDY_OPTIONS, WORKER_OPTIONS } from './studyOptions.ts';

/** How the settings of a sweep are chosen. */
export interface SearchArguments {
  /** Draw settings. Default: every combination. */
  readonly random?: RandomSearch;
  /** Stop the worst early. Default: all run to their end. */
  readonly halving?: Halving;
}

/** Where the runs of a sweep go. */
export interface QueuedArguments {
  /** The name of the study. */
  readonly study: string;
  /** The address of the queue. Default: that of the environment. */
  readonly queue?: string;
  /** The address of the store. Default: that of the environment. */
  readonly store?: string;
  /** How often a run that failed is tried again. */
  readonly retries: number;
}

/** What `worker` was asked for. */
export type WorkerArguments = OptionValues<typeof WORKER_OPTIONS>;

/** What `study` was asked for. */
export interface StudyArguments extends OptionValues<typeof STUDY_OPTIONS> {
  /** Its name. */
  readonly study: string;
}

/**
 * @param sorted - The words after `sweep`.
 * @returns How settings are chosen.
 * @throws UsageError where an option is of no use without another one.
 */
export function readSearch(sorted: SortedArguments): SearchArguments {
  const { random, halving, best, keep, ...rest } = readOptions(sorted, SEARCH_OPTIONS);
  if (random === undefined && sorted.given.has('random-seed')) {
    throw new UsageError('sweep: --random-seed is for --random');
  }
  if ((halving === undefined) !== (best === undefined)) {
    throw new UsageError('sweep: --halving and --best highest:MEASURE belong together');
  }
  if (halving === undefined && sorted.given.has('keep')) {
    throw new UsageError('sweep: --keep is for --halving');
  }
  return {
    ...(random === undefined ? {} : { random: { budget: random, seed: rest['random-seed'] } }),
    ...(halving === undefined || best === undefined
      ? {}
      : { halving: { ...halving, ...best, keepOneOf: keep } }),
  };
}

/**
 * @param sorted - The words after `sweep`.
 * @returns Where its runs go, or `undefined` where they run here.
 * @throws UsageError where it cannot be both.
 */
export function readQueued(sorted: SortedArguments): QueuedArguments | undefined {
  const { study, ...rest } = readOptions(sorted, QUEUED_OPTIONS);
  const others = Object.keys(QUEUED_OPTIONS).filter((name) => sorted.given.has(name));
  if (others.length === 0) return undefined;
  if (study === undefined) {
    throw new UsageError(
      `sweep: --${others.join(', --')} and --study go together: add --study NAME for runs on other machines, or leave ${others.length === 1 ? 'it' : 'them'} out for runs on this one`,
    );
  }
  const local = ['jobs', 'out'].filter((name) => sorted.given.has(name));
  if (local.length > 0) {
    throw new UsageError(
      `sweep: --${local.join(', --')} is for runs on this machine; leave it out with --study`,
    );
  }
  return { study, ...rest };
}

/**
 * @param sorted - The words after `worker`.
 * @returns What was asked for.
 */
export function readWorker(sorted: SortedArguments): WorkerArguments {
  expectPositionals('worker', sorted.positionals, 0, 0);
  return readOptions(sorted, WORKER_OPTIONS);
}

/**
 * @param sorted - The words after `study`.
 * @returns What was asked for.
 */
export function readStudy(sorted: SortedArguments): StudyArguments {
  expectPositionals('study', sorted.positionals, 1, 1);
  return { study: sorted.positionals[0] ?? '', ...readOptions(sorted, STUDY_OPTIONS) };
}
