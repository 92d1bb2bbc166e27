import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import type { Benchmark, BenchRequest } from './benchmark.ts';
import { BENCHMARKS } from './benchmarks.ts';
import {
  BACKENDS,
  expectKnown,
  FLAGS,
  readChoice,
  readCount,
  SHARED_COUNTS,
  SHARED_TEXTS,
} from './options.ts';
import { readTokens } from './optionTokens.ts';

/** What the command line asks for: a benchmark, or the usage. */
export type BenchCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'run'; readonly benchmark: Benchmark; readonly request: BenchRequest };

const SHARED_VALUES = [...Object.keys(SHARED_COUNTS), ...Object.keys(SHARED_TEXTS)];

/**
 * Reads the command line.
 *
 * @param args - Without the program's own name.
 * @returns What the user wants.
 * @throws ArgumentError for an unknown name or option (naming the nearest), an option of another benchmark, a missing or
 * an impossible value.
 */
export function parseCommandLine(args: readonly string[]): BenchCommand {
  const tokens = readTokens(args, {
    values: [...new Set([...SHARED_VALUES, ...BENCHMARKS.flatMap(ownOptions)])],
    flags: Object.keys(FLAGS),
  });
  const [given = '', surplus] = tokens.positionals;
  if (tokens.flags.has('help') || given === 'help' || args.length === 0) return { kind: 'help' };
  const names = BENCHMARKS.map(({ name }) => name);
  if (given === '') {
    throw new ArgumentError(`expected the name of a benchmark (${names.join(', ')})`);
  }
  if (surplus !== undefined) throw new ArgumentError(`unexpected argument "${surplus}"`);
  const name = expectKnown('benchmark', given, names);
  const benchmark = BENCHMARKS.find((one) => one.name === name) as Benchmark;
  const request = readRequest(benchmark, tokens.values, tokens.flags.has('json'));
  benchmark.check?.(request);
  return { kind: 'run', benchmark, request };
}

function readRequest(
  benchmark: Benchmark,
  values: ReadonlyMap<string, string>,
  json: boolean,
): BenchRequest {
  for (const option of values.keys()) expectOwn(benchmark, option);
  const { pairs, ...shared } = SHARED_COUNTS;
  const backend = values.get('backend');
  const peerPython = values.get('peer-python');
  const peer = values.get('peer');
  return {
    sizes: mapValues({ ...benchmark.sizes, ...shared }, (option, name) =>
      readCount(name, option, values.get(name)),
    ),
    choices: mapValues(benchmark.choices, (option, name) =>
      readChoice(name, option, values.get(name)),
    ),
    pairs: readCount('pairs', pairs, values.get('pairs')),
    ...(backend === undefined ? {} : { backend: expectKnown('backend', backend, BACKENDS) }),
    ...(peerPython === undefined ? {} : { peerPython }),
    ...(peer === undefined ? {} : { peer }),
    json,
  };
}

function expectOwn(benchmark: Benchmark, option: string): void {
  if ([...SHARED_VALUES, ...ownOptions(benchmark)].includes(option)) return;
  const owners = BENCHMARKS.filter((one) => ownOptions(one).includes(option));
  const own = ownOptions(benchmark).map((name) => `--${name}`);
  throw new ArgumentError(
    `--${option} is an option of ${owners.map(({ name }) => name).join(' and ')}, not of ${benchmark.name} ` +
      `(its own: ${own.join(', ')})`,
    { data: { option, benchmark: benchmark.name } },
  );
}

function ownOptions({ sizes, choices }: Benchmark): readonly string[] {
  return [...Object.keys(sizes), ...Object.keys(choices)];
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From, name: string) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, map(value, name)]),
  );
}
