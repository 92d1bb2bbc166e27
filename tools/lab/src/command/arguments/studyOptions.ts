import { count, flag, text, UsageError, value } from '@causal-mechanisms/command-line';
import type { Option } from '@causal-mechanisms/command-line';
import type { Halving } from '../../search/halving.ts';
import { parseSweptKey } from './overrides.ts';

/** Where runs wait, and where they go. */
const SHARED_OPTIONS = {
  queue: text({
    placeholder: 'URL',
    means: 'Redis or Valkey, as redis://HOST/0 (default: CAUSAL_MECHANISMS_QUEUE)',
  }),
  store: text({
    placeholder: 'PLACE',
    means: 'a shared folder or s3://BUCKET/PREFIX (default: CAUSAL_MECHANISMS_STORE)',
  }),
};

/** How a sweep searches. */
export const SEARCH_OPTIONS = {
  random: value(
    {
      placeholder: 'N',
      means: 'draw N settings; a key can take log(1e-4,1e-1), uniform(0,1), integer(1,8)',
    },
    (given) => readWhole('random', given, 1, 10_000),
  ),
  'random-seed': count({ means: 'the seed of the draws', byDefault: 1, least: 0 }),
  halving: value(
    { placeholder: 'key=1,3,9', means: 'run all with the first value, the best with the next' },
    readBudgets,
  ),
  keep: count({
    means: 'with --halving, of so many settings one goes on',
    byDefault: 3,
    least: 2,
    most: 100,
  }),
  best: value(
    { placeholder: 'highest:NAME', means: 'with --halving, the measure; or lowest:NAME' },
    readBest,
  ),
};

/** How a sweep goes to other machines. */
export const QUEUED_OPTIONS = {
  ...SHARED_OPTIONS,
  study: text({ placeholder: 'NAME', means: 'what to call the runs in queue and store' }),
  retries: count({
    means: 'how often a run that failed is tried again',
    byDefault: 2,
    least: 0,
    most: 100,
  }),
};

/** What `worker` understands. */
export const WORKER_OPTIONS = {
  ...SHARED_OPTIONS,
  jobs: count({ means: 'runs at a time', byDefault: 1, least: 1, most: 256 }),
  'save-every': amount('MINUTES', 'from one upload of checkpoints to the next', 5, 0.001, 1440),
  'lost-after': amount('SECONDS', 'of silence after which a worker counts as dead', 60, 1, 3600),
  'end-when-idle': value(
    { placeholder: 'SECONDS', means: 'end after so long without a run (default: never)' },
    (given) => readNumber('end-when-idle', given, 0.1, 1e6),
  ),
  'any-code': flag('take runs that another version of the code planned'),
  data: text({ placeholder: 'DIR', means: 'where the data files are on this machine' }),
  scratch: text({ placeholder: 'DIR', means: 'where runs are computed (default: a new folder)' }),
};

/** What `study` understands. */
export const STUDY_OPTIONS = {
  ...SHARED_OPTIONS,
  out: text({ placeholder: 'DIR', means: 'where its runs and report go (default: runs/NAME)' }),
  retry: flag('try those that were kept aside again'),
  wait: flag('wait until all runs are over'),
};

function amount(
  placeholder: string,
  means: string,
  byDefault: number,
  least: number,
  most: number,
): Option<number> {
  return {
    takes: 'value',
    placeholder,
    means: `${means} (default: ${byDefault})`,
    read: ([given], name) =>
      given === undefined ? byDefault : readNumber(name, given, least, most),
  };
}

function readNumber(name: string, given: string, least: number, most: number): number {
  const number = Number(given);
  if (/^[\d.]+(?:e-?\d+)?$/i.test(given) && number >= least && number <= most) return number;
  throw new UsageError(`--${name} takes a number from ${least} to ${most}, got "${given}"`);
}

function readWhole(name: string, given: string, least: number, most: number): number {
  const number = Number(given);
  if (/^\d+$/.test(given) && number >= least && number <= most) return number;
  throw new UsageError(`--${name} takes an integer from ${least} to ${most}, got "${given}"`);
}

function readBudgets(given: string): Pick<Halving, 'path' | 'budgets'> {
  const { path, values } = parseSweptKey(given);
  const budgets = values.filter((one) => typeof one === 'number');
  const rises = budgets.every((budget, place) => place === 0 || budget > (budgets[place - 1] ?? 0));
  if (budgets.length >= 2 && budgets.length === values.length && rises) return { path, budgets };
  throw new UsageError(
    `--halving takes a key with two numbers or more that rise, such as iterations=100,300,900, got "${given}"`,
  );
}

function readBest(given: string): Pick<Halving, 'goal' | 'measure'> {
  const [, goal, measure] = /^(highest|lowest):(.+)$/.exec(given) ?? [];
  if (goal !== undefined && measure !== undefined)
    return { goal: goal as Halving['goal'], measure };
  throw new UsageError(`--best takes highest:MEASURE or lowest:MEASURE, got "${given}"`);
}
