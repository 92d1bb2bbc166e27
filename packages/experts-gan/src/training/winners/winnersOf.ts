import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import type { ChooseWinners, WinnersContext } from './chooseWinners.ts';
import { singleProbability } from './singleProbability.ts';

/** How the winners of a batch are chosen. */
export interface WinnersRules {
  /** How the winners are chosen. */
  readonly chooseWinners: ChooseWinners;
  /** What the choice is told beside the scores. */
  readonly context: WinnersContext;
  /** The scores that winners are chosen by: logits, or probabilities in single precision. */
  readonly winnerScore: 'logit' | 'probability';
}

/**
 * @param logits - Expert by expert: entry `expert * images + image`.
 * @param experts - Number of experts.
 * @param rules - How winners are chosen.
 * @returns One expert per image.
 * @throws ArgumentError when the choice does not fit.
 */
export function winnersOf(
  logits: Float32Array,
  experts: number,
  { chooseWinners, context, winnerScore }: WinnersRules,
): Int32Array {
  const scores = winnerScore === 'logit' ? logits : logits.map(singleProbability);
  const winners = chooseWinners(scores, experts, context);
  checkWinners(winners, logits.length / experts, experts);
  return winners;
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

/**
 * @param winners - One expert per image.
 * @param experts - Number of experts.
 * @param loserWeight - How much an output that did not win counts; one that won counts 1.
 * @returns How much each output counts, expert by expert; nothing where all count alike.
 */
export function outputWeights(
  winners: Int32Array,
  experts: number,
  loserWeight: number,
): Float32Array | undefined {
  if (loserWeight === 1) return undefined;
  const weights = new Float32Array(experts * winners.length).fill(loserWeight);
  winners.forEach((winner, image) => {
    weights[winner * winners.length + image] = 1;
  });
  return weights;
}
