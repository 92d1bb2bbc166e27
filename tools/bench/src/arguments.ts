import { parseArgs } from 'node:util';
import { ArgumentError, nearestName } from '@causal-mechanisms/tensor-utils';

/** The sizes of the competition that is timed, the same for both programs. */
export interface Sizes {
  /** Experts that compete. */
  readonly experts: number;
  /** Filters of an expert's hidden layers. */
  readonly filters: number;
  /** Images of each kind per iteration. */
  readonly batch: number;
  /** Timed iterations of each process. */
  readonly iterations: number;
  /** Iterations before those, not timed. */
  readonly warmup: number;
  /** Threads of each program. */
  readonly threads: number;
}

/** What the command line asks for. */
export interface BenchArguments {
  /** Show the usage instead. */
  readonly help: boolean;
  /** Which benchmark. */
  readonly name: string;
  /** The sizes. */
  readonly sizes: Sizes;
  /** How often the two programs alternate. */
  readonly pairs: number;
  /** The backend of our program, when one was asked for; else the best that loads. */
  readonly backend?: string;
  /** The Python for the peer, when one was named. */
  readonly peerPython?: string;
  /** Another peer program, when one was named. */
  readonly peer?: string;
  /** Print one JSON document instead of the table. */
  readonly json: boolean;
}

/** The text of `--help`. */
export const HELP = `usage: npm run bench -- NAME

  experts-gan                one training iteration of the competition of experts
    --peer-python PATH       a Python with torch, for the peer (default: python3, when it has torch)
    --peer PROGRAM           another peer program (default: peers/experts_gan_torch.py)
    --pairs N                how often ours and the peer alternate (default: 5)
    --iterations N           timed iterations of each process (default: 12)
    --warmup N               iterations before those (default: 3)
    --experts N --batch N --filters N
                             sizes (default: 10, 32, 32)
    --threads N              threads of each program (default: 2)
    --backend NAME           node-gpu, node or wasm (default: the best that loads)
    --json                   print one JSON document
`;

/** What can be timed. */
const BENCHMARKS = ['experts-gan'] as const;

const BACKENDS = ['node-gpu', 'node', 'wasm'] as const;
const VALUES = [
  'peer-python',
  'peer',
  'pairs',
  'iterations',
  'warmup',
  'experts',
  'batch',
  'filters',
  'threads',
  'backend',
];
const FLAGS = ['json', 'help'];

/**
 * Reads the command line.
 *
 * @param args - Without the program's own name.
 * @returns What the user wants.
 * @throws ArgumentError for an unknown name or option (naming the nearest), a missing or an impossible value.
 */
export function parseCommandLine(args: readonly string[]): BenchArguments {
  const { positionals, values, flags } = readOptions(args);
  const given = positionals[0] ?? '';
  const help = flags.has('help') || given === 'help' || args.length === 0;
  if (!help && given === '') {
    throw new ArgumentError(`expected the name of a benchmark (${BENCHMARKS.join(', ')})`);
  }
  if (positionals.length > 1) {
    throw new ArgumentError(`unexpected argument "${positionals[1] ?? ''}"`);
  }
  const count = (option: string, byDefault: number, least: number) =>
    readCount(option, values.get(option), byDefault, least);
  const backend = values.get('backend');
  return {
    help,
    name: help ? '' : expectKnown('benchmark', given, BENCHMARKS),
    sizes: {
      experts: count('experts', 10, 1),
      filters: count('filters', 32, 1),
      batch: count('batch', 32, 2),
      iterations: count('iterations', 12, 1),
      warmup: count('warmup', 3, 1),
      threads: count('threads', 2, 1),
    },
    pairs: count('pairs', 5, 1),
    ...(backend === undefined ? {} : { backend: expectKnown('backend', backend, BACKENDS) }),
    ...optional('peerPython', values.get('peer-python')),
    ...optional('peer', values.get('peer')),
    json: flags.has('json'),
  };
}

function optional<Name extends string>(
  name: Name,
  value: string | undefined,
): Partial<Record<Name, string>> {
  return (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, string>>;
}

function readOptions(args: readonly string[]) {
  const { tokens, positionals } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      [...VALUES, ...FLAGS].map((name) => [
        name,
        { type: FLAGS.includes(name) ? ('boolean' as const) : ('string' as const) },
      ]),
    ),
  });
  const known = [...VALUES, ...FLAGS].map((name) => `--${name}`);
  const values = new Map<string, string>();
  const flags = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const name = expectKnown('option', token.rawName, known).slice(2);
    if (FLAGS.includes(name)) {
      if (token.value !== undefined) throw new ArgumentError(`--${name} takes no value`);
      flags.add(name);
      continue;
    }
    // The parser takes the next word as the value even when it is an option itself.
    const isOption = token.inlineValue !== true && token.value?.startsWith('--') === true;
    if (token.value === undefined || token.value === '' || isOption) {
      throw new ArgumentError(`--${name} needs a value`);
    }
    if (values.has(name)) throw new ArgumentError(`--${name} may be given once only`);
    values.set(name, token.value);
  }
  return { positionals, values, flags };
}

function readCount(
  option: string,
  text: string | undefined,
  byDefault: number,
  least: number,
): number {
  if (text === undefined) return byDefault;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= 100_000) return value;
  throw new ArgumentError(`--${option} takes an integer of at least ${least}, got "${text}"`);
}

function expectKnown(kind: string, name: string, known: readonly string[]): string {
  if (known.includes(name)) return name;
  const nearest = nearestName(name, known);
  throw new ArgumentError(
    nearest === undefined
      ? `unknown ${kind} "${name}" (known: ${known.join(', ')})`
      : `unknown ${kind} "${name}", did you mean "${nearest}"?`,
    { data: { name, known } },
  );
}
