/** Experts that work on an image one after the other, and what comes out. */
export interface ExpertSequence {
  /** The experts in the order in which they are applied; empty where the image stays as it is. */
  readonly experts: readonly number[];
  /** The score of what they make of the image: a logit where the discriminator scores. */
  readonly score: number;
  /** What each expert changed of the image it was given: the mean squared difference of a pixel. */
  readonly changes: readonly number[];
}

/** Two experts by number, the one that works first in front. */
export type ExpertPair = readonly [first: number, second: number];

/** What sequences of different lengths are compared by. */
export interface SequenceValue {
  /** What an expert of a sequence costs that changes the image as usual, in units of the score. */
  readonly lengthPenalty: number;
  /** What each expert usually changes; every expert costs the same where nobody says. */
  readonly usualChanges?: readonly number[];
  /** The score from which an image counts as restored: what lies above it is worth no more. */
  readonly threshold: number;
}

/** The least that counts as a usual change: an expert that copies what is canonical must not gain by the rounding of a pixel. */
const LEAST_CHANGE = 1e-4;

/**
 * @param sequence - A sequence.
 * @param worth - What counts.
 * @returns Its score, at most the threshold, less what its experts cost: the penalty each, times `1 - ln(change / usual)` for one that changes
 *   more than usual.
 */
export function valueOf(
  { experts, score, changes }: ExpertSequence,
  { threshold, lengthPenalty, usualChanges }: SequenceValue,
): number {
  const gain = (expert: number, place: number) => {
    if (usualChanges === undefined) return 0;
    const usual = Math.max(usualChanges[expert] ?? NaN, LEAST_CHANGE);
    return Math.log(Math.max((changes[place] ?? 0) / usual, 1));
  };
  const gains = experts.reduce((sum, expert, place) => sum + gain(expert, place), 0);
  return Math.min(score, threshold) - lengthPenalty * (experts.length - gains);
}

/**
 * @param worth - What counts.
 * @returns An order in which the better of two sequences comes first: the more valuable, then the shorter, then that of the higher score.
 */
export function byValue(worth: SequenceValue): (a: ExpertSequence, b: ExpertSequence) => number {
  return (a, b) =>
    valueOf(b, worth) - valueOf(a, worth) ||
    a.experts.length - b.experts.length ||
    b.score - a.score;
}

/**
 * @param best - The best sequence so far.
 * @param length - Of those that were tried last.
 * @param worth - What counts.
 * @returns Whether no longer sequence can be better.
 */
export function isSettled(best: ExpertSequence, length: number, worth: SequenceValue): boolean {
  // Nobody knows what an expert that was not tried would change.
  if (worth.usualChanges !== undefined) return false;
  return valueOf(best, worth) >= worth.threshold - worth.lengthPenalty * (length + 1);
}

/**
 * @param scores - Of some candidates.
 * @param width - How many are wanted.
 * @returns The places of those with the highest scores, the highest first; of equal ones the earlier.
 */
export function highest(scores: readonly number[], width: number): number[] {
  return Array.from(scores.keys())
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
    .slice(0, width);
}

/**
 * @param pairs - Pairs of experts.
 * @returns Whether an expert may follow on others: no two of them, in their order, are one of the pairs.
 */
export function followsUnless(
  pairs: readonly ExpertPair[],
): (experts: readonly number[], next: number) => boolean {
  const excluded = new Set(pairs.map(([first, second]) => `${first} ${second}`));
  return (experts, next) => experts.every((expert) => !excluded.has(`${expert} ${next}`));
}
