import { cosineRate } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';

/** A step size that stays as it is. */
export interface ConstantLearningRate {
  /** Its name. */
  readonly kind: 'constant';
}

/** A step size that falls in the later part of the competition, along a straight line or half a cosine. */
export interface FallingLearningRate {
  /** The shape of the fall. */
  readonly kind: 'linear' | 'cosine';
  /** Share of the iterations after which it begins to fall, in [0, 1). Default: 0.5. */
  readonly from: number;
  /** What it falls to by the end, relative to `learningRate`, in [0, 1]. Default: 0.05. */
  readonly last: number;
}

/** How the step sizes of the competition change over its iterations. */
export type LearningRateSchedule = ConstantLearningRate | FallingLearningRate;

/** What a caller may give: any part of a {@link LearningRateSchedule}, and its kind. */
export type LearningRateScheduleInput =
  ConstantLearningRate | (Pick<FallingLearningRate, 'kind'> & Partial<FallingLearningRate>);

/** The schema of {@link LearningRateSchedule}. */
export const learningRateScheduleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant') }),
  z.strictObject({
    kind: z.enum(['linear', 'cosine']),
    from: z._default(z.number().check(z.minimum(0), z.lt(1)), 0.5),
    last: z._default(z.number().check(z.minimum(0), z.maximum(1)), 0.05),
  }),
]);

/**
 * @param schedule - How the step size changes.
 * @param done - Iterations done before, below `iterations`.
 * @param iterations - Iterations in all.
 * @returns The step size of this iteration, relative to the first one: 1 up to the fall, near `last` at the end.
 */
export function learningRateFactor(
  schedule: LearningRateSchedule,
  done: number,
  iterations: number,
): number {
  if (schedule.kind === 'constant') return 1;
  const { kind, from, last } = schedule;
  const begin = from * iterations;
  const share = Math.max(0, done - begin) / (iterations - begin);
  if (kind === 'linear') return 1 + (last - 1) * share;
  return cosineRate(share, { first: 1, last, steps: 1 });
}
