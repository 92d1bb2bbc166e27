import type { ReferenceAccuracies } from '@causal-mechanisms/experts-gan';
import type { Measure } from '../../../run/measure.ts';
import type { CompetitorFigures, CompetitorResult } from './study.ts';

/** The columns of the table of competitions. */
export type CompetitorColumn =
  | 'verdict'
  | 'matched'
  | 'perfectAtEnd'
  | 'undone'
  | 'idle'
  | 'accuracy'
  | 'meanSquaredError'
  | 'lastChange'
  | 'iterations';

/** What the paper says: by competition, then by column. */
export type CompetitorPaper = Readonly<
  Record<string, Readonly<Partial<Record<CompetitorColumn, string>>>>
>;

type Cell = Pick<Measure, 'column' | 'format' | 'label' | 'outOf' | 'value'>;

function cell(column: CompetitorColumn, figures: CompetitorFigures): Cell {
  const mechanisms = figures.mechanisms.length;
  switch (column) {
    case 'verdict':
      return { label: 'verdict', value: figures.verdict };
    case 'matched':
      return {
        label: 'mechanisms with an expert of their own',
        column: 'matched',
        value: figures.matched,
        format: 'integer',
        outOf: mechanisms,
      };
    case 'perfectAtEnd':
      return {
        label: 'perfect verdicts at the end of training',
        column: 'perfect at the end',
        value: figures.perfectAtEnd,
        format: 'percent',
      };
    case 'undone':
      return {
        label: 'mechanisms that are undone',
        column: 'undone',
        value: figures.undone,
        format: 'integer',
        outOf: mechanisms,
      };
    case 'idle':
      return {
        label: 'experts that win nothing',
        column: 'idle',
        value: figures.idle.length,
        format: 'integer',
        outOf: figures.wins.columns.length,
      };
    case 'accuracy':
      return {
        label: 'classifier accuracy on recovered digits',
        column: 'accuracy',
        value: figures.accuracy,
        format: 'percent',
      };
    case 'meanSquaredError':
      return {
        label: 'mean squared error of recovered digits',
        column: 'squared error',
        value: figures.meanSquaredError,
      };
    case 'lastChange':
      return {
        label: 'last change of the expert that wins most of a mechanism',
        column: 'last change',
        value: figures.lastChange,
        format: 'integer',
      };
    case 'iterations':
      return {
        label: 'iterations until the competition ended',
        column: 'iterations',
        value: figures.iterations,
        format: 'integer',
      };
  }
}

/**
 * The figures of several competitions: a row for each.
 *
 * @param results - Of the study.
 * @param columns - What is shown; the report shows the first of them large.
 * @param paper - What the paper says. Default: nothing.
 * @returns The measures.
 */
export function competitorMeasures(
  results: readonly CompetitorResult[],
  columns: readonly CompetitorColumn[],
  paper: CompetitorPaper = {},
): Measure[] {
  return results.flatMap(({ entry: { name, label }, outcome: { measured } }) =>
    columns.map((column): Measure => {
      const said = paper[name]?.[column];
      return {
        name: `${name}/${column}`,
        model: label,
        ...cell(column, measured),
        ...(column === columns[0] ? { main: true } : {}),
        ...(said === undefined ? {} : { paper: said }),
      };
    }),
  );
}

/**
 * How well each mechanism is undone, in two tables of a row per competition.
 *
 * @param results - Of the study.
 * @returns The measures: accuracy, where there is a classifier, and error.
 */
export function mechanismMeasures(results: readonly CompetitorResult[]): Measure[] {
  const rows = results.flatMap(({ entry, outcome }) =>
    outcome.measured.mechanisms.map((mechanism) => ({ entry, mechanism })),
  );
  return [
    ...rows.flatMap(({ entry: { name, label }, mechanism }): Measure[] =>
      mechanism.accuracy === null
        ? []
        : [
            {
              name: `${name}/accuracy/${mechanism.name}`,
              label: `accuracy on ${mechanism.name}`,
              model: label,
              table: 'accuracy on',
              column: mechanism.name,
              value: mechanism.accuracy,
              format: 'percent',
            },
          ],
    ),
    ...rows.map(({ entry: { name, label }, mechanism }): Measure => ({
      name: `${name}/error/${mechanism.name}`,
      label: `squared error on ${mechanism.name}`,
      model: label,
      table: 'squared error on',
      column: mechanism.name,
      value: mechanism.meanSquaredError,
    })),
  ];
}

/**
 * @param references - What the classifier makes of the test images without experts, where there is one.
 * @returns Its two figures.
 */
export function referenceMeasures(references: ReferenceAccuracies | undefined): Measure[] {
  if (references === undefined) return [];
  return [
    {
      name: 'accuracyTransformed',
      label: 'classifier accuracy on transformed digits',
      value: references.transformed,
      format: 'percent',
      paper: 'about 40 %',
    },
    {
      name: 'accuracyOriginal',
      label: 'classifier accuracy on original digits (the bound)',
      value: references.original,
      format: 'percent',
      paper: 'about 99 %',
    },
  ];
}
