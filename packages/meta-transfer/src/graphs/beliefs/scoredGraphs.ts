/** Graphs that were drawn, and how well they predict the same samples. */
export interface ScoredGraphs {
  /** The number of variables. */
  readonly variables: number;
  /** Ones and zeros `[draws, variables, variables]`, a row per cause. */
  readonly graphs: Uint8Array;
  /**
   * The mean negative log-likelihood of each variable given the parents that it has in the drawn graph, in nats: `[draws, variables]`.
   */
  readonly costs: ArrayLike<number>;
}
