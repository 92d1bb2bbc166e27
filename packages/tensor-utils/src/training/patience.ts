import { checkFlag, checkNumber, checkOptions, checkText } from '../argumentChecks.ts';
import { checkArray } from '../arrayChecks.ts';
import { checkCount } from '../checks.ts';
import { ArgumentError } from '../errors.ts';
import type { StepEvaluation, TrainingOptions } from './trainingOptions.ts';

/** Settings of {@link patience}. */
export interface PatienceOptions {
  /** Evaluations without a better one after which training ends: an integer of at least 1. */
  readonly evaluations: number;
  /** Whether larger figures are better. Default: false, as for losses. */
  readonly larger?: boolean;
  /** By how much a figure must be better to count, at least 0. Default: 0. */
  readonly margin?: number;
}

/**
 * Early stopping: training ends when a figure of the evaluations has not improved for a while.
 *
 * @param figure - The name of a scalar of the evaluations. One that is not a number is no improvement.
 * @param options - How long to wait, and what counts as better.
 * @returns For `stopWhen` of the training options.
 * @throws ArgumentError when a setting is out of its range; the rule itself throws one when an evaluation lacks the figure.
 *
 * @example
 * ```ts
 * import { patience } from '@causal-mechanisms/tensor-utils';
 *
 * const stopWhen = patience('loss', { evaluations: 2 });
 * const seen = [3, 1, 2, 2].map((loss, step) => ({ step, scalars: { loss } }));
 * console.log(stopWhen(seen)); // true
 * ```
 */
export function patience(
  figure: string,
  options: PatienceOptions,
): NonNullable<TrainingOptions<never, unknown>['stopWhen']> {
  const { evaluations, larger = false, margin = 0 } = checkOptions('patience', options);
  checkText('patience', 'figure', figure);
  checkCount('patience', 'evaluations', evaluations);
  checkFlag('patience', 'larger', larger);
  checkNumber('patience', 'margin', margin, { least: 0 });
  return (seen) => {
    let best = -Infinity;
    let waited = 0;
    for (const evaluation of checkArray('patience', 'seen', seen)) {
      const value = figureOf(evaluation, figure) * (larger ? 1 : -1);
      const better = best === -Infinity ? value > best : value > best + margin;
      if (better) best = value;
      waited = better ? 0 : waited + 1;
    }
    return waited >= evaluations;
  };
}

function figureOf(evaluation: StepEvaluation, figure: string): number {
  const { step, scalars } = checkOptions('patience', evaluation, 'an evaluation of seen');
  checkOptions('patience', scalars, 'the scalars of seen');
  const value = scalars[figure];
  if (value !== undefined) return value;
  throw new ArgumentError(
    `patience: the evaluation at step ${step} has no figure "${figure}" (it has: ${Object.keys(scalars).join(', ')})`,
    { data: { figure, step, known: Object.keys(scalars) } },
  );
}
