import * as tf from '@tensorflow/tfjs';
import type { PairSamples } from '@causal-mechanisms/datasets';
import { checkCount, pacer, checkOptions } from '@causal-mechanisms/tensor-utils';
import { checkHypotheses, checkPairSamples, checkPossible } from './checkPairs.ts';
import { episodeDeltas } from './onlineLogLikelihoods.ts';
import type { OnlineLogLikelihoods, OnlineOptions } from './onlineLogLikelihoods.ts';
import { checkLearningRate, countEpisodes } from './pairEpisodes.ts';
import type { PairEpisodes } from './pairEpisodes.ts';
import type { AdaptationSettings } from './tableAdapter.ts';
import type { TabularHypotheses, TabularHypothesis } from './tabularHypotheses.ts';

/** Options of {@link onlineLogLikelihoodsTensors}. */
export interface OnlineTensorsOptions extends OnlineOptions {
  /** Episodes that are adapted at once, at least 1. Default: 1000. */
  readonly together?: number;
}

/**
 * The same as {@link onlineLogLikelihoods} in tensors, many episodes at once: for accelerators, and to check one form by the other. Takes
 * some 30 ops for any number of episodes, in single precision.
 *
 * @param hypotheses - Both, as they were before the transfer.
 * @param episodes - The transfer episodes.
 * @param options - The step size, and how many episodes at once.
 * @returns The log-likelihood of every mini-batch, and Delta of every episode; no tensors.
 * @throws As {@link onlineLogLikelihoods}.
 *
 * @example
 * ```ts
 * import { categoricalPairOf } from '@causal-mechanisms/datasets';
 * import { onlineLogLikelihoodsTensors, tabularHypotheses } from '@causal-mechanisms/meta-transfer';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const hypotheses = tabularHypotheses(categoricalPairOf([0.5, 0.5], [[0.9, 0.1], [0.2, 0.8]]));
 * const samples = { a: Uint8Array.of(0, 0, 0, 0), b: Uint8Array.of(0, 0, 1, 0) };
 * const { deltas } = await onlineLogLikelihoodsTensors(
 *   hypotheses,
 *   { ...samples, batches: 2, batchSize: 2 },
 *   { learningRate: 1 },
 * );
 * console.log(deltas[0]?.toFixed(4)); // 0.8180
 * ```
 */
export async function onlineLogLikelihoodsTensors(
  hypotheses: TabularHypotheses,
  episodes: PairEpisodes,
  options: OnlineTensorsOptions = {},
): Promise<OnlineLogLikelihoods> {
  const owner = 'onlineLogLikelihoodsTensors';
  const { learningRate = 0.1, together = 1000 } = checkOptions(owner, options);
  checkLearningRate(owner, { learningRate });
  checkCount(owner, 'together', together);
  checkHypotheses(owner, hypotheses);
  checkPairSamples(owner, episodes, hypotheses.categories, { name: 'episodes' });
  const count = countEpisodes(owner, episodes);
  checkPossible(owner, episodes, hypotheses);
  const { a, b, batches, batchSize } = episodes;
  const settings = { batches, batchSize, learningRate };
  const [forward, backward] = [
    new Float64Array(count * batches),
    new Float64Array(count * batches),
  ];
  const pause = pacer();
  for (let from = 0; from < count; from += together) {
    const to = Math.min(count, from + together);
    const ofEpisodes = (values: Uint8Array) =>
      values.subarray(from * batches * batchSize, to * batches * batchSize);
    const samples = { a: ofEpisodes(a), b: ofEpisodes(b) };
    const scores = tf.tidy(() =>
      tf.stack([
        batchScores(hypotheses.forward, samples, settings),
        batchScores(hypotheses.backward, { a: samples.b, b: samples.a }, settings),
      ]),
    );
    const values = await scores.data<'float32'>();
    scores.dispose();
    const length = (to - from) * batches;
    forward.set(values.subarray(0, length), from * batches);
    backward.set(values.subarray(length), from * batches);
    await pause();
  }
  const deltas = episodeDeltas(owner, { forward, backward, batches });
  return { episodes: count, batches, forward, backward, deltas };
}

/** The log-likelihood of every mini-batch `[episodes, batches]`; `a` is the cause here. */
function batchScores(
  { causes, effects, logMarginal, logConditional }: TabularHypothesis,
  { a, b }: PairSamples,
  { batches, batchSize, learningRate }: AdaptationSettings,
): tf.Tensor2D {
  const samples = batches * batchSize;
  const episodes = a.length / samples;
  const cause = tf.tensor2d(Int32Array.from(a), [episodes, samples], 'int32');
  // Integers first: asked for floats, the WebAssembly backend writes the bits of integers into them.
  const oneHot = (places: tf.Tensor2D, depth: number): tf.Tensor3D =>
    tf.cast(tf.oneHot(places, depth) as tf.Tensor3D, 'float32');
  const isCause = oneHot(cause, causes);
  const effect = tf.tensor2d(Int32Array.from(b), [episodes, samples], 'int32');
  const isEffect = oneHot(effect, effects);
  // One copy of a row for each pair that meets it: equal pairs move alike, and nothing is scattered.
  const table = tf.tensor2d(finite(logConditional), [causes, effects]);
  let rows = tf.gather<tf.Tensor>(table, cause) as tf.Tensor3D;
  let marginal = tf.tile(tf.tensor3d(finite(logMarginal), [1, 1, causes]), [episodes, 1, 1]);
  const share = learningRate / batchSize;
  const scores: tf.Tensor1D[] = [];
  for (let k = 0; k < batches; k++) {
    const left = samples - k * batchSize;
    const now = (values: tf.Tensor3D, width: number) =>
      tf.slice3d(values, [0, values.shape[1] - left, 0], [-1, batchSize, width]);
    const later = (values: tf.Tensor3D, width: number) =>
      tf.slice3d(values, [0, values.shape[1] - left + batchSize, 0], [-1, left - batchSize, width]);
    const [causesNow, effectsNow] = [now(isCause, causes), now(isEffect, effects)];
    const ofMarginal = tf.sum(tf.mul(causesNow, marginal), [1, 2]);
    const ofRows = tf.sum(tf.mul(effectsNow, now(rows, effects)), [1, 2]);
    scores.push(tf.add(ofMarginal, ofRows));
    if (k === batches - 1) break;
    const met = tf.sum(causesNow, 1, true);
    const pull = tf.sub(tf.mul(tf.exp(marginal), batchSize), met);
    marginal = tf.logSoftmax(tf.sub(marginal, tf.mul(pull, share)), -1);
    const same = tf.matMul(later(isCause, causes), causesNow, false, true);
    const rest = later(rows, effects);
    const pulls = tf.sub(tf.mul(tf.sum(same, 2, true), tf.exp(rest)), tf.matMul(same, effectsNow));
    rows = tf.logSoftmax(tf.sub(rest, tf.mul(pulls, share)), -1);
  }
  return tf.stack(scores, 1) as tf.Tensor2D;
}

/** Times 0 in a sum, the logarithm of 0 would be NaN. */
function finite(logarithms: Float64Array): Float32Array {
  return Float32Array.from(logarithms, (logarithm) => Math.max(logarithm, -1e30));
}
