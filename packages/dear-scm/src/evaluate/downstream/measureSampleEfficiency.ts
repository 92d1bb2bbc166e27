import { checkFactorDataset } from '@causal-mechanisms/datasets';
import { sampleEfficiency } from '@causal-mechanisms/metrics';
import type { SampleEfficiency } from '@causal-mechanisms/metrics';
import {
  ArgumentError,
  checkCount,
  checkInstance,
  checkOptions,
  checkSignal,
  checkText,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { accuracyOf, binaryLabels } from './binaryLabels.ts';
import type { DownstreamTraining } from './classifierBank.ts';
import { downstreamAnswers } from './downstreamAnswers.ts';
import type { DownstreamTask } from './downstreamAnswers.ts';
import type { DownstreamMethod } from './downstreamMethod.ts';

/** Options of {@link measureSampleEfficiency}. */
export interface MeasureSampleEfficiencyOptions extends DownstreamTask {
  /** Rows of the small training sets. Default: 100. */
  readonly few?: number;
  /** Rows of the large ones, at most as many as there are. Default: all. */
  readonly many?: number;
  /** How often a small set is drawn and learned from. Default: 10. */
  readonly repeats?: number;
  /** How often is learned from a large one; at most `repeats`. Default: `repeats`. */
  readonly manyRepeats?: number;
  /** Where subsets, starts and orders come from. */
  readonly stream: RandomStream;
  /** Settings of the small classifiers on representations. */
  readonly training?: {
    /** With few rows. Default: those of {@link DownstreamTraining}. */
    readonly few?: DownstreamTraining;
    /** With many. Default: those of {@link DownstreamTraining}. */
    readonly many?: DownstreamTraining;
  };
  /** Ends the work with the reason of the signal. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

/** How well a method learns from few rows and from many. */
export interface MeasuredSampleEfficiency {
  /** The test accuracy after learning from few rows, one per repetition. */
  readonly few: readonly number[];
  /** That after learning from many. */
  readonly many: readonly number[];
  /** Few divided by many, run by run; where there are fewer large runs, they are taken in turn. */
  readonly efficiency: SampleEfficiency;
}

/**
 * Learns a target from few random training rows and from many, and compares the test accuracies (the protocol of Locatello et al., 2019, as
 * in the first table of DEAR).
 *
 * @param method - A representation, or a classifier of observations.
 * @param options - Data, target, sizes.
 * @returns Accuracies and their ratio.
 * @throws ArgumentError for an unknown target and for more rows than there are; ValuesError where the target is missing, or neither 0 nor 1;
 * ShapeError when the model reads other observations.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { factorDataset } from '@causal-mechanisms/datasets';
 * import { measureSampleEfficiency } from '@causal-mechanisms/dear-scm';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const rows = (seed: number) => {
 *   const observations = new RandomStream(seed).normals(400);
 *   return factorDataset({
 *     name: 'signs',
 *     observations,
 *     shape: [1],
 *     factors: [{ name: 'positive', kind: 'binary' }],
 *     values: Array.from(observations, (x) => (x > 0 ? 1 : 0)),
 *   });
 * };
 * const model = {
 *   observationShape: [1],
 *   factorNames: ['x'],
 *   latentWidth: 1,
 *   encode: (x: tf.Tensor) => tf.clone(x as tf.Tensor2D),
 * };
 * const { few, efficiency } = await measureSampleEfficiency(
 *   { kind: 'representation', model },
 *   { train: rows(1), test: rows(2), target: 'positive', few: 20, repeats: 2, stream: new RandomStream(3) },
 * );
 * console.log(few.length, efficiency.mean > 0.8); // 2 true
 * ```
 */
export async function measureSampleEfficiency(
  method: DownstreamMethod,
  options: MeasureSampleEfficiencyOptions,
): Promise<MeasuredSampleEfficiency> {
  const owner = 'measureSampleEfficiency';
  const { train, test, target, stream, training = {}, signal } = checkOptions(owner, options);
  checkFactorDataset(owner, 'train', train);
  checkFactorDataset(owner, 'test', test);
  checkText(owner, 'target', target);
  checkInstance(owner, 'stream', stream, RandomStream);
  checkSignal(owner, signal);
  checkOptions(owner, training, 'training');
  const { few = 100, many = train.size, repeats = 10 } = options;
  const { manyRepeats = repeats } = options;
  checkCount(owner, 'repeats', repeats, { most: 10_000 });
  checkCount(owner, 'manyRepeats', manyRepeats, { most: repeats });
  checkCount(owner, 'many', many, { most: train.size });
  checkCount(owner, 'few', few, { most: many });
  const labels = binaryLabels(owner, test, target);
  const answer = await downstreamAnswers(owner, method, { train, test, target }, signal);
  const learn = async (size: 'few' | 'many', rows: number, times: number) => {
    const child = stream.split(size);
    const subsets = Array.from({ length: times }, (_, i) =>
      child.split(`subset ${i}`).sampleIndices(rows, train.size),
    );
    const logits = await answer({ subsets, stream: child, training: training[size], signal });
    return logits.map((one) => accuracyOf(one, labels));
  };
  const found = {
    few: await learn('few', few, repeats),
    many: await learn('many', many, manyRepeats),
  };
  const paired = found.few.map((_, i) => found.many[i % manyRepeats] ?? NaN);
  if (paired.some((accuracy) => accuracy === 0)) {
    throw new ArgumentError(`${owner}: no test row is right after learning from ${many} rows`, {
      data: { many: found.many },
    });
  }
  return { ...found, efficiency: sampleEfficiency(found.few, paired) };
}
