import {
  count,
  expectKnown,
  flag,
  helpLines,
  oneOf,
  readOptions,
  sortArguments,
  text,
  UsageError,
} from '@causal-mechanisms/command-line';
import type { Options, SortedArguments } from '@causal-mechanisms/command-line';
import type { Benchmark, BenchRequest } from './benchmark.ts';
import { BENCHMARKS } from './benchmarks.ts';

/** What the command line asks for: a benchmark, or the usage. */
export type BenchCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'run'; readonly benchmark: Benchmark; readonly request: BenchRequest };

/** The options that every benchmark has. */
const SHARED_OPTIONS = {
  'peer-python': text({
    placeholder: 'PATH',
    means: 'a Python with torch, for the peer (default: python3, when it has torch)',
  }),
  peer: text({
    placeholder: 'PROGRAM',
    means: 'another peer program (default: the one of the benchmark, in peers/)',
  }),
  pairs: count({ means: 'how often ours and the peers alternate', byDefault: 5, least: 1 }),
  iterations: count({ means: 'timed iterations of each process', byDefault: 12, least: 1 }),
  warmup: count({ means: 'iterations before those', byDefault: 3, least: 1 }),
  threads: count({ means: 'threads of each program', byDefault: 2, least: 1 }),
  backend: oneOf(
    ['node-gpu', 'node', 'wasm'],
    'node-gpu, node, wasm (default: the best that loads)',
  ),
  json: flag('print one JSON document'),
  help: flag('print this'),
};

/**
 * Reads the command line.
 *
 * @param args - Without the program's own name.
 * @returns What the user wants.
 * @throws UsageError for an unknown name or option (naming the nearest), an option of another benchmark, a missing or
 * an impossible value.
 */
export function parseCommandLine(args: readonly string[]): BenchCommand {
  const all = BENCHMARKS.reduce<Options>(
    (found, one) => ({ ...found, ...ownOptions(one) }),
    SHARED_OPTIONS,
  );
  const sorted = sortArguments(args, all);
  const [given = '', surplus] = sorted.positionals;
  if (sorted.given.has('help') || given === 'help' || args.length === 0) return { kind: 'help' };
  const names = BENCHMARKS.map(({ name }) => name);
  if (given === '') {
    throw new UsageError(`expected the name of a benchmark (${names.join(', ')})`);
  }
  if (surplus !== undefined) throw new UsageError(`unexpected argument "${surplus}"`);
  const name = expectKnown('benchmark', given, names);
  const benchmark = BENCHMARKS.find((one) => one.name === name) as Benchmark;
  const request = readRequest(benchmark, sorted);
  benchmark.check?.(request);
  return { kind: 'run', benchmark, request };
}

/**
 * The text of `--help`.
 *
 * @param benchmarks - What can be timed.
 * @returns Usage, the options of every benchmark, and then each benchmark with its own.
 */
export function helpText(benchmarks: readonly Benchmark[]): string {
  return [
    'usage: npm run bench -- NAME',
    '',
    'Every benchmark runs ours and PyTorch peers in turns, each in a fresh process, and takes',
    ...helpLines(SHARED_OPTIONS),
    ...benchmarks.flatMap(({ name, title, sizes, choices }) => [
      '',
      `${name}: ${title}`,
      ...helpLines({ ...sizes, ...choices }),
    ]),
    '',
  ].join('\n');
}

function readRequest(benchmark: Benchmark, sorted: SortedArguments): BenchRequest {
  for (const option of sorted.given.keys()) expectOwn(benchmark, option);
  const { iterations, warmup, threads, ...shared } = readOptions(sorted, SHARED_OPTIONS);
  const { 'peer-python': peerPython, backend, peer, pairs, json } = shared;
  return {
    sizes: { ...readOptions(sorted, benchmark.sizes), iterations, warmup, threads },
    choices: readOptions(sorted, benchmark.choices),
    pairs,
    ...(backend === undefined ? {} : { backend }),
    ...(peerPython === undefined ? {} : { peerPython }),
    ...(peer === undefined ? {} : { peer }),
    json,
  };
}

function expectOwn(benchmark: Benchmark, option: string): void {
  if (Object.hasOwn({ ...SHARED_OPTIONS, ...ownOptions(benchmark) }, option)) return;
  const owners = BENCHMARKS.filter((one) => Object.hasOwn(ownOptions(one), option));
  const own = Object.keys(ownOptions(benchmark)).map((name) => `--${name}`);
  throw new UsageError(
    `--${option} is an option of ${owners.map(({ name }) => name).join(' and ')}, not of ${benchmark.name} ` +
      `(its own: ${own.join(', ')})`,
    { data: { option, benchmark: benchmark.name } },
  );
}

function ownOptions({ sizes, choices }: Benchmark): Options {
  return { ...sizes, ...choices };
}
