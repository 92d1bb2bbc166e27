import type { SequenceTrainingConfig } from './trainingConfig.ts';

/**
 * The step size of an update: from the first to the last along half a cosine.
 *
 * @param config - Step sizes and number of updates.
 * @param update - How many updates were done before.
 * @returns `learningRate` at the first update, near `finalLearningRate` at the last.
 */
export function learningRateAt(
  {
    learningRate,
    finalLearningRate,
    updates,
  }: Pick<SequenceTrainingConfig, 'learningRate' | 'finalLearningRate' | 'updates'>,
  update: number,
): number {
  const done = Math.min(update / updates, 1);
  return (
    finalLearningRate + (learningRate - finalLearningRate) * 0.5 * (1 + Math.cos(Math.PI * done))
  );
}
