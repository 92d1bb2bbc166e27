import type { SequencePredictions } from '../../src/index.ts';

/** Three steps of two sequences, three classes; the softmax of ln p is p. */
const SHARES = [
  [0.5, 0.25, 0.25],
  [0.1, 0.8, 0.1],
  [0.25, 0.25, 0.5],
  [0.7, 0.2, 0.1],
  [0.2, 0.4, 0.4],
  [0.05, 0.05, 0.9],
];
export const SIX: SequencePredictions = {
  logits: Float32Array.from(SHARES.flat(), (share) => Math.log(share) + 3),
  classes: Int32Array.of(0, 1, 2, 1, 2, 2),
  steps: 3,
  batch: 2,
  classCount: 3,
};
