import * as tf from '@tensorflow/tfjs';
import type { Scalars } from '@causal-mechanisms/tensor-utils';
import type { ExpertPass } from '../networks/kinds/expertKind.ts';
import type { ScoreLoss } from '../objectives/objective.ts';
import type { Competitor, Competitors } from './competitors.ts';
import { expertOutputs } from './expertOutputs.ts';
import { withInstanceNoise } from './instanceNoise.ts';
import type { BatchNoise } from './instanceNoise.ts';
import { winnersLoss } from './logitLosses.ts';
import type { SplitRepair } from './splitRepair.ts';
import { outputWeights, winnersOf } from './winners/winnersOf.ts';
import type { WinnersRules } from './winners/winnersOf.ts';

/** How winners are chosen and what they learn from. */
export interface CompetitionRules extends WinnersRules {
  /** What each expert's loss is averaged over: the images it won, or the whole batch. */
  readonly average: 'perWon' | 'perBatch';
  /** What becomes of an expert that won nothing, or nothing that teaches it anything: it stays as it is, or its optimiser steps with a gradient of zero. */
  readonly idleExperts: 'unchanged' | 'stepped';
  /** How much an output that did not win counts in the update of what scores outputs; one that won counts 1. */
  readonly loserWeight: number;
  /** Whether what scores outputs learns before the experts, after them, or both learn from the same scores. */
  readonly updateOrder: 'discriminatorFirst' | 'expertsFirst' | 'simultaneous';
  /** Corrects the winners by what the experts made of the images. Default: nothing. */
  readonly reassign?: SplitRepair['reassign'] | undefined;
  /** Added to all that is scored in this iteration. Default: nothing. */
  readonly noise?: BatchNoise | undefined;
  /** The step sizes of this iteration. Default: those of the optimisers. */
  readonly rates?: StepSizes;
  /** Gives the event loop its turn between pieces of an iteration. */
  readonly pause: () => Promise<void>;
}

/** The step sizes of one iteration. */
export interface StepSizes {
  /** Of every expert. */
  readonly expert: number;
  /** Of the discriminator, where it is what scores outputs. */
  readonly discriminator: number;
}

/** What one iteration of the competition reports. */
export interface CompetitionStep {
  /** What the objective reports of its update, and `expertLoss`: the mean loss of the winners after it. */
  readonly scalars: Scalars;
  /** Images won by each expert. */
  readonly wins: Int32Array;
}

/**
 * One iteration of Algorithm 1: all experts see the batch, what scores them learns (a discriminator to tell their outputs from
 * canonical images), and each expert learns from the images it won.
 *
 * The activations of the scoring pass serve the winners' gradients, which run through the batch statistics of batch norm
 * and therefore through all rows of the batch. Winners are ranked by the scores before all updates. Where what scores them learns
 * first, they are scored again after it; where the experts learn first, it sees outputs of the experts as they are then.
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
  const { noise, pause } = rules;
  const entries: { readonly competitor: Competitor; readonly pass: ExpertPass }[] = [];
  const held: { dispose(): void }[] = [];
  try {
    for (const competitor of competitors.experts) {
      entries.push({ competitor, pass: await competitor.expert.forward(transformed, pause) });
      await pause();
    }
    const outputs = tf.concat4d(
      entries.map(({ pass }) => pass.output),
      0,
    );
    held.push(outputs);
    const seenCanonical = withInstanceNoise(canonical, noise?.canonical);
    held.push(seenCanonical);
    const seen = withInstanceNoise(outputs, noise?.transformed);
    held.push(seen);
    const scored = await competitors.objective.score(seenCanonical, seen, pause);
    held.push(scored);
    const chosen = winnersOf(scored.scores, entries.length, rules);
    const winners = (await rules.reassign?.(chosen, transformed, outputs)) ?? chosen;
    const step = {
      learningRate: rules.rates?.discriminator,
      outputWeights: outputWeights(winners, entries.length, rules.loserWeight),
    };
    const order = rules.updateOrder;
    let figures = order === 'discriminatorFirst' ? await scored.update(step) : {};
    const won = await scoreWinners(competitors, seen, winners, {
      ...rules,
      loss: scored.winnerLoss ?? competitors.objective.winnerLoss,
    });
    held.push(won.dPixels);
    if (order === 'simultaneous') figures = await scored.update(step);
    seen.dispose();
    if (order === 'expertsFirst') scored.dispose();
    else {
      outputs.dispose();
      seenCanonical.dispose();
    }
    for (const [j, { competitor, pass }] of entries.entries()) {
      if (won.taught[j] !== 0) {
        await updateWinner(competitor, pass, won.dPixels, rowsOf(winners, j), rules);
      } else if (rules.idleExperts === 'stepped') {
        stepIdle(competitor, rules);
      }
      competitor.expert.updateStatistics(pass.statistics);
      pass.dispose();
      await pause();
    }
    if (order === 'expertsFirst') {
      const experts = entries.map(({ competitor }, j) => {
        const changed = won.taught[j] !== 0 || rules.idleExperts === 'stepped';
        return changed ? competitor : undefined;
      });
      const now = await expertOutputs(experts, transformed, pause, outputs);
      held.push(now);
      outputs.dispose();
      const seenNow = withInstanceNoise(now, noise?.transformed);
      held.push(seenNow);
      const later = await competitors.objective.score(seenCanonical, seenNow, pause);
      held.push(later);
      figures = await later.update(step);
    }
    return {
      scalars: { ...figures, expertLoss: won.loss },
      wins: won.wins,
    };
  } finally {
    for (const { pass } of entries) pass.dispose();
    for (const each of held) each.dispose();
  }
}

/** Scores each image's winning output again, after the update; the caller disposes of `dPixels`. */
async function scoreWinners(
  { objective, experts }: Competitors,
  outputs: tf.Tensor4D,
  winners: Int32Array,
  { average, pause, loss: of }: CompetitionRules & { readonly loss: ScoreLoss },
) {
  const rows = tf.tensor1d(
    winners.map((winner, image) => winner * winners.length + image),
    'int32',
  );
  const winning = tf.gather(outputs, rows);
  const lossOf = (scores: Float32Array) =>
    winnersLoss(scores, winners, experts.length, average, of);
  const { loss, dPixels } = await objective.pixelGradient(winning, lossOf, pause);
  tf.dispose([rows, winning]);
  return { ...loss, dPixels };
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
  const gradient = await pass.gradient(dOutput, { rows, pause });
  expert.update(adam, gradient, rates?.expert);
  tf.dispose([rows, dOutput, gradient]);
}

/** A step without a gradient: the optimiser's moments decay and move the expert on. */
function stepIdle({ expert, adam }: Competitor, { rates }: CompetitionRules): void {
  const gradient = tf.zeros<tf.Rank.R1>([expert.parameters.layout.length]);
  expert.update(adam, gradient, rates?.expert);
  gradient.dispose();
}
