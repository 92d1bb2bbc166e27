import type { ChangeBelief, DirectionBelief } from './changeBelief.ts';
import type { ChangedMechanism, Direction, UndecidedReason } from './directionAnswer.ts';
import type { IndependenceTest } from './independenceTest.ts';

/** Beliefs above this are taken for granted, those below its complement are dismissed. */
const CLEAR = 0.95;

/** What a direction is decided by. */
export interface DirectionEvidence {
  /** What all rows together say. */
  readonly found: DirectionBelief;
  /** The belief in A->B, given that one of the two causes the other. */
  readonly belief: number;
  /** Between which values it lies when rows and transfers are drawn anew. */
  readonly interval: { readonly low: number; readonly high: number };
  /** Whether A and B depend on each other in training. */
  readonly dependence: IndependenceTest;
  /** The belief from which there is an answer. */
  readonly sure: number;
}

/**
 * @param evidence - What was found.
 * @returns The direction, or why there is none.
 */
export function decidedDirection({
  found,
  belief,
  interval,
  dependence,
  sure,
}: DirectionEvidence): {
  direction: Direction;
  reason?: UndecidedReason;
} {
  const { independent, changes } = found;
  if (independent > CLEAR && dependence.pValue > 1 - CLEAR) return { direction: 'independent' };
  if (independent > 1 - CLEAR) return { direction: 'undecided', reason: 'weak-dependence' };
  if (changes.every(({ none }) => none > 1 - CLEAR)) {
    return { direction: 'undecided', reason: 'no-change' };
  }
  if (Math.max(belief, 1 - belief) < sure) {
    const seen = changes.filter(({ none }) => none <= 1 - CLEAR);
    const reason = seen.some(({ both }) => both > 0.5) ? 'both-changed' : 'weak-evidence';
    return { direction: 'undecided', reason };
  }
  if (interval.low <= 0.5 && interval.high >= 0.5) {
    return { direction: 'undecided', reason: 'unstable' };
  }
  const agrees = belief > 0.5 === interval.low > 0.5;
  if (!agrees) return { direction: 'undecided', reason: 'unstable' };
  return { direction: belief > 0.5 ? 'A->B' : 'B->A' };
}

/**
 * @param change - Beliefs in what changed in a transfer.
 * @returns The one that is clear enough to be said.
 */
export function changedMechanism({ none, a, b, both }: ChangeBelief): ChangedMechanism {
  const clear = 0.8;
  if (none > clear) return 'none';
  if (a > clear) return 'A';
  if (b > clear) return 'B';
  return both > clear ? 'both' : 'unclear';
}
