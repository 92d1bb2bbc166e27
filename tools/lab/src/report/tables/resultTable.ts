import { median } from '@causal-mechanisms/metrics';
import { measureLabel, showMeasure } from '../../run/measure.ts';
import type { Measure } from '../../run/measure.ts';
import type { RunResult } from '../../run/runResult.ts';
import type { TextTable } from './textTable.ts';

/**
 * The figures of one run beside the paper's.
 *
 * @param result - The run.
 * @returns Three columns: figure, measured, paper; the last one only where a figure of the paper is known.
 */
export function measureTable(result: Pick<RunResult, 'measures'>): TextTable {
  const withPaper = result.measures.some(({ paper }) => paper !== undefined);
  return {
    header: ['figure', 'measured', ...(withPaper ? ['paper'] : [])],
    rows: result.measures.map((measure) => [
      measureLabel(measure),
      showMeasure(measure),
      ...(withPaper ? [measure.paper ?? ''] : []),
    ]),
  };
}

/**
 * The figures of several runs: median and range of numbers, counts of words.
 *
 * @param results - The runs, all of one recipe.
 * @returns The columns figure, median, lowest, highest, and paper where a figure of it is known.
 */
export function medianTable(results: readonly Pick<RunResult, 'measures'>[]): TextTable {
  const measures = results[0]?.measures ?? [];
  const withPaper = measures.some(({ paper }) => paper !== undefined);
  return {
    header: ['figure', 'median', 'lowest', 'highest', ...(withPaper ? ['paper'] : [])],
    rows: measures.map((measure) => {
      const values = results.map((result) => valueOf(result.measures, measure.name));
      const numbers = values.filter((value) => typeof value === 'number');
      const paper = withPaper ? [measure.paper ?? ''] : [];
      if (values.some((value) => typeof value === 'string')) {
        return [measureLabel(measure), countWords(values), '', '', ...paper];
      }
      if (numbers.length === 0) return [measureLabel(measure), 'not reached', '', '', ...paper];
      const missed = values.length - numbers.length;
      return [
        measureLabel(measure),
        showMeasure(measure, median(numbers)) + (missed > 0 ? ` (${missed} never)` : ''),
        showMeasure(measure, Math.min(...numbers)),
        showMeasure(measure, Math.max(...numbers)),
        ...paper,
      ];
    }),
  };
}

/**
 * The figures of several runs side by side.
 *
 * @param results - The runs.
 * @param labels - One short name per run.
 * @returns One column per run, then the paper's where a figure of it is known.
 */
export function comparisonTable(
  results: readonly Pick<RunResult, 'measures'>[],
  labels: readonly string[],
): TextTable {
  const known = new Map<string, Measure>();
  for (const result of results) {
    for (const measure of result.measures) {
      if (!known.has(measure.name)) known.set(measure.name, measure);
    }
  }
  const withPaper = [...known.values()].some(({ paper }) => paper !== undefined);
  return {
    header: ['figure', ...labels, ...(withPaper ? ['paper'] : [])],
    rows: [...known.values()].map((measure) => [
      measureLabel(measure),
      ...results.map(({ measures }) => {
        const own = measures.find(({ name }) => name === measure.name);
        return own === undefined ? '' : showMeasure(own);
      }),
      ...(withPaper ? [measure.paper ?? ''] : []),
    ]),
    even: true,
  };
}

function valueOf(measures: readonly Measure[], name: string): Measure['value'] {
  return measures.find((measure) => measure.name === name)?.value ?? null;
}

/**
 * @param values - Words; `null` counts as `none`.
 * @returns Each word and how often it is there, such as `perfect 2, covered 1`.
 */
export function countWords(values: readonly Measure['value'][]): string {
  const counts = new Map<string, number>();
  for (const value of values) {
    const word = value === null ? 'none' : String(value);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, count]) => `${word} ${count}`).join(', ');
}
