import * as tf from '@tensorflow/tfjs';
import {
  checkArray,
  checkCount,
  checkFunction,
  checkNumber,
  checkNumbers,
  checkOptions,
  checkSignal,
  pacer,
} from '@causal-mechanisms/tensor-utils';
import type { ExpertsModel } from '../model/expertsModel.ts';
import { chunkRanges } from '../networks/chunks.ts';
import { areRowwise } from '../networks/expert.ts';
import { beamSearch } from './beamSearch.ts';
import { checkScoring } from './scoreInTurns.ts';
import type { SequenceScoreOptions } from './scoreInTurns.ts';
import type { ExpertPair, ExpertSequence } from './sequenceRanking.ts';

/** Options of {@link inferComposition}. */
export interface InferCompositionOptions extends SequenceScoreOptions {
  /** Sequences of each image that are made longer: an integer from 1 to 1000. Default: 5. */
  readonly width?: number;
  /** Experts of the longest sequence: an integer from 0 to 100. Default: 3. */
  readonly depth?: number;
  /** What every expert of a sequence costs, in units of the score, at least 0. Default: 2 with `usualChanges`, else 0.25. */
  readonly lengthPenalty?: number;
  /** Pairs of experts that no sequence holds in this order, such as `calibrateComposition` finds. Default: none. */
  readonly redundantPairs?: readonly ExpertPair[];
  /**
   * What each expert changes of canonical images, such as `calibrateComposition` measures: an expert that changes an image `e` times as much costs
   * nothing, since it has found something to undo. Finite numbers of at least 0. Default: none, every expert costs the same.
   */
  readonly usualChanges?: readonly number[];
  /**
   * The score from which an image counts as restored, such as `calibrateScores` gives: what lies above it is worth no more, and the search
   * for an image ends where no longer sequence can be better. Default: none.
   */
  readonly threshold?: number;
  /** Other sequences that are told of each image: an integer of at least 0. Default: 4. */
  readonly runnersUp?: number;
  /** Ends the search; the promise is rejected with its reason. Default: none. */
  readonly signal?: AbortSignal;
  /**
   * Called after every group of images.
   *
   * @param done - Images done so far.
   */
  readonly onImages?: (done: number) => void;
}

/** The experts that restore an image, one after the other. */
export interface InferredComposition extends ExpertSequence {
  /** Whether the score reaches the threshold; `false` where there is none. */
  readonly restored: boolean;
  /** The next best sequences, the best first. */
  readonly runnersUp: readonly ExpertSequence[];
}

/** What {@link inferComposition} gives. */
export interface InferredCompositions {
  /** The images as the sequences restore them `[n, height, width, c]`; the caller disposes of them. */
  readonly images: tf.Tensor4D;
  /** The sequence of each image. */
  readonly compositions: readonly InferredComposition[];
}

/**
 * Finds out which experts, in which order, restore images that several unknown mechanisms have changed, by beam search: every expert works on
 * the best images so far, and those of highest score are worked on further. A sequence is worth its score, at most the threshold, less a
 * penalty for its length; an image that looks canonical as it is keeps an empty sequence. Many images are searched together. With width 5,
 * depth 3 and ten experts, an image costs 110 passes of experts and as many of the discriminator.
 *
 * Mechanisms whose effects make up for each other, such as opposite shifts, cannot be told from none. What `calibrateComposition` learns of the
 * model leaves such pairs out, and lets experts count that found something to undo where another one cleans up after them.
 *
 * @param model - The experts, and the discriminator unless the options score otherwise; one that `refineDiscriminator` trained has seen images
 *   that are half restored. Not changed.
 * @param images - `[n, height, width, c]` in [0, 1]; not disposed.
 * @param options - Width, depth, what is best, and the signal.
 * @returns The sequences, and the restored images.
 * @throws ArgumentError, ShapeError, DisposedError when model, images or options do not fit; ValuesError when a score is not finite, or a number of the options out of its range; the reason of the
 *   signal when it aborts.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { ExpertsModel, inferComposition, resolveExpertsConfig } from '@causal-mechanisms/experts-gan';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const config = resolveExpertsConfig({ experts: 2, filters: 4, discriminatorUnits: 8 });
 * const model = ExpertsModel.create(config, [16, 16, 1], new RandomStream(1)); // yours
 * const images = tf.zeros<tf.Rank.R4>([3, 16, 16, 1]); // yours
 * const found = await inferComposition(model, images, { depth: 2, lengthPenalty: 100 });
 * console.log(found.images.shape, found.compositions[0]?.experts); // [ 3, 16, 16, 1 ] []
 * tf.dispose([images, found.images]);
 * model.dispose();
 * ```
 */
export async function inferComposition(
  model: ExpertsModel,
  images: tf.Tensor4D,
  options: InferCompositionOptions = {},
): Promise<InferredCompositions> {
  const owner = 'inferComposition';
  const { width = 5, depth = 3, redundantPairs = [], usualChanges } = checkOptions(owner, options);
  const { lengthPenalty = usualChanges === undefined ? 0.25 : 2 } = options;
  const { threshold = Infinity, runnersUp = 4, signal, onImages } = options;
  const score = checkScoring(owner, model, images, options);
  checkCount(owner, 'width', width, { most: 1000 });
  checkCount(owner, 'depth', depth, { least: 0, most: 100 });
  checkCount(owner, 'runnersUp', runnersUp, { least: 0 });
  checkNumber(owner, 'lengthPenalty', lengthPenalty, { least: 0 });
  const { experts } = model;
  checkArray(owner, 'redundantPairs', redundantPairs).forEach((pair, place) =>
    checkNumbers(owner, `redundantPairs[${place}]`, pair, {
      length: 2,
      whole: true,
      least: 0,
      most: experts - 1,
    }),
  );
  if (usualChanges !== undefined) {
    checkNumbers(owner, 'usualChanges', usualChanges, { length: experts, least: 0 });
  }
  if (options.threshold !== undefined) checkNumber(owner, 'threshold', threshold);
  if (onImages !== undefined) checkFunction(owner, 'onImages', onImages);
  checkSignal(owner, signal);
  const pause = pacer();
  const turn = async () => {
    await pause();
    signal?.throwIfAborted();
  };
  signal?.throwIfAborted();
  const rowwise = areRowwise(model.networks);
  const settings = {
    width,
    depth,
    lengthPenalty,
    redundantPairs,
    ...(usualChanges === undefined ? {} : { usualChanges }),
    threshold,
    score,
    turn,
    rowwise,
  };
  const restored: tf.Tensor4D[] = [];
  const compositions: InferredComposition[] = [];
  const count = images.shape[0];
  try {
    for (const { from, size } of chunkRanges(count, rowwise)) {
      const group = images.slice([from], [size]);
      try {
        const found = await beamSearch(model, group, settings);
        restored.push(found.images);
        compositions.push(...found.tried.map((tried) => inferred(tried, threshold, runnersUp)));
      } finally {
        group.dispose();
      }
      onImages?.(compositions.length);
    }
    return {
      images: count === 0 ? tf.zerosLike(images) : tf.concat4d(restored, 0),
      compositions,
    };
  } finally {
    tf.dispose(restored);
  }
}

function inferred(
  [best, ...others]: readonly ExpertSequence[],
  threshold: number,
  runnersUp: number,
): InferredComposition {
  return {
    ...(best as ExpertSequence),
    restored: (best as ExpertSequence).score >= threshold,
    runnersUp: others.slice(0, runnersUp),
  };
}
