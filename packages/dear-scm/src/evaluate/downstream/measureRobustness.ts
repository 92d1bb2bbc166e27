import { checkFactorDataset } from '@causal-mechanisms/datasets';
import { groupAccuracies } from '@causal-mechanisms/metrics';
import type { GroupAccuracies } from '@causal-mechanisms/metrics';
import {
  checkCount,
  checkInstance,
  checkOptions,
  checkSignal,
  checkText,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { binaryLabels, classesOf } from './binaryLabels.ts';
import type { DownstreamTraining } from './classifierBank.ts';
import { downstreamAnswers } from './downstreamAnswers.ts';
import type { DownstreamTask } from './downstreamAnswers.ts';
import type { DownstreamMethod } from './downstreamMethod.ts';

/** Options of {@link measureRobustness}. */
export interface MeasureRobustnessOptions extends DownstreamTask {
  /** The binary factor that goes with the target in training and not in the test, such as the colour of the background. */
  readonly attribute: string;
  /** How many random training rows are learned from. Default: all. */
  readonly rows?: number;
  /** How often is learned. Default: 10. */
  readonly repeats?: number;
  /** Where subsets, starts and orders come from. */
  readonly stream: RandomStream;
  /** Settings of the small classifiers on representations. Default: those of {@link DownstreamTraining}. */
  readonly training?: DownstreamTraining | undefined;
  /** Ends the work with the reason of the signal. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

/** How a method that learned from manipulated data does on honest ones: one entry per repetition. */
export interface MeasuredRobustness {
  /** The accuracy over all test rows. */
  readonly average: readonly number[];
  /** The accuracy in the worst of the four groups of target and attribute. */
  readonly worst: readonly number[];
  /** The accuracy over all test rows whose attribute contradicts the target, as one pool. */
  readonly conflicting: readonly number[];
  /** All that is known of every repetition. */
  readonly runs: readonly GroupAccuracies[];
}

/**
 * Learns a target from data in which an attribute goes with it, and tests where the two are independent (the protocol of the second table
 * of DEAR).
 *
 * @param method - A representation, or a classifier of observations. A representation should have been trained on the manipulated data too.
 * @param options - Data, target, attribute.
 * @returns Accuracies on average, in the worst group and where the attribute contradicts the target.
 * @throws ArgumentError for an unknown target or attribute; ValuesError where one is missing, or neither 0 nor 1; ShapeError when the model
 * reads other observations.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { factorDataset } from '@causal-mechanisms/datasets';
 * import { measureRobustness } from '@causal-mechanisms/dear-scm';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * // The cause is the sign of the first number; the attribute is the second one.
 * const rows = (seed: number, agreement: number) => {
 *   const stream = new RandomStream(seed);
 *   const values = Array.from({ length: 300 }, () => {
 *     const target = stream.integer(0, 2);
 *     return [target, stream.uniform() < agreement ? target : 1 - target];
 *   });
 *   return factorDataset({
 *     name: 'signs',
 *     observations: Float32Array.from(values.flatMap(([target = 0, a = 0]) => [2 * target - 1, a])),
 *     shape: [2],
 *     factors: [{ name: 'target', kind: 'binary' }, { name: 'attribute', kind: 'binary' }],
 *     values: values.flat(),
 *   });
 * };
 * const model = {
 *   observationShape: [2],
 *   factorNames: ['sign'],
 *   latentWidth: 1,
 *   encode: (x: tf.Tensor) => tf.slice(x as tf.Tensor2D, [0, 0], [-1, 1]),
 * };
 * const { worst } = await measureRobustness(
 *   { kind: 'representation', model },
 *   { train: rows(1, 0.9), test: rows(2, 0.5), target: 'target', attribute: 'attribute', repeats: 1, stream: new RandomStream(3) },
 * );
 * console.log(worst); // [ 1 ]
 * ```
 */
export async function measureRobustness(
  method: DownstreamMethod,
  options: MeasureRobustnessOptions,
): Promise<MeasuredRobustness> {
  const owner = 'measureRobustness';
  const { train, test, target, attribute, stream, training, signal } = checkOptions(owner, options);
  checkFactorDataset(owner, 'train', train);
  checkFactorDataset(owner, 'test', test);
  checkText(owner, 'target', target);
  checkText(owner, 'attribute', attribute);
  checkInstance(owner, 'stream', stream, RandomStream);
  checkSignal(owner, signal);
  if (training !== undefined) checkOptions(owner, training, 'training');
  const { repeats = 10, rows = train.size } = options;
  checkCount(owner, 'repeats', repeats, { most: 10_000 });
  checkCount(owner, 'rows', rows, { most: train.size });
  const labels = binaryLabels(owner, test, target);
  const attributes = binaryLabels(owner, test, attribute);
  const answer = await downstreamAnswers(owner, method, { train, test, target }, signal);
  const subsets = Array.from({ length: repeats }, (_, i) =>
    stream.split(`subset ${i}`).sampleIndices(rows, train.size),
  );
  const logits = await answer({ subsets, stream, training, signal });
  const runs = logits.map((one) =>
    groupAccuracies({ predictions: classesOf(one), labels, attributes }),
  );
  return {
    average: runs.map(({ average }) => average),
    worst: runs.map(({ worst }) => worst),
    conflicting: runs.map(({ conflicting }) => conflicting),
    runs,
  };
}
