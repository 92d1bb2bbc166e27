import type { RunResult } from '../../run/runResult.ts';
import { csvText } from './csvText.ts';

/** What of a run stands in the file. */
export type ResultLines = Pick<RunResult, 'recipe' | 'preset' | 'seed' | 'backend' | 'measures'>;

/**
 * @param runs - One run, or several side by side.
 * @param labels - What distinguishes each of several runs. Default: no column says it.
 * @returns The text of `result.csv`: a line per figure and run.
 */
export function resultText(runs: readonly ResultLines[], labels?: readonly string[]): string {
  return csvText(
    [
      ...(labels === undefined ? [] : ['run']),
      'name',
      'label',
      'model',
      'value',
      'out of',
      'format',
      'paper',
      'recipe',
      'preset',
      'seed',
      'backend',
    ],
    runs.flatMap(({ recipe, preset, seed, backend, measures }, run) =>
      measures.map(({ name, label, model, value, outOf, format, paper }) => [
        ...(labels === undefined ? [] : [labels[run]]),
        name,
        label,
        model,
        value,
        outOf,
        format,
        paper,
        recipe,
        preset,
        seed,
        backend,
      ]),
    ),
  );
}
