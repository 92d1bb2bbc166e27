import { sigmoid } from '@causal-mechanisms/tensor-utils';
import { expectedRatio } from '../belief/expectedRatio.ts';
import { hypothesesFromSamples } from '../pair/hypothesesFromSamples.ts';
import { onlineLogLikelihoods } from '../pair/onlineLogLikelihoods.ts';
import type { EncodedPair } from './cells/pairCells.ts';

/** What the objective of the paper says, which knows two hypotheses and lets both mechanisms of each adapt. */
export interface TwoHypothesisAnswer {
  /** The hypothesis that adapts faster. It tells which variable was changed, not which is the cause. */
  readonly direction: 'A->B' | 'B->A';
  /** The belief in A->B: the sigmoid of the sum of the deltas. */
  readonly belief: number;
  /** `log L(A->B) - log L(B->A)` of each transfer while both adapt, in nats. */
  readonly deltas: readonly number[];
  /** The mean of `exp(-Delta)`. */
  readonly expectedRatio: number;
}

const BATCH = 10;
/** Longer transfers say no more about who adapts faster. */
const MOST_BATCHES = 100;

/**
 * The answer of the paper's two hypotheses: tables start from the training pairs and take a step of gradient descent after
 * every mini-batch of ten pairs of a transfer; each mini-batch is scored before its step.
 *
 * @param pair - Categories of all sets; rows are taken in their order.
 * @returns The hypothesis that predicted the transfers better, and by how much.
 */
export function twoHypothesisAnswer({ sets, categories }: EncodedPair): TwoHypothesisAnswer {
  const [training, ...transfers] = sets;
  if (training === undefined) throw new RangeError('expected a training set');
  const hypotheses = hypothesesFromSamples(training, { categories });
  const deltas = transfers.map(({ a, b }) => {
    const batchSize = Math.min(BATCH, Math.floor(a.length / 2));
    const batches = Math.min(MOST_BATCHES, Math.floor(a.length / batchSize));
    const rows = batches * batchSize;
    const episode = { a: a.subarray(0, rows), b: b.subarray(0, rows), batches, batchSize };
    return onlineLogLikelihoods(hypotheses, episode).deltas[0] ?? 0;
  });
  const belief = sigmoid(deltas.reduce((sum, delta) => sum + delta, 0));
  return {
    direction: belief >= 0.5 ? 'A->B' : 'B->A',
    belief,
    deltas,
    expectedRatio: expectedRatio(deltas),
  };
}
