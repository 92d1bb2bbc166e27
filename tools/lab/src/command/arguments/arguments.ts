import { parseArgs } from 'node:util';
import { parseOverride, parseSweptKey } from './overrides.ts';
import type { Override, SweptKey } from './overrides.ts';
import { parseSeeds } from './seeds.ts';
import { expectKnown, UsageError } from '../usageError.ts';

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
  /** Print the resolved configuration and stop. */
  readonly dryRun: boolean;
}

/** What the user wants. */
export type Command =
  | ({ readonly command: 'help' } & CommonArguments)
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
      /** The keys and the values each of them takes. */
      readonly keys: readonly SweptKey[];
    } & RunArguments)
  | ({
      readonly command: 'report';
      /** Run folders. */
      readonly runs: readonly string[];
      /** Where a comparison goes. */
      readonly out?: string;
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

/** The text of `--help`. */
export const HELP = `usage: npm run lab -- COMMAND

  list                         the recipes and what each one reproduces
  run RECIPE                   run a recipe
    --preset quick|small|paper sizes to use, of those the recipe has (default: quick)
    --seed N | --seeds 1..10   one run, or one run per seed and a table of medians
    --set key=value            set a key of the configuration (JSON values, dotted keys), repeatable
    --data DIR                 where the data files are
    --out DIR                  the run folder (default: runs/<recipe>-<preset>-seed<seed>-<time>)
    --resume DIR               go on with an interrupted run
    --backend NAME             insist on a backend
    --dry-run                  print the resolved configuration and stop
  sweep RECIPE --set key=1,2,3 one run per combination of values; other options as for run
  report RUN...                draw the report again; several runs are compared (--out FILE)
  data list                    the data sets, and which of them are at hand
  data get NAME                download a data set and check it (--data DIR)

  --json                       print one JSON document
  --verbose                    show the stack of an error
`;

type OptionKinds = Readonly<Record<string, 'flag' | 'value' | 'values'>>;

const COMMON: OptionKinds = { json: 'flag', verbose: 'flag', help: 'flag' };
const RUNNING: OptionKinds = {
  preset: 'value',
  seed: 'value',
  seeds: 'value',
  set: 'values',
  data: 'value',
  out: 'value',
  backend: 'value',
  'dry-run': 'flag',
};
const OPTIONS = {
  list: {},
  run: { ...RUNNING, resume: 'value' },
  sweep: RUNNING,
  report: { out: 'value' },
  data: { data: 'value' },
} as const satisfies Record<string, OptionKinds>;

type CommandName = keyof typeof OPTIONS;

/**
 * Reads the command line.
 *
 * @param args - Without the program's own name.
 * @returns What the user wants; recipe and preset names are not looked up yet.
 * @throws UsageError for an unknown command or option (naming the nearest), a missing or an impossible value.
 */
export function parseCommandLine(args: readonly string[]): Command {
  const [first, ...rest] = args;
  if (first === undefined || first === 'help' || first === '--help' || first === '-h') {
    return { command: 'help', json: false, verbose: false };
  }
  if (first.startsWith('-')) {
    throw new UsageError(`expected a command before "${first}"; see --help`);
  }
  const name = expectKnown('command', first, Object.keys(OPTIONS) as CommandName[]);
  const given = readOptions(name, rest);
  const common = { json: given.flags.has('json'), verbose: given.flags.has('verbose') };
  if (given.flags.has('help')) return { command: 'help', ...common };
  switch (name) {
    case 'list':
      expectPositionals(name, given, 0, 0);
      return { command: name, ...common };
    case 'report':
      expectPositionals(name, given, 1, Infinity);
      return { command: name, runs: given.positionals, ...single(given, 'out'), ...common };
    case 'data': {
      const action = expectKnown('data command', given.positionals[0] ?? '', ['list', 'get']);
      expectPositionals(
        `data ${action}`,
        given,
        action === 'get' ? 2 : 1,
        action === 'get' ? 2 : 1,
      );
      const wanted = given.positionals[1];
      return {
        command: name,
        action,
        ...(wanted === undefined ? {} : { name: wanted }),
        ...single(given, 'data'),
        ...common,
      };
    }
    case 'sweep': {
      expectPositionals(name, given, 1, 1);
      const keys = (given.values.get('set') ?? []).map(parseSweptKey);
      if (keys.length === 0) throw new UsageError('sweep: expected at least one --set key=1,2,3');
      return {
        command: name,
        recipe: given.positionals[0] ?? '',
        keys,
        ...running(given),
        ...common,
      };
    }
    case 'run':
      return readRun(given, common);
  }
}

function readRun(given: Given, common: CommonArguments): Command {
  const resume = given.values.get('resume')?.[0];
  expectPositionals('run', given, resume === undefined ? 1 : 0, 1);
  if (resume !== undefined) {
    const fixed = ['preset', 'seed', 'seeds', 'set', 'data', 'out', 'backend', 'dry-run'].filter(
      (option) => given.values.has(option) || given.flags.has(option),
    );
    if (fixed.length > 0) {
      throw new UsageError(
        `run: --resume goes on with the run as it was started; it cannot be combined with --${fixed.join(', --')}`,
      );
    }
  }
  const recipe = given.positionals[0];
  return {
    command: 'run',
    ...(recipe === undefined ? {} : { recipe }),
    ...(resume === undefined ? {} : { resume }),
    overrides: (given.values.get('set') ?? []).map(parseOverride),
    ...running(given),
    ...common,
  };
}

interface Given {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
}

function readOptions(command: CommandName, args: readonly string[]): Given {
  const kinds: OptionKinds = { ...COMMON, ...OPTIONS[command] };
  const { tokens, positionals } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      Object.entries(kinds).map(([name, kind]) => [
        name,
        { type: kind === 'flag' ? ('boolean' as const) : ('string' as const), multiple: true },
      ]),
    ),
  });
  const flags = new Set<string>();
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const name = expectKnown(
      'option',
      token.rawName,
      Object.keys(kinds).map((known) => `--${known}`),
    ).slice(2);
    if (kinds[name] === 'flag') {
      if (token.value !== undefined) throw new UsageError(`--${name} takes no value`);
      flags.add(name);
      continue;
    }
    if (token.value === undefined || token.value === '' || isOption(token)) {
      throw new UsageError(`--${name} needs a value`);
    }
    const list = values.get(name) ?? [];
    if (list.length > 0 && kinds[name] !== 'values') {
      throw new UsageError(`--${name} may be given once only`);
    }
    values.set(name, [...list, token.value]);
  }
  return { flags, values, positionals };
}

/** The parser takes the next word as the value even when it is an option itself. */
function isOption(token: {
  value?: string | undefined;
  inlineValue?: boolean | undefined;
}): boolean {
  return token.inlineValue !== true && token.value?.startsWith('--') === true;
}

function expectPositionals(command: string, given: Given, least: number, most: number): void {
  const count = given.positionals.length;
  if (count < least) throw new UsageError(`${command}: too few arguments; see --help`);
  if (count > most) {
    throw new UsageError(`${command}: unexpected argument "${given.positionals[most] ?? ''}"`);
  }
}

function single<Name extends string>(given: Given, name: Name): Partial<Record<Name, string>> {
  const value = given.values.get(name)?.[0];
  return (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, string>>;
}

function running(given: Given): Omit<RunArguments, keyof CommonArguments> {
  const seed = given.values.get('seed')?.[0];
  const seeds = given.values.get('seeds')?.[0];
  if (seed !== undefined && seeds !== undefined) {
    throw new UsageError('--seed and --seeds exclude each other');
  }
  const list = seeds ?? seed;
  const parsed = list === undefined ? undefined : parseSeeds(list);
  if (seed !== undefined && parsed?.length !== 1) {
    throw new UsageError(`--seed takes one integer, got "${seed}"; use --seeds for several`);
  }
  return {
    ...single(given, 'preset'),
    ...(parsed === undefined ? {} : { seeds: parsed }),
    ...single(given, 'data'),
    ...single(given, 'out'),
    ...single(given, 'backend'),
    dryRun: given.flags.has('dry-run'),
  };
}
