import { median } from '@causal-mechanisms/metrics';
import type { Measure } from '../../../run/measure.ts';
import type { EncoderResult } from './encoderStudy.ts';
import { LEARNER_LABELS } from './settings.ts';

/** Degrees within which an angle counts as found. */
const WITHIN = [1, 3, 5] as const;

/**
 * @param results - Of the study.
 * @returns One row of figures per learner.
 */
export function encoderMeasures(results: readonly EncoderResult[]): Measure[] {
  return results.flatMap(({ learner, outcomes }) => {
    const errors = outcomes.map(({ error }) => error);
    const model = LEARNER_LABELS[learner];
    return [
      ...WITHIN.map((limit) => ({
        name: `${learner}/within/${limit}`,
        label: `splines within ${limit} degrees of a right pair`,
        model,
        column: `within ${limit} degrees`,
        value: errors.filter((error) => error <= limit).length,
        outOf: errors.length,
        format: 'integer' as const,
        ...(limit === 3 ? { main: true } : {}),
      })),
      {
        name: `${learner}/median`,
        label: 'median error in degrees',
        model,
        column: 'median error',
        value: median(errors),
      },
      {
        name: `${learner}/largest`,
        label: 'largest error in degrees',
        model,
        column: 'largest error',
        value: Math.max(...errors),
      },
      {
        name: `${learner}/belief`,
        label: 'median belief in the direction that was found',
        model,
        column: 'belief',
        value: median(outcomes.map(({ belief }) => Math.max(belief, 1 - belief))),
      },
      {
        name: `${learner}/forward`,
        label: 'splines found with U->V',
        model,
        column: 'U->V',
        value: outcomes.filter(({ direction }) => direction === 'U->V').length,
        outOf: outcomes.length,
        format: 'integer' as const,
      },
    ];
  });
}
