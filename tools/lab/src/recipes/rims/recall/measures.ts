import type { Measure } from '../../../run/measure.ts';
import { sequenceCosts } from '../sequenceStudy.ts';
import type { RecallResult } from './recallStudy.ts';
import { DISTRACTIONS } from './settings.ts';
import type { RecallConfig } from './settings.ts';

/**
 * A row per model and one for guessing: symbols right and cross entropy, by what stands between cue and question.
 *
 * @param config - Of the study.
 * @param results - Of its models.
 * @returns The figures.
 */
export function recallMeasures(config: RecallConfig, results: readonly RecallResult[]): Measure[] {
  const chance = { crossEntropy: Math.log(config.alphabet), accuracy: 1 / config.alphabet };
  const rows = [
    ...results.map((result) => ({
      name: result.entry.name,
      label: result.entry.label,
      scores: result.outcome.measured,
      costs: sequenceCosts(result),
    })),
    {
      name: 'chance',
      label: 'guessing',
      scores: { none: chance, known: chance, new: chance },
      costs: [],
    },
  ];
  return rows.flatMap(({ name, label, scores, costs }) => [
    ...DISTRACTIONS.map((from) => ({
      name: `${name}/accuracy/${from}`,
      label: `symbols right, ${from} distractors`.replace('none', 'no'),
      model: label,
      table: 'symbols right among distractors',
      column: from,
      value: scores[from].accuracy,
      format: 'percent' as const,
      ...(name !== 'chance' && from === 'new' ? { main: true } : {}),
    })),
    ...DISTRACTIONS.map((from) => ({
      name: `${name}/ce/${from}`,
      label: `cross entropy, ${from} distractors`.replace('none', 'no'),
      model: label,
      table: 'cross entropy among distractors',
      column: from,
      value: scores[from].crossEntropy,
    })),
    ...costs,
  ]);
}
