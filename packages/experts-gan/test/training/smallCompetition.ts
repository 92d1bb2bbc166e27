// Three small experts on grey images, and what an iteration of theirs needs.
import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { resolveExpertsConfig } from '../../src/expertsConfig.ts';
import type { ExpertsConfig } from '../../src/expertsConfig.ts';
import { ExpertsModel } from '../../src/model/expertsModel.ts';
import { competitorsOf } from '../../src/training/competitors.ts';
import { winnersByLogit } from '../../src/training/logitLosses.ts';
import { noPause } from '../support.ts';
import { contextOf } from './winners/context.ts';

export const config = resolveExpertsConfig({
  experts: 3,
  filters: 4,
  discriminatorFilters: [3, 4, 5],
  discriminatorUnits: 6,
  batchNormGamma: 'uniform',
});

export const SHAPE = [16, 16, 1] as const;

/** What batches are drawn from. */
export const stream = new RandomStream(21);

export const batch = (n: number) => tf.tensor4d(stream.uniforms(n * 256), [n, 16, 16, 1]);

export const rules = {
  average: 'perWon',
  chooseWinners: winnersByLogit,
  context: contextOf(),
  winnerScore: 'logit',
  idleExperts: 'unchanged',
  loserWeight: 1,
  updateOrder: 'discriminatorFirst',
  pause: noPause,
} as const;

/** Networks at their random start, with their optimisers. */
export function startOf(settings: ExpertsConfig) {
  const parameters = new RandomStream(settings.seed).split('parameters');
  const model = ExpertsModel.create(settings, SHAPE, parameters);
  return { model, competitors: competitorsOf(model) };
}

/** All images go to one expert. */
export const allTo = (expert: number) => (logits: Float32Array, experts: number) =>
  new Int32Array(logits.length / experts).fill(expert);
