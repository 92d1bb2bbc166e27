import { copyingChanceFloors } from '@causal-mechanisms/metrics';
import type { SequenceScores } from '@causal-mechanisms/rims';
import type { Measure } from '../../../run/measure.ts';
import { sequenceCosts } from '../sequenceStudy.ts';
import type { CopyingResult } from './copyingStudy.ts';
import { copyingGaps } from './settings.ts';
import type { CopyingConfig } from './settings.ts';

/** Different symbols of the copying task. */
export const ALPHABET = 8;

/** What {@link copyingMeasures} needs to know besides the results. */
export interface CopyingMeasuresOptions {
  /**
   * @param name - Of a model.
   * @param gap - Of the test.
   * @returns The paper's cross entropy, where it gives one.
   */
  readonly paper: (name: string, gap: number) => string | undefined;
  /** Names of the figures that the report shows large. */
  readonly main: readonly string[];
}

/**
 * A row per model and one for guessing: cross entropy, symbols right and the loss as the authors' script prints it, by gap.
 *
 * @param config - Of the study.
 * @param results - Of its models.
 * @param options - The paper's figures, and which figures matter most.
 * @returns The figures.
 */
export function copyingMeasures(
  config: CopyingConfig,
  results: readonly CopyingResult[],
  { paper, main }: CopyingMeasuresOptions,
): Measure[] {
  const gaps = copyingGaps(config);
  const ends = [...new Set([config.gap, Math.max(...gaps)])];
  return [
    ...results.flatMap((result) => {
      const { name, label } = result.entry;
      const { scores } = result.outcome.measured;
      return [
        ...scoreMeasures({ name, title: label, gaps, ends, scores }).map((measure) => {
          const published = gaps.find((at) => measure.name === `${name}/ce/${at}`);
          const beside = published === undefined ? undefined : paper(name, published);
          return {
            ...measure,
            ...(beside === undefined ? {} : { paper: beside }),
            ...(main.includes(measure.name) ? { main: true } : {}),
          };
        }),
        ...sequenceCosts(result),
      ];
    }),
    ...scoreMeasures({
      name: 'chance',
      title: 'guessing',
      gaps,
      ends,
      scores: Object.fromEntries(
        gaps.map((at) => {
          const { lastSteps, allSteps } = copyingChanceFloors({ gap: at, symbols: config.symbols });
          return [
            at,
            { crossEntropy: lastSteps, accuracy: 1 / ALPHABET, crossEntropyAll: allSteps },
          ];
        }),
      ),
    }),
  ];
}

/** The figures of one row. */
function scoreMeasures({
  name,
  title,
  gaps,
  ends,
  scores,
}: {
  readonly name: string;
  readonly title: string;
  readonly gaps: readonly number[];
  readonly ends: readonly number[];
  readonly scores: Readonly<Record<string, SequenceScores>>;
}): Measure[] {
  return [
    ...gaps.map((at) => ({
      name: `${name}/ce/${at}`,
      label: `cross entropy at gap ${at}`,
      model: title,
      table: 'cross entropy at gap',
      column: String(at),
      value: scores[at]?.crossEntropy ?? null,
    })),
    ...gaps.map((at) => ({
      name: `${name}/accuracy/${at}`,
      label: `symbols right at gap ${at}`,
      model: title,
      table: 'symbols right at gap',
      column: String(at),
      value: scores[at]?.accuracy ?? null,
      format: 'percent' as const,
    })),
    ...ends.map((at) => ({
      name: `${name}/ceAll/${at}`,
      label: `cross entropy of all steps at gap ${at}`,
      model: title,
      column: `CE all steps, gap ${at}`,
      value: scores[at]?.crossEntropyAll ?? null,
    })),
  ];
}
