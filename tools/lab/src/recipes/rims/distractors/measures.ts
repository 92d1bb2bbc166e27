import type { Measure } from '../../../run/measure.ts';
import { costMeasures } from '../../../study/costMeasures.ts';
import type { DistractorsResult } from './distractorsStudy.ts';
import { DISTRACTIONS } from './settings.ts';

/**
 * A row per policy: success, return and length of episodes, by what distracts, and what it costs.
 *
 * @param results - Of a study.
 * @returns The figures.
 */
export function distractorsMeasures(results: readonly DistractorsResult[]): Measure[] {
  return results.flatMap((result) => {
    const { name, label } = result.entry;
    const { scores } = result.outcome.measured;
    const row = (
      key: 'successRate' | 'meanReturn' | 'meanSteps',
      what: string,
      more: Partial<Measure> = {},
    ): Measure[] =>
      DISTRACTIONS.map((from) => ({
        name: `${name}/${key}/${from}`,
        label: `${what}, ${from === 'none' ? 'no' : from} distractors`,
        model: label,
        table: `${what} among distractors`,
        column: from,
        value: scores[from][key],
        ...more,
        ...(key === 'successRate' && from === 'new' ? { main: true } : {}),
      }));
    return [
      ...row('successRate', 'targets fetched', { format: 'percent' }),
      ...row('meanReturn', 'return'),
      ...row('meanSteps', 'actions'),
      ...costMeasures(result, { parameters: 'parameters of the core' }, 'update'),
    ];
  });
}
