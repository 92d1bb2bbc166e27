/** Columns of a user's own: by name, or as a list whose names are then `x1`, `x2`, ... */
export type NamedCells<Cells> = Readonly<Record<string, Cells>> | readonly Cells[];

/** An edge that was found between two variables. */
export interface AnsweredEdge {
  /** The name of the variable that it leaves; of either end where the direction is not known. */
  readonly cause: string;
  /** The name of the other one. */
  readonly effect: string;
  /** Whether the data tell the direction: all rows together do, and most draws that have the edge agree. */
  readonly oriented: boolean;
  /** In which share of the draws there is an edge between the two, in [0, 1]. */
  readonly belief: number;
  /** In which share of the draws it points this way, one whose direction is not known counting half, in [0, 1]. */
  readonly directionBelief: number;
}

/** On what an intervention was. */
export interface AnsweredTarget {
  /** The names of the variables; none where nothing seems to have changed. */
  readonly variables: readonly string[];
  /** Whether it was found rather than told. */
  readonly found: boolean;
  /** How sure that is, in (0, 1], the graph given; 1 where it was told. */
  readonly certainty: number;
}

/** The answer of `causalGraph`. */
export interface GraphAnswer {
  /** The names of the variables that were used. */
  readonly names: readonly string[];
  /** The best graph: `adjacency[cause][effect]` is 1 where there is an edge, whether its direction is known or not. */
  readonly adjacency: readonly Uint8Array[];
  /** `edgeBeliefs[cause][effect]`: the share of the draws with this edge; one whose direction is not known counts half. */
  readonly edgeBeliefs: readonly Float64Array[];
  /** The edges of the best graph. */
  readonly edges: readonly AnsweredEdge[];
  /** The targets of the interventions, in their order. */
  readonly targets: readonly AnsweredTarget[];
  /** How often half of the rows were drawn and searched anew. */
  readonly draws: number;
  /** The labels of the categories of each variable. */
  readonly labels: readonly (readonly string[])[];
  /** What the answer rests on, in words. */
  readonly assumption: string;
  /** The answer in words, a line per edge. */
  readonly explanation: string;
  /** What should be known of the data. */
  readonly warnings: readonly string[];
}
