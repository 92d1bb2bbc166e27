import { ADDING_TARGET_VARIANCE } from '@causal-mechanisms/datasets';
import type { Measure } from '../../../run/measure.ts';
import { sequenceCosts, sequenceRivals } from '../sequenceStudy.ts';
import type { AddingResult } from './addingStudy.ts';
import { addingLengths } from './settings.ts';
import type { AddingConfig } from './settings.ts';

/**
 * A row per model, and one for always answering 1: mean squared error by length, and how much of the variance of the sum is explained.
 *
 * @param config - Of the study.
 * @param results - Of its models.
 * @returns The figures.
 */
export function addingMeasures(config: AddingConfig, results: readonly AddingResult[]): Measure[] {
  const lengths = addingLengths(config);
  const longest = Math.max(...lengths);
  const main = addingRivals(config, results).map(({ result }) => result.entry.name);
  const row = (name: string, model: string, errorAt: (length: number) => number | null) => [
    ...lengths.map((at) => {
      const isPaper = name.startsWith('rims') && (at === config.length || at === 4 * config.length);
      return {
        name: `${name}/mse/${at}`,
        label: `mean squared error at length ${at}`,
        model,
        table: 'mean squared error at length',
        column: String(at),
        value: errorAt(at),
        // Table 5 gives one digit, the same for all of its settings.
        ...(isPaper ? { paper: '0.0' } : {}),
        ...(main.includes(name) && [config.length, longest].includes(at) ? { main: true } : {}),
      };
    }),
    ...[...new Set([config.length, longest])].map((at) => {
      const error = errorAt(at);
      return {
        name: `${name}/explained/${at}`,
        label: `variance explained at length ${at}`,
        model,
        column: `explained at ${at}`,
        value: error === null ? null : 1 - error / ADDING_TARGET_VARIANCE,
        format: 'percent' as const,
      };
    }),
  ];
  return [
    ...results.flatMap((result) => [
      ...row(
        result.entry.name,
        result.entry.label,
        (at) => result.outcome.measured.errors[at] ?? null,
      ),
      ...sequenceCosts(result),
    ]),
    ...row('chance', 'always 1', () => ADDING_TARGET_VARIANCE),
  ];
}

/** The best RIMs and the best LSTM at the longest sequences. */
function addingRivals(config: AddingConfig, results: readonly AddingResult[]) {
  const longest = Math.max(...addingLengths(config));
  return sequenceRivals(results, ({ outcome }) => -(outcome.measured.errors[longest] ?? Infinity));
}

/**
 * @param config - Of the study.
 * @param results - Of its models.
 * @returns One sentence that says what came out.
 */
export function addingHeadline(config: AddingConfig, results: readonly AddingResult[]): string {
  const ends = [...new Set([config.length, Math.max(...addingLengths(config))])];
  const said = addingRivals(config, results).map(({ title, result: { outcome } }) => {
    const errors = ends.map((at) => (outcome.measured.errors[at] ?? NaN).toFixed(4));
    return `${errors.join(' and ')} by ${title}`;
  });
  const [own = NaN, long] = ends;
  const asked = long === undefined ? '' : `, and at ${long}`;
  return `Mean squared error at ${own} steps, the length of training${asked}: ${said.join(', ')}, ${ADDING_TARGET_VARIANCE.toFixed(4)} by always answering 1.`;
}
