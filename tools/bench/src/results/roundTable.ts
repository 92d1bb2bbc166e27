import type { Timing } from '../measure/timing.ts';
import type { Round } from '../measure/turns.ts';
import type { Comparison } from './comparison.ts';
import { spread, spreadText } from './spread.ts';
import type { Spread } from './spread.ts';

/** Of a column; wider where a name needs it. */
const WIDTH = 11;

/**
 * The heading of the table of rounds.
 *
 * @param names - The columns.
 * @param unit - What takes the seconds. Default: update.
 * @returns The line.
 */
export function roundHeading(names: readonly string[], unit = 'update'): string {
  return `${row('round', names, names)}   (seconds per ${unit})`;
}

/**
 * One round as a line of the table.
 *
 * @param names - The columns.
 * @param round - The measurements.
 * @param index - Which one, from 0.
 * @returns The line.
 */
export function roundText(names: readonly string[], round: Round, index: number): string {
  return row(
    String(index + 1),
    names.map((name) => figure(round[name]?.seconds)),
    names,
  );
}

/**
 * What the rounds say together, as lines of the table.
 *
 * @param names - The columns.
 * @param rounds - At least one round.
 * @returns Median, minimum and maximum, and the median of the processor time.
 */
export function summaryText(names: readonly string[], rounds: readonly Round[]): readonly string[] {
  const spreads = names.map((name) => spread(figuresOf(rounds, name, 'seconds')));
  const line = (title: string, at: keyof Spread) =>
    row(
      title,
      spreads.map((one) => figure(one[at])),
      names,
    );
  const cpu = names.map((name) => figure(spread(figuresOf(rounds, name, 'cpuSeconds')).median));
  return [
    line('median', 'median'),
    line('min', 'min'),
    line('max', 'max'),
    `${row('CPU', cpu, names)}   (median, over all threads)`,
  ];
}

/**
 * A comparison as a line.
 *
 * @param ours - The name of ours.
 * @param peer - The name of the peer.
 * @param comparison - What their pairs say.
 * @returns The line.
 */
export function ratioText(ours: string, peer: string, comparison: Comparison): string {
  const { ratioOfMedians, pairwiseRatio, pairwiseCpuRatio } = comparison;
  const cpu = pairwiseCpuRatio === undefined ? '' : `; CPU ${spreadText(pairwiseCpuRatio)}`;
  const pairs = pairwiseRatio === undefined ? '-' : spreadText(pairwiseRatio);
  return `${ours} / ${peer}: ratio of medians ${figure(ratioOfMedians)}; median of pairwise ratios ${pairs}${cpu}`;
}

/**
 * What ran, and what it needed, as a line.
 *
 * @param name - As tables call it.
 * @param timing - Its last measurement.
 * @returns The line.
 */
export function programText(name: string, timing: Timing): string {
  const { program, parameters, loss, peakMebibytes, liveTensors } = timing;
  return [
    `${name} is ${program}`,
    ...(parameters === undefined ? [] : [`${parameters} parameters`]),
    ...(loss === undefined ? [] : [`loss ${loss.toFixed(3)}`]),
    ...(peakMebibytes === undefined ? [] : [`at most ${peakMebibytes.toFixed(0)} MiB`]),
    ...(liveTensors === undefined ? [] : [`${liveTensors} tensors after every update`]),
  ].join(', ');
}

function figuresOf(
  rounds: readonly Round[],
  name: string,
  field: 'seconds' | 'cpuSeconds',
): readonly number[] {
  return rounds.flatMap((round) => round[name]?.[field] ?? []);
}

function row(title: string, cells: readonly string[], names: readonly string[]): string {
  const width = Math.max(WIDTH, ...names.map(({ length }) => length + 2));
  return title.padEnd(7) + cells.map((cell) => cell.padStart(width)).join('');
}

function figure(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '-' : value.toFixed(3);
}
