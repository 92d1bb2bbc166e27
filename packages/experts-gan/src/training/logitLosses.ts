import type { ScoreLoss } from '../objectives/objective.ts';
import {
  checkCount,
  checkNumbers,
  ShapeError,
  sigmoid,
  softplus,
} from '@causal-mechanisms/tensor-utils';
import { largestScore } from './winners/largestScore.ts';

/** Options of {@link discriminatorLoss}. */
export interface DiscriminatorLossOptions {
  /** What the discriminator should say of canonical images: 1, or a little less (one-sided label smoothing). Default: 1. */
  readonly canonicalLabel?: number;
  /** How much each output counts, relative to the others. Default: all alike. */
  readonly outputWeights?: Float32Array | undefined;
}

/** What the discriminator should change, and how it did. */
export interface DiscriminatorLoss {
  /** Mean cross-entropy of canonical images plus that of the outputs, each set with a weight of one (equation 3). */
  readonly loss: number;
  /** Share of canonical images with a positive logit. */
  readonly canonicalAccuracy: number;
  /** Share of outputs with a negative logit. */
  readonly outputAccuracy: number;
  /** The gradient of the loss with respect to every logit. */
  readonly gradient: Float32Array;
}

/**
 * The loss of the discriminator: canonical images against the outputs of the experts, one to one.
 *
 * @param logits - The canonical images first, then the outputs.
 * @param canonical - How many canonical ones.
 * @param options - The label of canonical images, and the weights of outputs.
 * @returns The loss and its gradient.
 */
export function discriminatorLoss(
  logits: Float32Array,
  canonical: number,
  { canonicalLabel = 1, outputWeights }: DiscriminatorLossOptions = {},
): DiscriminatorLoss {
  const outputs = logits.length - canonical;
  const gradient = new Float32Array(logits.length);
  const weightOf = (output: number) => outputWeights?.[output] ?? 1;
  const total = outputWeights?.reduce((sum, weight) => sum + weight, 0) ?? outputs;
  let loss = 0;
  let canonicalRight = 0;
  let outputsRight = 0;
  logits.forEach((logit, i) => {
    if (i < canonical) {
      const smoothed = softplus(-logit) * canonicalLabel + softplus(logit) * (1 - canonicalLabel);
      loss += smoothed / canonical;
      gradient[i] = (sigmoid(logit) - canonicalLabel) / canonical;
      if (logit > 0) canonicalRight++;
    } else {
      const weight = weightOf(i - canonical);
      loss += (weight * softplus(logit)) / total;
      gradient[i] = (weight * sigmoid(logit)) / total;
      if (logit < 0) outputsRight++;
    }
  });
  return {
    loss,
    canonicalAccuracy: canonicalRight / canonical,
    outputAccuracy: outputsRight / outputs,
    gradient,
  };
}

/**
 * Picks the winner of every image: the expert with the largest logit.
 *
 * Logits, not probabilities: in single precision the sigmoid ties at 0 and 1, and ties would all go to expert 0.
 *
 * @param logits - Expert by expert: entry `expert * images + image`.
 * @param experts - Number of experts.
 * @returns One expert per image.
 *
 * @example
 * ```ts
 * import { winnersByLogit } from '@causal-mechanisms/experts-gan';
 *
 * console.log(winnersByLogit(Float32Array.of(0.1, -2, 0.3, -3), 2)); // Int32Array(2) [ 1, 0 ]
 * ```
 */
export function winnersByLogit(logits: Float32Array, experts: number): Int32Array {
  checkCount('winnersByLogit', 'experts', experts);
  checkNumbers('winnersByLogit', 'logits', logits, { kinds: [Float32Array] });
  const images = logits.length / experts;
  if (!Number.isInteger(images)) {
    throw new ShapeError(
      `winnersByLogit: logits must be as many for each of ${experts} experts, got ${logits.length}`,
      { data: { experts, logits: logits.length } },
    );
  }
  return largestScore(logits, experts);
}

/** What the winners should change, and how they did. */
export interface WinnersLoss {
  /** Mean loss over the won images. */
  readonly loss: number;
  /** Images won by each expert. */
  readonly wins: Int32Array;
  /** Those of them whose output is not good enough yet: all of them, where the loss knows no such score. */
  readonly taught: Int32Array;
  /** The gradient of each winner's loss with respect to the logit of its image. */
  readonly gradient: Float32Array;
}

/**
 * The loss of the winning experts, each averaged over the images it won or over the batch.
 *
 * @param logits - One per image, of its winner's output.
 * @param winners - The winner of each image.
 * @param experts - Number of experts.
 * @param average - What each expert's loss is averaged over.
 * @param of - The loss of a single score.
 * @returns The loss and its gradient.
 */
export function winnersLoss(
  logits: Float32Array,
  winners: Int32Array,
  experts: number,
  average: 'perWon' | 'perBatch',
  of: ScoreLoss,
): WinnersLoss {
  const wins = new Int32Array(experts);
  for (const winner of winners) wins[winner] = (wins[winner] ?? 0) + 1;
  const taught = wins.slice();
  const gradient = new Float32Array(logits.length);
  let loss = 0;
  logits.forEach((logit, i) => {
    loss += of.value(logit) / logits.length;
    const winner = winners[i] ?? 0;
    const over = average === 'perWon' ? (wins[winner] ?? 1) : logits.length;
    gradient[i] = of.slope(logit) / over;
    if (of.isReached?.(logit) === true) taught[winner] = (taught[winner] ?? 0) - 1;
  });
  return { loss, wins, taught, gradient };
}
