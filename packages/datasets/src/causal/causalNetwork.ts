/** How a categorical variable depends on its parents. */
export interface CategoricalMechanism {
  /**
   * Writes the distribution of the variable.
   *
   * @param parents - The categories of the parents, in the order of the network.
   * @param out - Gets one probability per category, in its first places.
   */
  probabilities(parents: Uint8Array, out: Float64Array): void;
}

/** A structural causal model over categorical variables: an acyclic graph with a mechanism for each variable. */
export interface CausalNetwork {
  /** The name of each variable. */
  readonly names: readonly string[];
  /** The number of categories of each variable. */
  readonly categories: readonly number[];
  /** The names of the categories of each variable. */
  readonly labels: readonly (readonly string[])[];
  /** The parents of each variable, by index. */
  readonly parents: readonly (readonly number[])[];
  /** How each variable depends on its parents. */
  readonly mechanisms: readonly CategoricalMechanism[];
}
