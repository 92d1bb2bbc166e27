import type { Adjacency } from '@causal-mechanisms/metrics';

/** An edge of a found graph. */
export interface StructureEdge {
  /** The variable that it leaves. */
  readonly cause: number;
  /** The variable that it enters. */
  readonly effect: number;
  /** What the score loses without the edge, in nats. */
  readonly support: number;
  /**
   * What the score loses with the edge reversed, in nats; 0 where the samples cannot tell the direction, Infinity where the
   * reversed edge would close a cycle or need a table that is too large.
   */
  readonly reversalCost: number;
  /** Whether the samples tell the direction. */
  readonly oriented: boolean;
}

/** On which variables an intervention is. */
export interface InterventionTarget {
  /** The variables, ascending; none where the intervention cannot be seen. */
  readonly variables: readonly number[];
  /** Whether the data did not say it. */
  readonly hidden: boolean;
  /**
   * The probability of these variables against every single other one and none, the graph given: in (0, 1], 1 where the data say it.
   */
  readonly certainty: number;
}

/** A graph that was found in samples. */
export interface StructureResult {
  /** The names of the variables. */
  readonly names: readonly string[];
  /** The graph: `adjacency[cause][effect]` is 1 where there is an edge. */
  readonly adjacency: readonly Uint8Array[];
  /** Its score, in nats. */
  readonly score: number;
  /** How many samples the prior of a conditional table is worth: as it was said, or fitted. */
  readonly equivalentSampleSize: number;
  /** Its edges, by effect and cause. */
  readonly edges: readonly StructureEdge[];
  /** The variables of each intervention, in the order of the data. */
  readonly targets: readonly InterventionTarget[];
  /** What to know of the data, in sentences; empty where nothing is amiss. */
  readonly warnings: readonly string[];
  /** How many tables were counted. */
  readonly evaluated: number;
  /**
   * Compares with the truth, or with any graph: at least 0 means that the samples, not the search, are the limit.
   *
   * @param truth - An acyclic graph of the same variables.
   * @param targets - The variables of each intervention in truth, null for none. Default: those that were found.
   * @returns The score of the found graph minus that of the truth, in nats.
   * @throws ShapeError or ValuesError when it is no acyclic graph of these variables; ArgumentError where one of its tables has more
   *   than 2^24 cells.
   */
  comparedWith(truth: Adjacency, targets?: readonly (number | readonly number[] | null)[]): number;
}
