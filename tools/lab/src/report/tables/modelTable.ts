import { median } from '@causal-mechanisms/metrics';
import { formatDuration } from '../../run/duration.ts';
import { showMeasure } from '../../run/measure.ts';
import type { Measure } from '../../run/measure.ts';
import type { RunCost, RunResult } from '../../run/runResult.ts';
import { countWords, measureTable, medianTable } from './resultTable.ts';
import type { TextTable } from './textTable.ts';

/** What tables of models read of a run. */
export type ModelFigures = Pick<RunResult, 'measures'> & {
  /** Where there is a time per part of the run. Default: the table has no times. */
  readonly cost?: Pick<RunCost, 'parts'>;
};

/**
 * The figures of several models of one run: a row per model, a column per figure, the paper's figures beside them.
 *
 * @param result - The run; measures without a model are passed over.
 * @returns A table for each `table` of the measures; all in the order of the measures, the time of the models last.
 */
export function modelTables(result: ModelFigures): TextTable[] {
  return tablesOf([result], '', ([value = null], show) => show(value));
}

/**
 * The figures of several models over several runs, such as one per seed.
 *
 * @param results - The runs, all of one recipe; measures without a model are passed over.
 * @returns Tables as {@link modelTables} makes them, with cells such as `0.12 (0.10..0.31)`: median, lowest and highest;
 * of times the median.
 */
export function modelMedianTables(results: readonly ModelFigures[]): TextTable[] {
  return tablesOf(results, ': median (range)', showSpread);
}

/**
 * @param result - A run.
 * @returns What to show of it: the table of its models, where it has any, and the list of its other figures.
 */
export function resultTables(result: ModelFigures): TextTable[] {
  const others = withoutModel([result]);
  return [
    ...modelTables(result),
    ...others.filter(({ measures }) => measures.length > 0).map(measureTable),
  ];
}

/**
 * @param results - Runs of one recipe.
 * @returns What to show of them together: medians and ranges of their models, where they have any, and of their other figures.
 */
export function medianTables(results: readonly ModelFigures[]): TextTable[] {
  const others = withoutModel(results);
  return [
    ...modelMedianTables(results),
    ...(others.some(({ measures }) => measures.length > 0) ? [medianTable(others)] : []),
  ];
}

function withoutModel(results: readonly ModelFigures[]) {
  return results.map(({ measures }) => ({
    measures: measures.filter(({ model }) => model === undefined),
  }));
}

type Show = (value: Measure['value']) => string;

/** @returns The text of a cell, from its value in every run that has it. */
type ShowCell = (values: readonly Measure['value'][], show: Show) => string;

function tablesOf(
  results: readonly ModelFigures[],
  after: string,
  showCell: ShowCell,
): TextTable[] {
  const measures = results
    .flatMap((result) => result.measures)
    .filter(({ model }) => model !== undefined);
  const tables = distinct(measures.map(tableTitle));
  return tables.map((title, place) => {
    const own = measures.filter((measure) => tableTitle(measure) === title);
    const models = distinct(own.map(({ model = '' }) => model));
    const times = place === tables.length - 1 ? models.map((model) => timesOf(results, model)) : [];
    return tableOf(own, models, times, `${title}${after}`, showCell);
  });
}

function tableOf(
  measures: readonly Measure[],
  models: readonly string[],
  times: readonly (readonly number[])[],
  title: string,
  showCell: ShowCell,
): TextTable {
  const timed = times.some((seconds) => seconds.length > 0);
  const columns = distinct(measures.map(columnOf)).map((column) => {
    const cells = models.map((model) =>
      measures.filter((measure) => measure.model === model && columnOf(measure) === column),
    );
    return { column, cells, withPaper: cells.flat().some(({ paper }) => paper !== undefined) };
  });
  const header = [
    title,
    ...columns.flatMap(({ column, withPaper }) => (withPaper ? [column, PAPER] : [column])),
    ...(timed ? ['time'] : []),
  ];
  return {
    header,
    rows: models.map((model, row) => [
      model,
      ...columns.flatMap(({ cells, withPaper }) => {
        const own = cells[row] ?? [];
        const [first] = own;
        const shown =
          first === undefined
            ? ''
            : showCell(
                own.map(({ value }) => value),
                (value) => showMeasure(first, value),
              );
        return withPaper ? [shown, first?.paper ?? ''] : [shown];
      }),
      ...(timed ? [showTime(times[row] ?? [])] : []),
    ]),
    quiet: header.flatMap((text, place) => (text === PAPER ? [place] : [])),
  };
}

const PAPER = 'paper';

function tableTitle({ table = 'model' }: Measure): string {
  return table;
}

function columnOf({ column, label }: Measure): string {
  return column ?? label;
}

/** Figures of a part are called after it, and the run keeps the time of its parts. */
function timesOf(results: readonly ModelFigures[], model: string): number[] {
  return results.flatMap(({ measures, cost }) => {
    const own = measures.find((measure) => measure.model === model);
    const seconds = cost?.parts?.[own?.name.split('/', 1)[0] ?? ''];
    return seconds === undefined ? [] : [seconds];
  });
}

function showTime(seconds: readonly number[]): string {
  return seconds.length === 0 ? '' : formatDuration(median(seconds));
}

function showSpread(values: readonly Measure['value'][], show: Show): string {
  if (values.some((value) => typeof value === 'string')) return countWords(values);
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length === 0) return show(null);
  const missed = values.length - numbers.length;
  const [middle, lowest, highest] = [
    median(numbers),
    Math.min(...numbers),
    Math.max(...numbers),
  ].map(show);
  return [
    middle,
    ...(lowest === highest ? [] : [`(${lowest ?? ''}..${highest ?? ''})`]),
    ...(missed > 0 ? [`(${missed} never)`] : []),
  ].join(' ');
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}
