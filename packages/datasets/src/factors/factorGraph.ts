/** Which factor is a cause of which: a graph without cycles. */
export interface FactorGraph {
  /** The factors, in any order. */
  readonly factors: readonly string[];
  /** `adjacency[cause][effect]`, 1 where there is an edge: `factors.length` rows of as many entries, in the order of `factors`. */
  readonly adjacency: readonly Uint8Array[];
}
