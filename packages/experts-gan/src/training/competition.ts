import * as tf from '@tensorflow/tfjs';
import { ArgumentError, ValuesError } from '@causal-mechanisms/tensor-utils';
import {
  discriminatorForward,
  disposeDiscriminatorPass,
  imageGradient,
  parameterGradient,
} from '../networks/discriminatorPass.ts';
import { disposeExpertPass, expertForward, expertGradient } from '../networks/expertPass.ts';
import type { ExpertPass } from '../networks/expertPass.ts';
import type { Competitor, Competitors } from './competitors.ts';
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
  /** The step sizes of this iteration. Default: those of the optimisers. */
  readonly rates?: StepSizes;
  /** Gives the event loop its turn between pieces of an iteration. */
  readonly pause: () => Promise<void>;
}

/** The step sizes of one iteration. */
export interface StepSizes {
  /** Of every expert. */
  readonly expert: number;
  /** Of the discriminator. */
  readonly discriminator: number;
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
  rules: CompetitionRules,
): Promise<CompetitionStep> {
  const { chooseWinners, pause } = rules;
  const entries: { readonly competitor: Competitor; readonly pass: ExpertPass }[] = [];
  const made: tf.Tensor[] = [];
  try {
    for (const competitor of competitors.experts) {
      const { views } = competitor.expert.parameters;
      entries.push({ competitor, pass: await expertForward(views, transformed, pause) });
      await pause();
    }
    const outputs = tf.concat4d(
      entries.map(({ pass }) => pass.output),
      0,
    );
    made.push(outputs);
    const judged = await updateDiscriminator(competitors, canonical, outputs, rules);
    const winners = chooseWinners(judged.logits.subarray(canonical.shape[0]), entries.length);
    checkWinners(winners, transformed.shape[0], entries.length);
    const won = await scoreWinners(competitors, outputs, winners, rules);
    made.push(won.dPixels);
    outputs.dispose();
    for (const [j, { competitor, pass }] of entries.entries()) {
      if (won.wins[j] !== 0) {
        await updateWinner(competitor, pass, won.dPixels, rowsOf(winners, j), rules);
      }
      competitor.expert.updateStatistics(pass.statistics);
      disposeExpertPass(pass);
      await pause();
    }
    return {
      discriminatorLoss: judged.loss,
      canonicalAccuracy: judged.canonicalAccuracy,
      outputAccuracy: judged.outputAccuracy,
      expertLoss: won.loss,
      wins: won.wins,
    };
  } finally {
    for (const { pass } of entries) disposeExpertPass(pass);
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
  { rates, pause }: CompetitionRules,
) {
  const images = tf.concat4d([canonical, outputs], 0);
  const pass = await discriminatorForward(discriminator.views, images, pause);
  const logits = await pass.logits.data<'float32'>();
  if (!logits.every(Number.isFinite)) {
    disposeDiscriminatorPass(pass);
    images.dispose();
    throw new ValuesError('competitionStep: the discriminator gave a score that is not a number', {
      data: { index: logits.findIndex((logit) => !Number.isFinite(logit)) },
    });
  }
  const { gradient, ...found } = discriminatorLoss(logits, canonical.shape[0]);
  const dLogits = tf.tensor1d(gradient);
  const dParameters = await parameterGradient(discriminator.views, pass, dLogits, pause);
  disposeDiscriminatorPass(pass);
  await pause();
  discriminator.replace(
    discriminatorAdam.update(discriminator.values, dParameters, rates?.discriminator),
  );
  tf.dispose([images, dLogits, dParameters]);
  await pause();
  return { logits, ...found };
}

/** Scores each image's winning output with the updated discriminator; the caller disposes of `dPixels`. */
async function scoreWinners(
  { discriminator, experts }: Competitors,
  outputs: tf.Tensor4D,
  winners: Int32Array,
  { average, pause }: CompetitionRules,
) {
  const rows = tf.tensor1d(
    winners.map((winner, image) => winner * winners.length + image),
    'int32',
  );
  const winning = tf.gather(outputs, rows);
  const pass = await discriminatorForward(discriminator.views, winning, pause);
  const logits = await pass.logits.data<'float32'>();
  const { loss, wins, gradient } = winnersLoss(logits, winners, experts.length, average);
  const dLogits = tf.tensor1d(gradient);
  const dPixels = await imageGradient(discriminator.views, pass, dLogits, pause);
  disposeDiscriminatorPass(pass);
  tf.dispose([rows, winning, dLogits]);
  return { loss, wins, dPixels };
}

/** The images that one expert won. */
function rowsOf(winners: Int32Array, expert: number): number[] {
  return Array.from(winners.keys()).filter((image) => winners[image] === expert);
}

/** Does the update of one winner: the gradient enters at the rows it won and leaves through the whole batch. */
async function updateWinner(
  { expert, adam }: Competitor,
  pass: ExpertPass,
  dPixels: tf.Tensor4D,
  won: readonly number[],
  { rates, pause }: CompetitionRules,
): Promise<void> {
  const rows = tf.tensor1d([...won], 'int32');
  const dOutput = tf.gather(dPixels, rows);
  const gradient = await expertGradient(expert.parameters.views, pass, dOutput, { rows, pause });
  expert.update(adam, gradient, rates?.expert);
  tf.dispose([rows, dOutput, gradient]);
}
