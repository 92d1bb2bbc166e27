/** One measured figure, with the paper's beside it. */
export interface Measure {
  /**
   * A stable name for programs, such as `accuracyRecovered`. The figure of a part of the run begins with the part's name
   * and a slash, such as `rims-6-2/ce/200`: that is how a table of models finds the time of its rows.
   */
  readonly name: string;
  /** The name for people; it need not name the model. */
  readonly label: string;
  /** The model it is about, such as `RIMs 6/2`: its row in a table of models. Default: it stands by itself. */
  readonly model?: string;
  /** The title of its column in a table of models, such as `gap 200`. Default: the label. */
  readonly column?: string;
  /**
   * Which table of models it stands in: the title of the first column there, such as `symbols right at gap` over columns such
   * as `200`. Default: `model`.
   */
  readonly table?: string;
  /** What was measured; `null` when it was never reached. */
  readonly value: number | string | null;
  /** How to write the value. Default: `decimal` with three digits. */
  readonly format?: 'percent' | 'integer' | 'decimal' | 'decibel';
  /** What the value counts up to, such as the number of mechanisms. */
  readonly outOf?: number;
  /** The paper's figure in words. Default: the paper gives none. */
  readonly paper?: string;
  /** Whether the report shows it large. Default: it shows the first figures, where a run has no main ones. */
  readonly main?: boolean;
}

/**
 * @param measure - A figure.
 * @returns What to call it where it stands by itself: with its model, where it has one.
 */
export function measureLabel({ model, label }: Measure): string {
  return model === undefined ? label : `${model}, ${label}`;
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
