import type { FactorDataset } from '../factors/factorTypes.ts';

/** Observations of drawn scenes, whose true causal model is known: it tells what each of them would have been like. */
export interface SceneDataset extends FactorDataset {
  /**
   * The true counterfactuals of all observations under one intervention: targets take their values, what they cause follows,
   * and everything that chance decided (noise, which rows are corrupted and what was drawn for them) stays as it was.
   *
   * @param targets - The value of each factor that is set, in its own unit; at least one factor.
   * @returns As many observations with the same columns, drawn when they are read: row i is the counterfactual of row i.
   * @throws ArgumentError for a factor that the scene does not have and a value that it cannot take.
   */
  counterfactual(targets: Readonly<Record<string, number>>): FactorDataset;
}
