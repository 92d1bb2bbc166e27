import type { IndependenceTest } from './independenceTest.ts';
import type { TwoHypothesisAnswer } from './twoHypotheses.ts';

/** What is said of two variables. */
export type Direction = 'A->B' | 'B->A' | 'independent' | 'undecided';

/**
 * Why nothing is said: the variables may be independent (`weak-dependence`), no transfer differs from training
 * (`no-change`), what changed is both mechanisms at once (`both-changed`), the evidence for either direction is weak
 * (`weak-evidence`), or it does not stand when rows or transfers are left out (`unstable`).
 */
export type UndecidedReason =
  'weak-dependence' | 'no-change' | 'both-changed' | 'weak-evidence' | 'unstable';

/** What changed in a transfer: what makes A, what makes B, both, nothing, or that is unclear. */
export type ChangedMechanism = 'A' | 'B' | 'both' | 'none' | 'unclear';

/** The answer of `causalDirection`. */
export interface DirectionAnswer {
  /** The direction; `undecided` where the data do not tell it. */
  readonly direction: Direction;
  /** Why it is undecided; absent where it is not. */
  readonly reason?: UndecidedReason;
  /** The belief in A->B, given that one of the two causes the other, in [0, 1]; 0.5 where nothing tells them apart. */
  readonly belief: number;
  /** The belief that the two are independent in every set, in [0, 1]. */
  readonly independence: number;
  /** Between which values `belief` lies when half of the rows are left out at random and transfers are drawn anew. */
  readonly interval: {
    /** The lower end. */
    readonly low: number;
    /** The upper end. */
    readonly high: number;
    /** The share of the draws between them. */
    readonly level: number;
    /** How many draws there were. */
    readonly draws: number;
  };
  /** `log L(A->B) - log L(B->A)` of each transfer, in nats. */
  readonly deltas: readonly number[];
  /** The mean of `exp(-Delta)`: below 1 where the transfers speak for A->B together. */
  readonly expectedRatio: number;
  /** What changed in each transfer. */
  readonly changed: readonly ChangedMechanism[];
  /** A test of whether A and B depend on each other in training. */
  readonly dependence: IndependenceTest;
  /** What the objective of the paper says, for comparison. */
  readonly twoHypotheses: TwoHypothesisAnswer;
  /** The labels of the categories of A and of B that were compared. */
  readonly labels: readonly [readonly string[], readonly string[]];
  /** What the answer rests on, in words. */
  readonly assumption: string;
  /** The answer and its reasons, in words. */
  readonly explanation: string;
  /** What should be known of the data. */
  readonly warnings: readonly string[];
}
