import * as tf from '@tensorflow/tfjs';
import { ArgumentError, ValuesError } from '@causal-mechanisms/tensor-utils';
import type { FlatAdam } from '@causal-mechanisms/tensor-utils';
import {
  discriminatorForward,
  discriminatorGradient,
  disposeDiscriminatorPass,
} from '../networks/discriminatorNetwork.ts';
import type { Expert } from '../networks/expert.ts';
import { disposeExpertPass, expertForward, expertGradient } from '../networks/expertNetwork.ts';
import type { ExpertPass } from '../networks/expertNetwork.ts';
import type { Competitors } from './competitors.ts';
import { discriminatorLoss, winnersLoss } from './logitLosses.ts';

/**
 * Chooses the winner of every image of a batch.
 *
 * @param logits - The scores, expert by expert: entry `expert * images + image`.
 * @param experts - Number of experts.
 * @returns One expert per image.
 */
export type ChooseWinners = (logits: Float32Array, experts: number) => Int32Array;

/** How winners are chosen and what they learn from. */
export interface CompetitionRules {
  /** What each expert's loss is averaged over: the images it won, or the whole batch. */
  readonly average: 'perWon' | 'perBatch';
  /** How the winners are chosen. */
  readonly chooseWinners: ChooseWinners;
}

/** What one iteration of the competition reports. */
export interface CompetitionStep {
  /** The discriminator's loss before its update. */
  readonly discriminatorLoss: number;
  /** Share of canonical images it called canonical. */
  readonly canonicalAccuracy: number;
  /** Share of outputs it called outputs. */
  readonly outputAccuracy: number;
  /** Mean loss of the winners after the discriminator's update. */
  readonly expertLoss: number;
  /** Images won by each expert. */
  readonly wins: Int32Array;
}

/**
 * One iteration of Algorithm 1: all experts see the batch, the discriminator learns to tell their outputs from canonical
 * images, and each expert learns from the images it won.
 *
 * The activations of the scoring pass serve the winners' gradients, which run through the batch statistics of batch norm
 * and therefore through all rows of the batch. Winners are ranked by the scores before the discriminator's update and
 * scored again after it.
 *
 * @param competitors - Changed in place.
 * @param transformed - `[n, height, width, c]`; not disposed.
 * @param canonical - `[m, height, width, c]`; not disposed.
 * @param rules - How winners are chosen and what they learn from.
 * @returns What happened; no tensors.
 * @throws ValuesError when a score is not a number.
 */
export async function competitionStep(
  competitors: Competitors,
  transformed: tf.Tensor4D,
  canonical: tf.Tensor4D,
  { average, chooseWinners }: CompetitionRules,
): Promise<CompetitionStep> {
  const { experts } = competitors;
  const passes: ExpertPass[] = [];
  const made: tf.Tensor[] = [];
  try {
    for (const expert of experts) {
      passes.push(expertForward(expert.parameters.views, transformed));
      await tf.nextFrame();
    }
    const outputs = tf.concat4d(
      passes.map(({ output }) => output),
      0,
    );
    made.push(outputs);
    const judged = await updateDiscriminator(competitors, canonical, outputs);
    const winners = chooseWinners(judged.logits.subarray(canonical.shape[0]), experts.length);
    checkWinners(winners, transformed.shape[0], experts.length);
    const won = await scoreWinners(competitors, outputs, winners, average);
    made.push(won.dPixels);
    outputs.dispose();
    for (const [j, expert] of experts.entries()) {
      const pass = passes[j] as ExpertPass;
      if (won.wins[j] !== 0) updateWinner(competitors, j, pass, winners, won.dPixels);
      expert.updateStatistics(pass.statistics);
      disposeExpertPass(pass);
      await tf.nextFrame();
    }
    return {
      discriminatorLoss: judged.loss,
      canonicalAccuracy: judged.canonicalAccuracy,
      outputAccuracy: judged.outputAccuracy,
      expertLoss: won.loss,
      wins: won.wins,
    };
  } finally {
    passes.forEach(disposeExpertPass);
    tf.dispose(made);
  }
}

/** A choice of winners is the caller's: one that does not fit would train experts on images they did not make. */
function checkWinners(winners: Int32Array, images: number, experts: number): void {
  const isExpert = (winner: number) => Number.isInteger(winner) && winner >= 0 && winner < experts;
  if (winners.length === images && winners.every(isExpert)) return;
  throw new ArgumentError(
    `competitionStep: chooseWinners must give one expert from 0 to ${experts - 1} for each of ${images} images`,
    { data: { winners: Array.from(winners), images, experts } },
  );
}

/** Trains the discriminator on canonical images against all outputs; gives the scores from before. */
async function updateDiscriminator(
  { discriminator, discriminatorAdam }: Competitors,
  canonical: tf.Tensor4D,
  outputs: tf.Tensor4D,
) {
  const images = tf.concat4d([canonical, outputs], 0);
  const pass = discriminatorForward(discriminator.views, images);
  await tf.nextFrame();
  const logits = await pass.logits.data<'float32'>();
  if (!logits.every(Number.isFinite)) {
    disposeDiscriminatorPass(pass);
    images.dispose();
    throw new ValuesError('competitionStep: the discriminator gave a score that is not a number', {
      data: { index: logits.findIndex((logit) => !Number.isFinite(logit)) },
    });
  }
  const { loss, canonicalAccuracy, outputAccuracy, gradient } = discriminatorLoss(
    logits,
    canonical.shape[0],
  );
  const dLogits = tf.tensor1d(gradient);
  const dParameters = discriminatorGradient(discriminator.views, pass, dLogits, 'parameters');
  disposeDiscriminatorPass(pass);
  discriminator.replace(discriminatorAdam.update(discriminator.values, dParameters));
  tf.dispose([images, dLogits, dParameters]);
  await tf.nextFrame();
  return { logits, loss, canonicalAccuracy, outputAccuracy };
}

/** Scores each image's winning output with the updated discriminator; the caller disposes of `dPixels`. */
async function scoreWinners(
  { discriminator, experts }: Competitors,
  outputs: tf.Tensor4D,
  winners: Int32Array,
  average: 'perWon' | 'perBatch',
) {
  const rows = tf.tensor1d(
    winners.map((winner, image) => winner * winners.length + image),
    'int32',
  );
  const winning = tf.gather(outputs, rows);
  const pass = discriminatorForward(discriminator.views, winning);
  const { loss, wins, gradient } = winnersLoss(
    await pass.logits.data<'float32'>(),
    winners,
    experts.length,
    average,
  );
  const dLogits = tf.tensor1d(gradient);
  const dPixels = discriminatorGradient(discriminator.views, pass, dLogits, 'images');
  disposeDiscriminatorPass(pass);
  tf.dispose([rows, winning, dLogits]);
  return { loss, wins, dPixels };
}

/** Does the update of one winner: the gradient enters at the rows it won and leaves through the whole batch. */
function updateWinner(
  { experts, expertAdams }: Competitors,
  j: number,
  pass: ExpertPass,
  winners: Int32Array,
  dPixels: tf.Tensor4D,
): void {
  const expert = experts[j] as Expert;
  tf.tidy(() => {
    const rows = tf.tensor1d(
      Array.from(winners.keys()).filter((image) => winners[image] === j),
      'int32',
    );
    const gradient = expertGradient(expert.parameters.views, pass, tf.gather(dPixels, rows), rows);
    expert.update(expertAdams[j] as FlatAdam, gradient);
  });
}
