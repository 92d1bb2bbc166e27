import type { Measure } from '../../../run/measure.ts';
import { accuracyMeasures } from '../downstream/accuracyColumn.ts';
import type { MethodEntry } from '../downstream/methodSettings.ts';
import type { References } from '../downstream/pendulumData.ts';
import { representationMeasures } from '../scores/scoreMeasures.ts';
import type { ScorePair } from '../scores/scoreMeasures.ts';
import { PUBLISHED_EFFICIENCY } from '../downstream/published.ts';

/** Accuracies of one choice of coordinates. */
export type EfficiencyValue = {
  readonly few: readonly number[];
  readonly many: readonly number[];
  readonly ratios: readonly number[];
};

/** What is measured of a row. */
export type EfficiencyRow = {
  /** On the coordinates of the factors, on the factors themselves, or by a classifier of observations. */
  readonly factors: EfficiencyValue;
  /** On all coordinates; `null` for rows other than representations. */
  readonly all: EfficiencyValue | null;
  /** How all coordinates compare with the factors; `null` for other rows, absent in results from before it was measured. */
  readonly scores?: readonly ScorePair[] | null;
};

/** A row of the table. */
export interface EfficiencyResult {
  readonly entry: MethodEntry;
  readonly value: EfficiencyRow;
}

/**
 * @param results - The rows.
 * @param few - Rows of the small training sets.
 * @param bounds - What stands beside every accuracy.
 * @returns The figures of the table.
 */
export function efficiencyMeasures(
  results: readonly EfficiencyResult[],
  few: number,
  bounds: References,
): Measure[] {
  const { ceiling, majority } = bounds;
  return [
    ...results.flatMap(({ entry, value }) => {
      const paper = PUBLISHED_EFFICIENCY[entry.name];
      const { factors, all } = value;
      return [
        ...accuracyMeasures(entry, factors.few, {
          key: 'few',
          title: `${few} rows`,
          ceiling,
          paper: paper?.few,
          main: true,
        }),
        ...accuracyMeasures(entry, factors.many, {
          key: 'many',
          title: 'all rows',
          ceiling,
          paper: paper?.many,
        }),
        ...accuracyMeasures(entry, factors.ratios, {
          key: 'efficiency',
          title: 'efficiency',
          paper: paper?.efficiency,
          main: true,
        }),
        ...accuracyMeasures(entry, all?.few ?? [], {
          key: 'all-few',
          title: `${few} rows, all coordinates`,
        }),
        ...accuracyMeasures(entry, all?.many ?? [], {
          key: 'all-many',
          title: 'all rows, all coordinates',
        }),
      ];
    }),
    ...(['few', 'many'] as const).flatMap((key) => {
      const title = key === 'few' ? `${few} rows` : 'all rows';
      return [
        ...accuracyMeasures({ name: 'majority', label: 'always the commoner answer' }, [majority], {
          key,
          title,
          ceiling,
        }),
        ...accuracyMeasures({ name: 'ceiling', label: 'best detector' }, [ceiling], {
          key,
          title,
          ceiling,
        }),
      ];
    }),
    ...representationMeasures(
      results.flatMap(({ entry: { name, label }, value: { scores } }) =>
        scores ? [{ name, label, pairs: scores }] : [],
      ),
    ),
  ];
}
