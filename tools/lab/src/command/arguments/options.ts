import { flag, oneOf, text, UsageError, value, values } from '@causal-mechanisms/command-line';
import { parseOverride, parseSweptKey } from './overrides.ts';
import { parseSeeds } from './seeds.ts';
import { QUEUED_OPTIONS, SEARCH_OPTIONS, STUDY_OPTIONS, WORKER_OPTIONS } from './studyOptions.ts';

/** What every command understands. */
export const COMMON_OPTIONS = {
  json: flag('print one JSON document'),
  verbose: flag('show the stack of an error'),
  help: flag('print this'),
};

/** What `run` and `sweep` share. */
export const PLAN_OPTIONS = {
  preset: text({
    placeholder: 'NAME',
    means: 'quick, small, medium, paper or stable, of those the recipe has (default: quick)',
  }),
  seed: value({ placeholder: 'N', means: 'the seed (default: 1)' }, readSeed),
  seeds: value(
    { placeholder: '1..10', means: 'one run per seed and a table of medians' },
    parseSeeds,
  ),
  data: text({ placeholder: 'DIR', means: 'where the data files are' }),
  out: text({
    placeholder: 'DIR',
    means: 'the run folder (default: runs/<recipe>-<preset>-seed<seed>-<time>)',
  }),
  backend: text({ placeholder: 'NAME', means: 'insist on a backend' }),
  jobs: value(
    {
      placeholder: 'N',
      means: 'runs at a time, one process each (default: processors / threads of a run)',
    },
    readJobs,
  ),
  'dry-run': flag('print the resolved configuration and stop'),
};

/** What `train dear-scm` understands that no other command does. */
export const IMAGE_OPTIONS = {
  images: text({ placeholder: 'DIR', means: 'the folder of the images' }),
  labels: text({
    placeholder: 'FILE.csv',
    means: 'a row an image: its file, then a column of labels for each factor',
  }),
  graph: values(
    { placeholder: '"a -> b; c -> b"', means: 'which factor is a cause of which, repeatable' },
    (given) => given,
  ),
  factors: value(
    {
      placeholder: 'A,B',
      means: 'all factors, those without an edge too (default: of the graph)',
    },
    (given) => given.split(',').map((name) => name.trim()),
  ),
  unit: values(
    { placeholder: 'FACTOR=UNIT', means: 'what a factor is measured in, repeatable' },
    readUnit,
  ),
  side: value(
    { placeholder: 'N', means: 'rows and columns to resize to, a multiple of 16' },
    readSide,
  ),
  'file-column': text({ placeholder: 'COLUMN', means: 'names the files (default: the first)' }),
  unlisted: oneOf(
    ['leave-out', 'keep', 'refuse'],
    'leave-out, keep or refuse: what becomes of images without a row',
  ),
};

/** What `train experts-gan` understands that no other command does. */
export const FOLDER_OPTIONS = {
  transformed: text({ placeholder: 'DIR', means: 'images that something has changed' }),
  canonical: text({ placeholder: 'DIR', means: 'images as they should be, of the same kind' }),
  example: text({
    placeholder: 'DIR',
    means: 'draw 2000 changed and 2000 clean digits there, and learn from them',
  }),
  experts: value(
    { placeholder: 'N', means: 'at least as many as there are mechanisms (default: 4)' },
    readExperts,
  ),
};

/** What `train rims` understands that no other command does. */
export const SEQUENCE_OPTIONS = {
  sequences: text({ placeholder: 'FILE', means: 'the sequences: a table or JSON lines' }),
  layout: oneOf(['long', 'wide'], 'long or wide: whether a row is a step or a sequence'),
  id: text({ placeholder: 'COLUMN', means: 'names the sequence of a row (default: id)' }),
  label: text({ placeholder: 'COLUMN', means: 'holds the labels (default: label)' }),
  tokens: flag('read numbers as tokens, too'),
  ask: oneOf(['next', 'label'], 'next or label: what is to be answered (default: labels if any)'),
  model: oneOf(['rims', 'lstm', 'both'], 'rims, lstm or both (default: rims)'),
};

/** What learners on own data share. */
const LEARNER_OPTIONS = {
  preset: PLAN_OPTIONS.preset,
  set: values(
    { placeholder: 'key=value', means: 'set a key of the configuration, repeatable' },
    parseOverride,
  ),
  seed: value({ placeholder: 'N', means: 'the seed (default: 1)' }, readOneSeed),
  backend: PLAN_OPTIONS.backend,
  out: PLAN_OPTIONS.out,
  resume: text({ placeholder: 'DIR', means: 'go on with an interrupted run' }),
};

/** What `train` understands, by system. */
export const TRAIN_OPTIONS = {
  'experts-gan': {
    ...FOLDER_OPTIONS,
    side: value({ placeholder: 'N', means: 'rows and columns to resize to' }, readSideOfEight),
    ...LEARNER_OPTIONS,
  },
  'meta-transfer': {
    table: text({ placeholder: 'FILE.csv', means: 'the table, with a line of names' }),
    environment: text({
      placeholder: 'COLUMN',
      means: 'says for each row under which circumstances it was measured',
    }),
    baseline: text({
      placeholder: 'VALUE',
      means: 'the environment before any change (default: the largest)',
    }),
    columns: value(
      { placeholder: 'A,B', means: 'the columns to ask about (default: all others)' },
      (given) => given.split(','),
    ),
    target: values(
      { placeholder: 'VALUE=COLUMN', means: 'what was acted on in an environment, repeatable' },
      readTarget,
    ),
    numeric: oneOf(['bins', 'continuous'], 'bins or continuous: how numbers are compared'),
    bins: value({ placeholder: 'N', means: 'into how many bins numbers are cut' }, readBins),
    missing: oneOf(['drop', 'category'], 'drop or category: what becomes of missing cells'),
    delimiter: text({ placeholder: 'CHARACTER', means: 'between cells (default: ,)' }),
    seed: value({ placeholder: 'N', means: 'the seed (default: 1)' }, readOneSeed),
    out: text({ placeholder: 'DIR', means: 'the folder of the answer (default: in runs/)' }),
  },
  'dear-scm': {
    ...IMAGE_OPTIONS,
    delimiter: text({ placeholder: 'CHARACTER', means: 'between cells (default: ,)' }),
    ...LEARNER_OPTIONS,
  },
  rims: {
    ...SEQUENCE_OPTIONS,
    example: text({
      placeholder: 'FILE.csv',
      means: 'make 300 sequences up, write them there, and learn from them',
    }),
    columns: value(
      { placeholder: 'A,B', means: 'the columns of values or tokens (default: all others)' },
      (given) => given.split(','),
    ),
    delimiter: text({ placeholder: 'CHARACTER', means: 'between cells (default: ,)' }),
    ...LEARNER_OPTIONS,
  },
};

/** The options of each command, without the common ones. */
export const OPTIONS = {
  list: {},
  run: {
    ...PLAN_OPTIONS,
    set: values(
      {
        placeholder: 'key=value',
        means: 'set a key of the configuration (JSON values, dotted keys), repeatable',
      },
      parseOverride,
    ),
    resume: text({ placeholder: 'DIR', means: 'go on with an interrupted run' }),
  },
  sweep: {
    ...PLAN_OPTIONS,
    set: values({ placeholder: 'key=1,2,3', means: 'the values of a key' }, parseSweptKey),
    ...SEARCH_OPTIONS,
    ...QUEUED_OPTIONS,
  },
  worker: WORKER_OPTIONS,
  study: STUDY_OPTIONS,
  train: {
    ...TRAIN_OPTIONS['experts-gan'],
    ...TRAIN_OPTIONS['meta-transfer'],
    ...TRAIN_OPTIONS['dear-scm'],
    ...TRAIN_OPTIONS.rims,
  },
  report: {
    out: text({ placeholder: 'FILE', means: 'where the page goes, a file that is not there yet' }),
  },
  runs: {},
  verify: {
    check: flag('look at the pages alone, run nothing'),
    all: flag('run those again that are not cheap, too'),
  },
  data: { data: text({ placeholder: 'DIR', means: 'the folder that holds data sets' }) },
};

function readSeed(given: string): readonly number[] {
  const seeds = parseSeeds(given);
  if (seeds.length === 1) return seeds;
  throw new UsageError(`--seed takes one integer, got "${given}"; use --seeds for several`);
}

function readOneSeed(given: string): number {
  return readSeed(given)[0] ?? 1;
}

function readJobs(given: string): number {
  const jobs = Number(given);
  if (/^\d+$/.test(given) && jobs >= 1 && jobs <= 256) return jobs;
  throw new UsageError(`--jobs takes an integer from 1 to 256, got "${given}"`);
}

function readBins(given: string): number {
  const bins = Number(given);
  if (/^\d+$/.test(given) && bins >= 2 && bins <= 254) return bins;
  throw new UsageError(`--bins takes an integer from 2 to 254, got "${given}"`);
}

function readTarget(given: string): { environment: string; column: string } {
  const at = given.lastIndexOf('=');
  if (at > 0 && at < given.length - 1) {
    return { environment: given.slice(0, at), column: given.slice(at + 1) };
  }
  throw new UsageError(`--target takes VALUE=COLUMN, got "${given}"`);
}

function readUnit(given: string): { factor: string; unit: string } {
  const at = given.lastIndexOf('=');
  if (at > 0 && at < given.length - 1) {
    return { factor: given.slice(0, at), unit: given.slice(at + 1) };
  }
  throw new UsageError(`--unit takes FACTOR=UNIT, got "${given}"`);
}

function readSide(given: string): number {
  const side = Number(given);
  if (/^\d+$/.test(given) && side >= 16 && side <= 256 && side % 16 === 0) return side;
  throw new UsageError(`--side takes a multiple of 16 from 16 to 256, got "${given}"`);
}

function readExperts(given: string): number {
  const experts = Number(given);
  if (/^\d+$/.test(given) && experts >= 1 && experts <= 256) return experts;
  throw new UsageError(`--experts takes an integer from 1 to 256, got "${given}"`);
}

function readSideOfEight(given: string): number {
  const side = Number(given);
  if (/^\d+$/.test(given) && side >= 8 && side <= 512 && side % 8 === 0) return side;
  throw new UsageError(`--side takes a multiple of 8 from 8 to 512, got "${given}"`);
}
