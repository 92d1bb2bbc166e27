import {
  expectKnown,
  readOptions,
  sortArguments,
  UsageError,
} from '@causal-mechanisms/command-line';
import type { Options, SortedArguments } from '@causal-mechanisms/command-line';
import type { Benchmark, BenchRequest } from './benchmark.ts';
import { BENCHMARKS } from './benchmarks.ts';
import { SHARED_OPTIONS } from './options.ts';

/** What the command line asks for: a benchmark, or the usage. */
export type BenchCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'run'; readonly benchmark: Benchmark; readonly request: BenchRequest };

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
