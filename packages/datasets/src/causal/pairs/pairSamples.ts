/** Samples of two categorical variables: pair i is `(a[i], b[i])`. */
export interface PairSamples {
  /** The category of A of each pair, from 0. */
  readonly a: Uint8Array;
  /** The category of B of each pair, from 0. */
  readonly b: Uint8Array;
}
