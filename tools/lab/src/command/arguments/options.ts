import { flag, text, UsageError, value, values } from '@causal-mechanisms/command-line';
import { parseOverride, parseSweptKey } from './overrides.ts';
import { parseSeeds } from './seeds.ts';

/** What every command understands. */
export const COMMON_OPTIONS = {
  json: flag('print one JSON document'),
  verbose: flag('show the stack of an error'),
  help: flag('print this'),
};

/** What `run` and `sweep` share. */
const PLAN_OPTIONS = {
  preset: text({
    placeholder: 'quick|small|paper',
    means: 'sizes to use, of those the recipe has (default: quick)',
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
  'dry-run': flag('print the resolved configuration and stop'),
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
  },
  report: { out: text({ placeholder: 'FILE', means: 'where a comparison goes' }) },
  data: { data: text({ placeholder: 'DIR', means: 'the folder that holds data sets' }) },
};

function readSeed(given: string): readonly number[] {
  const seeds = parseSeeds(given);
  if (seeds.length === 1) return seeds;
  throw new UsageError(`--seed takes one integer, got "${given}"; use --seeds for several`);
}
