import type { Benchmark } from './benchmark.ts';
import { FLAGS, SHARED_COUNTS, SHARED_TEXTS } from './options.ts';
import type { ChoiceOption, CountOption } from './options.ts';

/**
 * The text of `--help`.
 *
 * @param benchmarks - What can be timed.
 * @returns Usage, the options of every benchmark, and then each benchmark with its own.
 */
export function helpText(benchmarks: readonly Benchmark[]): string {
  const { 'peer-python': python, peer, backend } = SHARED_TEXTS;
  return [
    'usage: npm run bench -- NAME',
    '',
    'Every benchmark runs ours and PyTorch peers in turns, each in a fresh process, and takes',
    line('--peer-python PATH', python),
    line('--peer PROGRAM', peer),
    ...Object.entries(SHARED_COUNTS).map(countLine),
    line('--backend NAME', backend),
    ...Object.entries(FLAGS).map(([name, means]) => line(`--${name}`, means)),
    ...benchmarks.flatMap(({ name, title, sizes, choices }) => [
      '',
      `${name}: ${title}`,
      ...Object.entries(sizes).map(countLine),
      ...Object.entries(choices).map(choiceLine),
    ]),
    '',
  ].join('\n');
}

function countLine([name, { means, byDefault }]: [string, CountOption]): string {
  return line(`--${name} N`, `${means} (default: ${byDefault})`);
}

function choiceLine([name, { means, known }]: [string, ChoiceOption]): string {
  return line(`--${name} NAMES`, `${means}: ${known.join(',')} or some of them (default: all)`);
}

function line(option: string, means: string): string {
  return `  ${option.padEnd(22)} ${means}`;
}
