import type { JsonObject, LabelledMatrix } from '@causal-mechanisms/tensor-utils';

/** One measured figure, with the paper's beside it. */
export interface Measure {
  /** A stable name for programs, such as `accuracyRecovered`. */
  readonly name: string;
  /** The name for people. */
  readonly label: string;
  /** What was measured; `null` when it was never reached. */
  readonly value: number | string | null;
  /** How to write the value. Default: `decimal` with three digits. */
  readonly format?: 'percent' | 'integer' | 'decimal' | 'decibel';
  /** What the value counts up to, such as the number of mechanisms. */
  readonly outOf?: number;
  /** The paper's figure in words. Default: the paper gives none. */
  readonly paper?: string;
}

/** The data a run used. Synthetic data never passes for real. */
export interface DataUsed {
  /** Real recordings, or drawn by an embedded generator. */
  readonly kind: 'real' | 'synthetic';
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

/**
 * Writes a measured value the way its format asks.
 *
 * @param measure - The figure.
 * @param value - Default: the figure's own value.
 * @returns Such as `98.7 %`, `4 of 4` or `0.021`.
 */
export function showMeasure(measure: Measure, value: Measure['value'] = measure.value): string {
  if (value === null) return 'not reached';
  if (typeof value === 'string') return value;
  switch (measure.format ?? 'decimal') {
    case 'percent':
      return share(value);
    case 'integer':
      return measure.outOf === undefined
        ? String(value)
        : `${String(value)} of ${String(measure.outOf)}`;
    case 'decibel':
      return `${value.toFixed(1)} dB`;
    case 'decimal':
      return Math.abs(value) >= 0.01 || value === 0 ? value.toFixed(3) : value.toPrecision(2);
  }
}

/**
 * @param value - A share in [0, 1].
 * @returns Such as `98.7 %` or `40 %`.
 */
export function share(value: number): string {
  return `${(100 * value).toFixed(1).replace(/\.0$/, '')} %`;
}
