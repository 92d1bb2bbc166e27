import type { JsonObject, LabelledMatrix } from '@causal-mechanisms/tensor-utils';
import type { Measure } from './measure.ts';

/** The data a run used. Synthetic data never passes for real. */
export interface DataUsed {
  /**
   * Real recordings; synthetic: drawn by an embedded generator in their stead; generated: the task itself is a rule for
   * making data, in the paper as here.
   */
  readonly kind: 'real' | 'synthetic' | 'generated';
  /** One line for people. */
  readonly description: string;
  /** Why these: which option, variable or fallback chose them. */
  readonly chosenBy: string;
}

/** What a recipe measured. */
export interface RecipeResult {
  /** One sentence that says what came out. */
  readonly headline: string;
  /** The figures, the most important first. */
  readonly measures: readonly Measure[];
  /** The data that were used. */
  readonly data: DataUsed;
  /** Named matrices. */
  readonly matrices: Readonly<Record<string, LabelledMatrix>>;
  /** What else a report needs: plain JSON. */
  readonly details: JsonObject;
}

/** What a run cost. Not part of what must be equal after a resume. */
export interface RunCost {
  /** Wall time of all sessions of the run, in seconds. */
  readonly seconds: number;
  /** The highest resident memory of any session, in MiB. */
  readonly peakMemoryMiB: number;
  /** Wall time of the finished parts by name, in seconds. Default: the run has no parts. */
  readonly parts?: Readonly<Record<string, number>>;
}

/** The content of `result.json`. */
export interface RunResult extends RecipeResult {
  /** The recipe, such as `experts-gan/main`. */
  readonly recipe: string;
  /** What it reproduces. */
  readonly title: string;
  /** The preset. */
  readonly preset: string;
  /** The seed. */
  readonly seed: number;
  /** The backend that computed it. */
  readonly backend: string;
  /** Time and memory. */
  readonly cost: RunCost;
}
