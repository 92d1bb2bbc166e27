import type { Measure } from '../../../run/measure.ts';
import { accuracyMeasures } from '../downstream/accuracyColumn.ts';
import type { MethodEntry } from '../downstream/methodSettings.ts';
import type { References } from '../downstream/pendulumData.ts';
import { PUBLISHED_ROBUSTNESS } from '../downstream/published.ts';

/** Accuracies of one choice of coordinates, one per repetition. */
export type RobustnessValue = {
  readonly worst: readonly number[];
  readonly average: readonly number[];
  readonly conflicting: readonly number[];
};

/** What is measured of a row. */
export type RobustnessRow = {
  /** On the coordinates of the factors, on the factors themselves, or by a classifier of observations. */
  readonly factors: RobustnessValue;
  /** On all coordinates; `null` for rows other than representations. */
  readonly all: RobustnessValue | null;
};

/** A row of the table. */
export interface RobustnessResult {
  readonly entry: MethodEntry;
  readonly value: RobustnessRow;
}

/**
 * @param results - The rows.
 * @param bounds - What stands beside every accuracy.
 * @returns The figures of the table.
 */
export function robustnessMeasures(
  results: readonly RobustnessResult[],
  { ceiling, ceilingWorst, majority }: References,
): Measure[] {
  const worst = { key: 'worst', title: 'worst group', ceiling: ceilingWorst };
  const average = { key: 'average', title: 'average', ceiling };
  const rows = [
    { name: 'majority', label: 'always the commoner answer', figures: [0, majority] },
    { name: 'ceiling', label: 'best detector', figures: [ceilingWorst, ceiling] },
  ];
  return [
    ...results.flatMap(({ entry, value }) => {
      const paper = PUBLISHED_ROBUSTNESS[entry.name];
      const { factors, all } = value;
      return [
        ...accuracyMeasures(entry, factors.worst, { ...worst, paper: paper?.worst, main: true }),
        ...accuracyMeasures(entry, factors.average, { ...average, paper: paper?.average }),
        ...accuracyMeasures(entry, factors.conflicting, {
          key: 'conflicting',
          title: 'background contradicts',
        }),
        ...accuracyMeasures(entry, all?.worst ?? [], {
          key: 'all-worst',
          title: 'worst group, all coordinates',
        }),
        ...accuracyMeasures(entry, all?.average ?? [], {
          key: 'all-average',
          title: 'average, all coordinates',
        }),
      ];
    }),
    ...rows.flatMap(({ name, label, figures: [least = NaN, mean = NaN] }) => [
      ...accuracyMeasures({ name, label }, [least], worst),
      ...accuracyMeasures({ name, label }, [mean], average),
    ]),
  ];
}
