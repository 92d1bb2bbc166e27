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
