/** A predictor of one factor that was fitted to codes. */
export interface FittedFactor {
  /** How much each code matters for the prediction: one number from 0 on per code. */
  readonly importance: ArrayLike<number>;
  /** Predicts the factor of other rows from their codes: a value, or a class where the factor has classes. */
  readonly predict: (codes: readonly ArrayLike<number>[]) => ArrayLike<number>;
}

/** Fits a predictor of a factor: columns of codes, and the factor's value or class (whole numbers from 0 on) in the same rows. */
export type FitFactor = (
  codes: readonly ArrayLike<number>[],
  factor: ArrayLike<number>,
  kind: 'continuous' | 'discrete',
) => FittedFactor;
