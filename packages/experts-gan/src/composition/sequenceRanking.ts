/** Experts that work on an image one after the other, and what comes out. */
export interface ExpertSequence {
  /** The experts in the order in which they are applied; empty where the image stays as it is. */
  readonly experts: readonly number[];
  /** The score of what they make of the image: a logit where the discriminator scores. */
  readonly score: number;
}

/** What sequences of different lengths are compared by. */
export interface SequenceValue {
  /** What each expert of a sequence costs, in units of the score. */
  readonly lengthPenalty: number;
  /** The score from which an image counts as restored: what lies above it is worth no more. */
  readonly threshold: number;
}

/**
 * @param sequence - A sequence.
 * @param worth - What counts.
 * @returns Its score, at most the threshold, less what its experts cost.
 */
export function valueOf({ experts, score }: ExpertSequence, worth: SequenceValue): number {
  return Math.min(score, worth.threshold) - worth.lengthPenalty * experts.length;
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
