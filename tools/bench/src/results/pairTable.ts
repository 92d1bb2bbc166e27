import type { Comparison, Pair } from './comparison.ts';
import { spreadText } from './spread.ts';
import type { Spread } from './spread.ts';

/** Heading of the lines of {@link pairText}. */
export const PAIR_HEADING =
  'pair     ours        peer        ratio   CPU ours    CPU peer   (seconds per iteration)';

/**
 * One pair as a line of the table.
 *
 * @param pair - The pair.
 * @param index - Which one, from 0.
 * @returns The line.
 */
export function pairText({ ours, peer }: Pair, index: number): string {
  const ratio = peer === undefined ? undefined : ours.seconds / peer.seconds;
  return [
    String(index + 1).padEnd(5),
    cell(ours.seconds, 8),
    cell(peer?.seconds, 12),
    cell(ratio, 13),
    cell(ours.cpuSeconds, 11),
    cell(peer?.cpuSeconds, 12),
  ].join('');
}

/**
 * What several pairs say together, as lines of text.
 *
 * @param comparison - The summary.
 * @returns The lines.
 */
export function comparisonText(comparison: Comparison): readonly string[] {
  const { ours, oursCpu, peer, peerCpu, ratioOfMedians, pairwiseRatio, pairwiseCpuRatio } =
    comparison;
  return [
    `ours: median ${spreadText(ours)} s per iteration`,
    ...line('ours, CPU: median', oursCpu, 's per iteration'),
    ...line('peer: median', peer, 's per iteration'),
    ...line('peer, CPU: median', peerCpu, 's per iteration'),
    ...(ratioOfMedians === undefined
      ? []
      : [`ours / peer: ratio of medians ${ratioOfMedians.toFixed(3)}`]),
    ...line('ours / peer: median of pairwise ratios', pairwiseRatio, ''),
    ...line('ours / peer, CPU: median of pairwise ratios', pairwiseCpuRatio, ''),
  ];
}

function line(title: string, values: Spread | undefined, unit: string): readonly string[] {
  return values === undefined ? [] : [`${title} ${spreadText(values)} ${unit}`.trimEnd()];
}

function cell(value: number | undefined, width: number): string {
  return (value === undefined ? '-' : value.toFixed(3)).padStart(width);
}
