import type { CategoricalTable } from './categoricalTable.ts';

/** Samples that were drawn while something was changed. */
export interface Intervention {
  /** The variable whose mechanism was changed, or null where nobody knows. */
  readonly target: number | null;
  /** What was drawn; the same variables as the observational samples. */
  readonly samples: CategoricalTable;
}

/** What structure is learned from: samples of the system as it is, and of it while variables were intervened on. */
export interface InterventionalData {
  /** Samples of the undisturbed system. */
  readonly observational: CategoricalTable;
  /** Samples under interventions; several may have the same target. */
  readonly interventions: readonly Intervention[];
}
