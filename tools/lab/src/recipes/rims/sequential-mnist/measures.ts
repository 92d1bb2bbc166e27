import { share } from '../../../run/measure.ts';
import type { Measure } from '../../../run/measure.ts';
import { sequenceCosts, sequenceRivals } from '../sequenceStudy.ts';
import type { PixelResult } from './pixelStudy.ts';
import { endSizes, pixelSizes } from './settings.ts';
import type { SequentialMnistConfig } from './settings.ts';

const PAPER: Readonly<Record<string, readonly [string, string, string]>> = {
  'rims-6-6': ['85.5', '56.2', '30.9'],
  'rims-6-5': ['88.3', '43.1', '22.1'],
  'rims-6-4': ['90.0', '73.4', '38.1'],
  'lstm-300': ['86.8', '42.3', '25.2'],
  'lstm-600': ['84.5', '52.2', '21.9'],
  lstm: ['84.5', '52.2', '21.9'],
  entnet: ['89.2', '52.4', '23.5'],
  rmc: ['89.58', '54.23', '27.75'],
  dnc: ['87.2', '44.1', '19.8'],
  transformer: ['91.2', '51.6', '22.9'],
};

/**
 * A row per model and one for guessing: digits right by size.
 *
 * @param config - Of the study.
 * @param results - Of its models.
 * @returns The figures.
 */
export function pixelMeasures(
  config: SequentialMnistConfig,
  results: readonly PixelResult[],
): Measure[] {
  const ends = endSizes(config);
  const main = pixelRivals(config, results).map(({ result }) => result.entry.name);
  return [
    ...results.flatMap((result) => {
      const { name, label } = result.entry;
      const { accuracy } = result.outcome.measured;
      return [
        ...pixelSizes(config).map((side, index): Measure => {
          const published = index === 0 ? undefined : PAPER[name]?.[index - 1];
          return {
            ...accuracyMeasure(name, label, side, accuracy[side] ?? null),
            ...(published === undefined ? {} : { paper: `${published} %` }),
            ...(main.includes(name) && ends.includes(side) ? { main: true } : {}),
          };
        }),
        ...sequenceCosts(result),
      ];
    }),
    ...guessing(config),
  ];
}

function guessing(config: SequentialMnistConfig): Measure[] {
  return pixelSizes(config).map((side) => accuracyMeasure('chance', 'guessing', side, 0.1));
}

function accuracyMeasure(name: string, model: string, side: number, value: number | null): Measure {
  return {
    name: `${name}/accuracy/${side}`,
    label: `digits right at ${side} x ${side}`,
    model,
    table: 'digits right at',
    column: `${side} x ${side}`,
    value,
    format: 'percent',
  };
}

/** The best RIMs and the best LSTM at the largest size. */
function pixelRivals(config: SequentialMnistConfig, results: readonly PixelResult[]) {
  const largest = Math.max(...endSizes(config));
  return sequenceRivals(results, ({ outcome }) => outcome.measured.accuracy[largest] ?? 0);
}

/**
 * @param config - Of the study.
 * @param results - Of its models.
 * @returns One sentence that says what came out.
 */
export function pixelHeadline(
  config: SequentialMnistConfig,
  results: readonly PixelResult[],
): string {
  const [own = NaN, largest] = endSizes(config);
  const said = pixelRivals(config, results).map(({ title, result: { outcome } }) => {
    const right = endSizes(config).map((side) => share(outcome.measured.accuracy[side] ?? 0));
    return `${right.join(' and ')} by ${title}`;
  });
  const asked = largest === undefined ? '' : `, and at ${largest} x ${largest}`;
  return `Digits right at ${own} x ${own} pixels, the size of training${asked}: ${said.join(', ')}, 10 % by guessing.`;
}
