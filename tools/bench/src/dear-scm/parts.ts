import type { Round } from '../measure/turns.ts';
import type { Timing } from '../measure/timing.ts';
import { spread } from '../results/spread.ts';

/** The updates of an iteration, in their order. */
const PARTS = [
  ['D', 'discriminatorSeconds'],
  ['E', 'encoderSeconds'],
  ['G, f and A', 'generatorSeconds'],
] as const satisfies readonly (readonly [string, keyof Timing])[];

/**
 * The parts of an iteration beside those of a peer, as lines.
 *
 * @param rounds - At least one round.
 * @param ours - The name of ours.
 * @param peer - The name of the peer; it need not have taken part.
 * @returns One line per update whose time was reported: medians over the rounds, and their ratio where there is a peer.
 */
export function partsText(rounds: readonly Round[], ours: string, peer: string): readonly string[] {
  return PARTS.flatMap(([part, field]) => {
    const mine = medianOf(rounds, ours, field);
    const other = medianOf(rounds, peer, field);
    if (Number.isNaN(mine)) return [];
    const beside = Number.isNaN(other)
      ? ''
      : `, ${peer} ${other.toFixed(4)} s: ratio ${(mine / other).toFixed(3)}`;
    return [`${ours}, update of ${part}: ${mine.toFixed(4)} s${beside}`];
  });
}

function medianOf(rounds: readonly Round[], name: string, field: keyof Timing): number {
  const values = rounds.flatMap((round) => {
    const value = round[name]?.[field];
    return typeof value === 'number' ? [value] : [];
  });
  return spread(values).median;
}
