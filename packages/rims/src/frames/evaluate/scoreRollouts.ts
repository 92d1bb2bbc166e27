import { pixelCrossEntropy, pixelF1 } from '@causal-mechanisms/metrics';
import {
  checkCount,
  checkFunction,
  checkOptions,
  checkSignal,
  pacer,
} from '@causal-mechanisms/tensor-utils';
import { sliceFrames } from '../frameArrays.ts';
import type { FrameModel } from '../frameModel.ts';
import { checkFrameSource, readFrames } from '../frameSource.ts';
import type { FrameSource } from '../frameSource.ts';
import type { RolloutOptions } from '../rollOut.ts';

/** Options of {@link scoreRollouts}. */
export interface ScoreRolloutsOptions extends RolloutOptions {
  /** How many sequences, the first ones. Default: all. */
  readonly sequences?: number;
  /** How many are read at a time: bounds the memory. Default: 32. */
  readonly batchSize?: number;
}

/** How well a model foretells frames: plain data. */
export interface RolloutScores {
  /** How many true frames were read. */
  readonly fed: number;
  /** Mean binary cross entropy per pixel in nats, by frame: the one at place t is that of frame t + 1 of the sequences. */
  readonly crossEntropy: readonly number[];
  /** Mean F1 score at a half, by frame. */
  readonly f1: readonly number[];
}

/**
 * Feeds a model true frames of each sequence, lets it go on alone, and compares all that it says with what was there.
 *
 * It gives the event loop its turn between steps. An evaluation draws nothing, so that one during training changes no number of the
 * training.
 *
 * @param model - The model.
 * @param source - Sequences of at least `fed + own` frames.
 * @param options - How many frames are read and how many follow, and on which sequences.
 * @returns Scores of the frames 1 to `fed + own - 1`, each the mean over sequences; from place `fed - 1` on they are of own frames.
 * @throws ArgumentError when counts are impossible or sequences too short; ShapeError, ValuesError when frames do not fit the model; the
 * reason of the signal when it aborts.
 *
 * @example
 * ```ts
 * import { FrameModel, frameSource, scoreRollouts } from '@causal-mechanisms/rims';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const shape = [16, 16, 1] as const;
 * const core = { kind: 'lstm', units: 8 } as const;
 * const model = FrameModel.create({ shape, core, codeWidth: 8, decoderWidth: 8 }, new RandomStream(1));
 * const source = frameSource({ size: 2, steps: 5, shape, values: new Float32Array(2 * 5 * 256) });
 * const { crossEntropy } = await scoreRollouts(model, source, { fed: 3, own: 2 });
 * console.log(crossEntropy.length); // 4
 * model.dispose();
 * ```
 */
export async function scoreRollouts(
  model: Pick<FrameModel, 'rollOut'>,
  source: FrameSource,
  options: ScoreRolloutsOptions,
): Promise<RolloutScores> {
  const owner = 'scoreRollouts';
  checkFunction(owner, 'model.rollOut', checkOptions(owner, model, 'model').rollOut);
  checkFrameSource(owner, source);
  const { sequences = source.size, batchSize = 32, ...rollout } = checkOptions(owner, options);
  const { fed, own, signal } = rollout;
  checkCount(owner, 'sequences', sequences, { most: source.size });
  checkCount(owner, 'batchSize', batchSize);
  // At least one frame follows those that are fed.
  checkCount(owner, 'fed', fed, { most: source.steps - 1 });
  checkCount(owner, 'own', own, { most: source.steps - fed });
  checkSignal(owner, signal);
  const ahead = fed + own - 1;
  const size = source.shape.reduce((product, side) => product * side, 1);
  const sums = { crossEntropy: new Float64Array(ahead), f1: new Float64Array(ahead) };
  const pause = pacer();
  for (let from = 0; from < sequences; from += batchSize) {
    signal?.throwIfAborted();
    const count = Math.min(batchSize, sequences - from);
    const indices = Int32Array.from({ length: count }, (_, i) => from + i);
    const frames = await readFrames(source, indices, { from: 0, count: fed + own });
    const { values } = await model.rollOut(frames, rollout);
    const wanted = sliceFrames(frames, 1, ahead).values;
    // Sequence after sequence, frame after frame.
    pixelCrossEntropy(values, wanted, { size }).forEach((score, i) => {
      sums.crossEntropy[i % ahead] = (sums.crossEntropy[i % ahead] ?? NaN) + score;
    });
    pixelF1(values, wanted, { size }).forEach((score, i) => {
      sums.f1[i % ahead] = (sums.f1[i % ahead] ?? NaN) + score;
    });
    await pause();
  }
  const means = (sum: Float64Array) => Array.from(sum, (value) => value / sequences);
  return { fed, crossEntropy: means(sums.crossEntropy), f1: means(sums.f1) };
}
