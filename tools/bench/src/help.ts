import { helpLines } from '@causal-mechanisms/command-line';
import type { Benchmark } from './benchmark.ts';
import { SHARED_OPTIONS } from './options.ts';

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
