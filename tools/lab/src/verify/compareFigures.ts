import { nearestName } from '@causal-mechanisms/tensor-utils';
import type { Measure } from '../run/measure.ts';
import type { RunResult } from '../run/runResult.ts';
import type { ExpectedFigure, ExpectedFigures } from './figureRecord.ts';

/** A figure beside what came when it was measured again. */
export interface ComparedFigure extends ExpectedFigure {
  /** The measure in `result.json`. */
  readonly measure: string;
  /** What came; of several seeds the median. `undefined` where there is no such measure. */
  readonly got: Measure['value'] | undefined;
  /** Whether it lies within the spread. */
  readonly ok: boolean;
  /** What is wrong, where there is more to say. */
  readonly note?: string;
}

/**
 * Compares what was measured again with what a page says.
 *
 * @param expected - The figures of the page.
 * @param results - The runs, one for each seed.
 * @returns A comparison for each figure, in the order of the page.
 */
export function compareFigures(
  expected: ExpectedFigures,
  results: readonly Pick<RunResult, 'measures'>[],
): ComparedFigure[] {
  return Object.entries(expected).map(([measure, figure]) => {
    const values = results.map(
      ({ measures }) => measures.find(({ name }) => name === measure)?.value,
    );
    if (values.length === 0 || values.includes(undefined)) {
      const known = results.flatMap(({ measures }) => measures.map(({ name }) => name));
      const near = nearestName(measure, known);
      const hint = near === undefined ? '' : `, did you mean "${near}"?`;
      return {
        measure,
        ...figure,
        got: undefined,
        ok: false,
        note: `there is no such measure${hint}`,
      };
    }
    const got = middle(values as Measure['value'][]);
    return { measure, ...figure, got, ok: agrees(figure, got) };
  });
}

function agrees({ value, spread = 0 }: ExpectedFigure, got: Measure['value'] | undefined): boolean {
  if (typeof value !== 'number' || typeof got !== 'number') return value === got;
  // A spread of 0.01 around 0.52 holds 0.53, though no binary fraction is one of these.
  return Math.abs(got - value) <= spread + 1e-12 * Math.max(1, Math.abs(value));
}

/** The median of numbers; of anything else the value that all seeds share. */
function middle(values: readonly Measure['value'][]): Measure['value'] | undefined {
  const numbers = values.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  if (numbers.length < values.length) {
    return values.every((value) => value === values[0]) ? values[0] : undefined;
  }
  const half = (numbers.length - 1) / 2;
  return ((numbers[Math.floor(half)] ?? NaN) + (numbers[Math.ceil(half)] ?? NaN)) / 2;
}
