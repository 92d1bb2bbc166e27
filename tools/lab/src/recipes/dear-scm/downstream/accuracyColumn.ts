import { share } from '../../../run/measure.ts';
import type { Measure } from '../../../run/measure.ts';
import type { StudyEntry } from '../../../study/study.ts';

/** A column of accuracies. */
export interface AccuracyColumn {
  /** Names the figure for programs. */
  readonly key: string;
  /** The title of the column. */
  readonly title: string;
  /** What nobody can surpass, which the title then says. Default: nothing is known. */
  readonly ceiling?: number;
  /** The published figure, where there is one. */
  readonly paper?: string | undefined;
  /** Whether the report shows it large. */
  readonly main?: boolean;
}

/** Mean and spread of repetitions. */
export interface Spread {
  readonly mean: number;
  /** Divided by n - 1; NaN for one. */
  readonly deviation: number;
}

/**
 * @param values - Of repetitions, at least one.
 * @returns Their mean and standard deviation.
 */
export function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

/**
 * @param entry - A row.
 * @param values - Of its repetitions; none where it has no such figure.
 * @param column - Where it stands.
 * @returns The mean as a figure of the table, and the spread as a figure beside it where there is more than one repetition.
 */
export function accuracyMeasures(
  { name, label }: StudyEntry,
  values: readonly number[],
  { key, title, ceiling, paper, main = false }: AccuracyColumn,
): Measure[] {
  if (values.length === 0) return [];
  const { mean, deviation } = spreadOf(values);
  const column = ceiling === undefined ? title : `${title} (ceiling ${share(ceiling)})`;
  const measure: Measure = {
    name: `${name}/${key}`,
    label: title,
    model: label,
    column,
    value: mean,
    format: 'percent',
    ...(paper === undefined ? {} : { paper }),
    ...(main ? { main } : {}),
  };
  if (Number.isNaN(deviation)) return [measure];
  return [
    measure,
    {
      name: `${name}/${key}-sd`,
      label: `${title}, standard deviation over repetitions`,
      model: label,
      table: 'standard deviation over repetitions',
      column: title,
      value: deviation,
      format: 'percent',
    },
  ];
}
