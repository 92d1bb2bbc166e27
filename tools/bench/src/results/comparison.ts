import { spread } from './spread.ts';
import type { Spread } from './spread.ts';
import type { Timing } from '../measure/timing.ts';

/** One measurement of ours and, when there is a peer, the one of the peer that followed it. */
export interface Pair {
  /** Ours. */
  readonly ours: Timing;
  /** The peer's. */
  readonly peer?: Timing;
}

/** What several pairs say together. */
export interface Comparison {
  /** Our seconds per iteration over the pairs. */
  readonly ours: Spread;
  /** Our processor seconds per iteration. */
  readonly oursCpu?: Spread;
  /** The peer's seconds per iteration. */
  readonly peer?: Spread;
  /** The peer's processor seconds per iteration. */
  readonly peerCpu?: Spread;
  /** Our median over the peer's median. */
  readonly ratioOfMedians?: number;
  /** The ratios ours / peer of the pairs: what drifts slowly on a shared machine cancels out in them. */
  readonly pairwiseRatio?: Spread;
  /** The ratios ours / peer of the processor seconds of the pairs. */
  readonly pairwiseCpuRatio?: Spread;
}

/**
 * Sums up pairs.
 *
 * @param pairs - At least one pair.
 * @returns Medians and ratios; those of the peer only when every pair has it.
 */
export function compare(pairs: readonly Pair[]): Comparison {
  const ours = pairs.map((pair) => pair.ours);
  const peer = pairs.flatMap((pair) => pair.peer ?? []);
  const time = { ours: ours.map(secondsOf), peer: peer.map(secondsOf) };
  const cpu = { ours: ours.flatMap(cpuSecondsOf), peer: peer.flatMap(cpuSecondsOf) };
  const hasOursCpu = cpu.ours.length === pairs.length;
  const hasPeer = peer.length === pairs.length;
  const hasPeerCpu = hasPeer && cpu.peer.length === pairs.length;
  const oursSpread = spread(time.ours);
  const peerSpread = spread(time.peer);
  return {
    ours: oursSpread,
    ...(hasOursCpu ? { oursCpu: spread(cpu.ours) } : {}),
    ...(hasPeer
      ? {
          peer: peerSpread,
          ratioOfMedians: oursSpread.median / peerSpread.median,
          pairwiseRatio: spread(ratios(time.ours, time.peer)),
        }
      : {}),
    ...(hasPeerCpu ? { peerCpu: spread(cpu.peer) } : {}),
    ...(hasOursCpu && hasPeerCpu ? { pairwiseCpuRatio: spread(ratios(cpu.ours, cpu.peer)) } : {}),
  };
}

const secondsOf = (timing: Timing): number => timing.seconds;

const cpuSecondsOf = ({ cpuSeconds }: Timing): readonly number[] =>
  cpuSeconds === undefined ? [] : [cpuSeconds];

function ratios(a: readonly number[], b: readonly number[]): readonly number[] {
  return a.map((value, i) => value / (b[i] ?? NaN));
}
