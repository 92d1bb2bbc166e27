import type { Measure } from '../../../run/measure.ts';
import type { MamlResult } from './mamlStudy.ts';
import { ratesInWords, shownSteps } from './settings.ts';
import type { MamlSinusoidConfig } from './settings.ts';

/** Test errors after one step, as recalled from tables of later work: not checked against their text. */
const RECALLED: Readonly<Record<string, string>> = {
  'second-5': '1.13 +- 0.18, as recalled',
  'second-10': '0.77 +- 0.11, as recalled',
};

/**
 * A row per model: the mean squared error after so many steps, and half of its 95 % interval after one.
 *
 * @param config - Of the study.
 * @param results - Of its models.
 * @returns The figures.
 */
export function mamlMeasures(
  config: MamlSinusoidConfig,
  results: readonly MamlResult[],
): Measure[] {
  return results.flatMap(({ entry, outcome: { measured } }) => {
    const rows = [
      { key: entry.name, title: entry.label, curve: measured.curve },
      ...measured.otherRates.map(({ rate, laterRate, curve }) => ({
        key: `${entry.name}/rate-${rate}-${laterRate}`,
        title: `${entry.label}, ${ratesInWords(rate, laterRate)}`,
        curve,
      })),
    ];
    return rows.flatMap(({ key, title, curve }) => {
      const shared = { model: title, table: 'mean squared error after step' };
      return [
        ...shownSteps(config).map((steps) => {
          const recalled = steps === 1 ? RECALLED[key] : undefined;
          return {
            ...shared,
            name: `${key}/error/${steps}`,
            label: `mean squared error after ${steps} ${steps === 1 ? 'step' : 'steps'}`,
            column: String(steps),
            value: curve[steps]?.mean ?? null,
            ...(recalled === undefined ? {} : { paper: recalled }),
            ...(steps === 1 && entry.order === 'second' ? { main: true } : {}),
          };
        }),
        {
          ...shared,
          name: `${key}/interval/1`,
          label: 'half of the 95 % interval after one step',
          column: '1: +-',
          value: curve[1]?.halfWidth ?? null,
        },
        {
          ...shared,
          name: `${key}/worse`,
          label: 'tasks that are worse after all steps than before',
          column: 'tasks made worse',
          value: curve.at(-1)?.worse ?? null,
          format: 'integer' as const,
        },
      ];
    });
  });
}
