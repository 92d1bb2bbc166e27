import {
  expectKnown,
  expectPositionals,
  readOptions,
  sortArguments,
  UsageError,
} from '@causal-mechanisms/command-line';
import type { OptionValues, SortedArguments } from '@causal-mechanisms/command-line';
import { COMMON_OPTIONS, OPTIONS, PLAN_OPTIONS, TRAIN_OPTIONS } from './options.ts';
import type { Override, SweptKey } from './overrides.ts';
import { readQueued, readSearch, readStudy, readWorker } from './studyArguments.ts';
import type {
  QueuedArguments,
  SearchArguments,
  StudyArguments,
  WorkerArguments,
} from './studyArguments.ts';

/** What every command understands. */
interface CommonArguments {
  /** Print one JSON document instead of text. */
  readonly json: boolean;
  /** Show the stack of an error. */
  readonly verbose: boolean;
}

/** What `run` and `sweep` share. */
export interface RunArguments extends CommonArguments {
  /** The preset, when one was named. */
  readonly preset?: string;
  /** The seeds, when any were named; several make several runs. */
  readonly seeds?: readonly number[];
  /** Where the data files are. */
  readonly data?: string;
  /** The run folder. */
  readonly out?: string;
  /** The backend to insist on. */
  readonly backend?: string;
  /** How many runs at a time, where there are several. Default: 1. */
  readonly jobs?: number;
  /** Print the resolved configuration and stop. */
  readonly dryRun: boolean;
}

/** A command that has a help of its own. */
export type Topic = keyof typeof OPTIONS;

/** A system that works on data of the user's own. */
export type System = keyof typeof TRAIN_OPTIONS;

/** What the user wants. */
export type Command =
  | ({
      readonly command: 'help';
      /** The command to explain. Default: all of them. */
      readonly topic?: Topic;
      /** The system whose options of `train` are listed. Default: all of them. */
      readonly system?: System;
      /** A recipe whose keys are listed. */
      readonly recipe?: string;
    } & CommonArguments)
  | ({ readonly command: 'version' } & CommonArguments)
  | ({ readonly command: 'list' } & CommonArguments)
  | ({
      readonly command: 'run';
      /** The recipe; a resumed run may leave it out. */
      readonly recipe?: string;
      /** Keys of the configuration to set. */
      readonly overrides: readonly Override[];
      /** The folder of the run to go on with. */
      readonly resume?: string;
    } & RunArguments)
  | ({
      readonly command: 'sweep';
      /** The recipe. */
      readonly recipe: string;
      /** The keys and the values each of them takes; none for one run per seed. */
      readonly keys: readonly SweptKey[];
      /** Where the runs go. Default: they run here. */
      readonly queued?: QueuedArguments;
    } & SearchArguments &
      RunArguments)
  | ({ readonly command: 'worker' } & WorkerArguments & CommonArguments)
  | ({ readonly command: 'study' } & StudyArguments & CommonArguments)
  | ({
      readonly command: 'train';
      /** The system that is asked. */
      readonly system: 'meta-transfer';
      /** The file. */
      readonly table: string;
      /** The column that says where a row comes from. */
      readonly environment: string;
    } & Omit<OptionValues<(typeof TRAIN_OPTIONS)['meta-transfer']>, 'table' | 'environment'> &
      CommonArguments)
  | ({
      readonly command: 'train';
      /** The system that learns. */
      readonly system: 'experts-gan';
    } & OptionValues<(typeof TRAIN_OPTIONS)['experts-gan']> &
      CommonArguments)
  | ({
      readonly command: 'train';
      /** The system that learns. */
      readonly system: 'dear-scm';
    } & OptionValues<(typeof TRAIN_OPTIONS)['dear-scm']> &
      CommonArguments)
  | ({
      readonly command: 'train';
      /** The system that learns. */
      readonly system: 'rims';
    } & OptionValues<(typeof TRAIN_OPTIONS)['rims']> &
      CommonArguments)
  | ({
      readonly command: 'report';
      /** Run folders. */
      readonly runs: readonly string[];
      /** Where a comparison goes. */
      readonly out?: string;
    } & CommonArguments)
  | ({
      readonly command: 'runs';
      /** The folder that holds them. Default: `runs`. */
      readonly folder?: string;
    } & CommonArguments)
  | ({
      readonly command: 'verify';
      /** Pages of results, or entries as `PAGE#ID`. None: all pages. */
      readonly targets: readonly string[];
      /** Look at the pages alone. */
      readonly check: boolean;
      /** Run those again that are not cheap, too. */
      readonly all: boolean;
    } & CommonArguments)
  | ({
      readonly command: 'data';
      /** What to do. */
      readonly action: 'list' | 'get';
      /** The data set to get. */
      readonly name?: string;
      /** The folder that holds data sets. */
      readonly data?: string;
    } & CommonArguments);

/**
 * Reads the command line.
 *
 * @param args - Without the program's own name.
 * @returns What the user wants; recipe and preset names are not looked up yet.
 * @throws UsageError for an unknown command or option (naming the nearest), a missing or an impossible value.
 */
export function parseCommandLine(args: readonly string[]): Command {
  const [first, ...rest] = args;
  const quiet = { json: false, verbose: false };
  if (first === undefined || first === '--help' || first === '-h') {
    return { command: 'help', ...quiet };
  }
  if (first === '--version' || first === '-V' || first === 'version') {
    return { command: 'version', ...quiet };
  }
  if (first === 'help') return readHelp(rest, quiet);
  if (first.startsWith('-')) {
    throw new UsageError(`expected a command before "${first}"; see --help`);
  }
  const name = expectTopic(first);
  const sorted = sortArguments(rest, { ...COMMON_OPTIONS, ...OPTIONS[name] });
  const { help, ...common } = readOptions(sorted, COMMON_OPTIONS);
  if (help) {
    return { command: 'help', topic: name, ...subjectOf(name, sorted.positionals[0]), ...common };
  }
  switch (name) {
    case 'list':
      expectPositionals(name, sorted.positionals, 0, 0);
      return { command: name, ...common };
    case 'run':
      return readRun(sorted, common);
    case 'sweep':
      return readSweep(sorted, common);
    case 'worker':
      return { command: name, ...readWorker(sorted), ...common };
    case 'study':
      return { command: name, ...readStudy(sorted), ...common };
    case 'train':
      return readTrain(sorted, common);
    case 'report':
      expectPositionals(name, sorted.positionals, 1, Infinity);
      return {
        command: name,
        runs: sorted.positionals,
        ...readOptions(sorted, OPTIONS.report),
        ...common,
      };
    case 'runs': {
      expectPositionals(name, sorted.positionals, 0, 1);
      const [folder] = sorted.positionals;
      return { command: name, ...(folder === undefined ? {} : { folder }), ...common };
    }
    case 'verify':
      return {
        command: name,
        targets: sorted.positionals,
        ...readOptions(sorted, OPTIONS.verify),
        ...common,
      };
    case 'data':
      return readData(sorted, common);
  }
}

function expectTopic(typed: string): Topic {
  return expectKnown('command', typed, Object.keys(OPTIONS) as Topic[]);
}

/** `help`, `help COMMAND`, `help run RECIPE` or `help train SYSTEM`. */
function readHelp(args: readonly string[], common: CommonArguments): Command {
  const sorted = sortArguments(args, COMMON_OPTIONS);
  expectPositionals('help', sorted.positionals, 0, 2);
  const [typed, named] = sorted.positionals;
  if (typed === undefined) return { command: 'help', ...common };
  const topic = expectTopic(typed);
  return { command: 'help', topic, ...subjectOf(topic, named), ...common };
}

/** The recipe or the system that a help is asked for. */
function subjectOf(topic: Topic, named: string | undefined): { recipe?: string; system?: System } {
  if (named === undefined) return {};
  if (topic === 'train') return { system: expectKnown('system', named, SYSTEMS) };
  return topic === 'run' || topic === 'sweep' ? { recipe: named } : {};
}

const SYSTEMS = Object.keys(TRAIN_OPTIONS) as System[];

/** What cannot be changed about a run that goes on. */
const FIXED = ['preset', 'seed', 'seeds', 'set', 'data', 'out', 'backend', 'dry-run'];

function readRun(sorted: SortedArguments, common: CommonArguments): Command {
  const { set, resume, ...plan } = readOptions(sorted, OPTIONS.run);
  expectPositionals('run', sorted.positionals, resume === undefined ? 1 : 0, 1);
  const fixed = FIXED.filter((option) => sorted.given.has(option));
  if (resume !== undefined && fixed.length > 0) {
    throw new UsageError(
      `run: --resume goes on with the run as it was started; it cannot be combined with --${fixed.join(', --')}`,
    );
  }
  const [recipe] = sorted.positionals;
  return {
    command: 'run',
    ...(recipe === undefined ? {} : { recipe }),
    ...(resume === undefined ? {} : { resume }),
    overrides: set,
    ...planned(plan),
    ...common,
  };
}

function readSweep(sorted: SortedArguments, common: CommonArguments): Command {
  expectPositionals('sweep', sorted.positionals, 1, 1);
  const { set, ...plan } = readOptions(sorted, SWEEP_PLAN);
  const queued = readQueued(sorted);
  const several = (plan.seeds ?? []).length > 1;
  if (set.length === 0 && !several) {
    throw new UsageError('sweep: expected at least one --set key=1,2,3, or --seeds 1..10');
  }
  const [recipe = ''] = sorted.positionals;
  return {
    command: 'sweep',
    recipe,
    keys: set,
    ...planned(plan),
    ...readSearch(sorted),
    ...(queued === undefined ? {} : { queued }),
    ...common,
  };
}

/** What says which runs a sweep has, apart from how they are searched and where they go. */
const SWEEP_PLAN = { ...PLAN_OPTIONS, set: OPTIONS.sweep.set };

function readTrain(sorted: SortedArguments, common: CommonArguments): Command {
  expectPositionals('train', sorted.positionals, 1, 1);
  const system = expectKnown('system', sorted.positionals[0] ?? '', SYSTEMS);
  const foreign = [...sorted.given.keys()].filter(
    (option) => !Object.hasOwn({ ...COMMON_OPTIONS, ...TRAIN_OPTIONS[system] }, option),
  );
  if (foreign.length > 0) {
    throw new UsageError(`train ${system}: --${foreign.join(', --')} is for another system`);
  }
  if (system === 'dear-scm') return readTrainImages(sorted, common);
  if (system === 'experts-gan') return readTrainFolders(sorted, common);
  if (system === 'rims') return readTrainSequences(sorted, common);
  const { table, environment, ...more } = readOptions(sorted, TRAIN_OPTIONS[system]);
  if (table === undefined) throw new UsageError('train: expected --table FILE.csv');
  if (environment === undefined) {
    throw new UsageError(
      'train: expected --environment COLUMN: without rows from before and after a change the direction cannot be known',
    );
  }
  return { command: 'train', system, table, environment, ...more, ...common };
}

function readTrainImages(sorted: SortedArguments, common: CommonArguments): Command {
  const read = readOptions(sorted, TRAIN_OPTIONS['dear-scm']);
  const others = besidesResume(sorted, 'dear-scm');
  if (read.resume === undefined) {
    if (read.images === undefined) throw new UsageError('train: expected --images DIR');
    if (read.labels === undefined) throw new UsageError('train: expected --labels FILE.csv');
    if (read.graph.length === 0 && read.factors === undefined) {
      throw new UsageError('train: expected --graph "cause -> effect", or --factors A,B for none');
    }
  } else if (others.length > 0) {
    throw new UsageError(
      `train: --resume goes on with the run as it was started; it cannot be combined with --${others.join(', --')}`,
    );
  }
  return { command: 'train', system: 'dear-scm', ...read, ...common };
}

function readTrainFolders(sorted: SortedArguments, common: CommonArguments): Command {
  const read = readOptions(sorted, TRAIN_OPTIONS['experts-gan']);
  const { resume, example, transformed, canonical } = read;
  const others = besidesResume(sorted, 'experts-gan');
  if (resume !== undefined && others.length > 0) {
    throw new UsageError(
      `train: --resume goes on with the run as it was started; it cannot be combined with --${others.join(', --')}`,
    );
  }
  if (example !== undefined && (transformed ?? canonical) !== undefined) {
    throw new UsageError(
      'train: --example draws both folders; leave out --transformed and --canonical',
    );
  }
  if (resume === undefined && example === undefined) {
    if (transformed === undefined) throw new UsageError('train: expected --transformed DIR');
    if (canonical === undefined) throw new UsageError('train: expected --canonical DIR');
  }
  return { command: 'train', system: 'experts-gan', ...read, ...common };
}

function readTrainSequences(sorted: SortedArguments, common: CommonArguments): Command {
  const read = readOptions(sorted, TRAIN_OPTIONS.rims);
  const { resume, example, sequences } = read;
  const others = besidesResume(sorted, 'rims');
  if (resume !== undefined && others.length > 0) {
    throw new UsageError(
      `train: --resume goes on with the run as it was started; it cannot be combined with --${others.join(', --')}`,
    );
  }
  if (example !== undefined && sequences !== undefined) {
    throw new UsageError('train: --example makes the sequences up; leave out --sequences');
  }
  if (resume === undefined && example === undefined && sequences === undefined) {
    throw new UsageError('train: expected --sequences FILE');
  }
  return { command: 'train', system: 'rims', ...read, ...common };
}

/** The options of a system that a resumed run cannot change. */
function besidesResume({ given }: SortedArguments, system: System): string[] {
  return [...given.keys()].filter(
    (option) => option !== 'resume' && Object.hasOwn(TRAIN_OPTIONS[system], option),
  );
}

function readData(sorted: SortedArguments, common: CommonArguments): Command {
  const [typed = '', wanted] = sorted.positionals;
  const action = expectKnown('data command', typed, ['list', 'get']);
  const words = action === 'get' ? 2 : 1;
  expectPositionals(`data ${action}`, sorted.positionals, words, words);
  return {
    command: 'data',
    action,
    ...(wanted === undefined ? {} : { name: wanted }),
    ...readOptions(sorted, OPTIONS.data),
    ...common,
  };
}

function planned(
  given: OptionValues<typeof PLAN_OPTIONS>,
): Omit<RunArguments, keyof CommonArguments> {
  const { seed, seeds, 'dry-run': dryRun, ...plain } = given;
  if (seed !== undefined && seeds !== undefined) {
    throw new UsageError('--seed and --seeds exclude each other');
  }
  const list = seeds ?? seed;
  return { ...plain, ...(list === undefined ? {} : { seeds: list }), dryRun };
}
