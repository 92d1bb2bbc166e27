import type { OwnFactorEffect } from '@causal-mechanisms/metrics';

/** What interventions on one factor do to one factor. */
export interface FactorResponse {
  /** The factor that is looked at. */
  readonly factor: string;
  /** Whether it descends from the factor that is set, which is its own descendant. */
  readonly descends: boolean;
  /** Its mean absolute change, in units of its deviation, divided by that of the factor that is set: 1 for that one itself. */
  readonly drift: number;
  /** Its change per change that was asked for, both in units of their deviations, by least squares through 0. */
  readonly response: number;
  /** The same of the true counterfactuals: 1 for the factor that is set, 0 for what does not descend from it. */
  readonly trueResponse: number;
  /** Its change per true change; NaN where there is no true change. */
  readonly slope: number;
  /** The mean absolute difference from the true counterfactual, in its unit. */
  readonly error: number;
  /** The same of observations that are left as they are: what an answer is worth less than that is worth nothing. */
  readonly idleError: number;
}

/** What interventions on one factor do. */
export interface TargetScores {
  /** The factor that is set. */
  readonly target: string;
  /** The values that it is set to in every row. */
  readonly values: readonly number[];
  /** How the factor follows: slope, correlation and error of its change against the true one. */
  readonly own: OwnFactorEffect;
  /** The mean absolute difference of the factor from the value it was set to, in its unit. */
  readonly effectiveness: number;
  /** What all factors do, in the order of the scores. */
  readonly responses: readonly FactorResponse[];
  /** The largest drift of a factor that does not descend from the one that is set; 0 where there is none. */
  readonly worstDrift: number;
  /**
   * The largest response of such a factor, divided by that of the factor that is set, without signs: what goes along with the intervention
   * in the same way in all rows. Changes that differ from row to row are in `worstDrift` alone.
   */
  readonly systematicDrift: number;
}

/** How a model's counterfactuals compare with the true ones. */
export interface CounterfactualScores {
  /** Rows that were asked about. */
  readonly rows: number;
  /** The factors, in order. */
  readonly factors: readonly string[];
  /** The mean absolute error of each factor as it is read from the observations themselves: what is beyond the judge. */
  readonly readingErrors: readonly number[];
  /** The same, as it is read from reconstructions: what is beyond encoder and generator. */
  readonly reconstructionErrors: readonly number[];
  /** One entry per factor that was set. */
  readonly targets: readonly TargetScores[];
}

/** Factors of the same rows: a column per factor. */
export type FactorTable = readonly Float64Array[];
