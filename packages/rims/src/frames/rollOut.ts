import * as tf from '@tensorflow/tfjs';
import {
  ArgumentError,
  checkCount,
  checkOptions,
  checkSignal,
  checkText,
  tidyAll,
} from '@causal-mechanisms/tensor-utils';
import type { ImageShape, ParameterVector } from '@causal-mechanisms/tensor-utils';
import type { CoreState } from '../cores/sequenceCore.ts';
import { frameTensor, sliceFrames } from './frameArrays.ts';
import type { FrameArrays } from './frameArrays.ts';
import type { FrameNetwork } from './network/frameNetwork.ts';

/** Options of `FrameModel.rollOut`. */
export interface RolloutOptions {
  /** How many true frames are read, at least 1. */
  readonly fed: number;
  /** How many frames follow from there, at least 1: the first one from the last true frame, the others from those before. */
  readonly own: number;
  /** What is read of an own frame: its probabilities, or 1 where they are above a half and 0 elsewhere. Default: `probabilities`. */
  readonly feedback?: 'probabilities' | 'binary';
  /** Stops between steps. Default: nothing does. */
  readonly signal?: AbortSignal;
}

/** What a model says of frames, as plain arrays. */
export interface FramePrediction {
  /** Sequences. */
  readonly size: number;
  /** Frames of each: that at place t is about the frame t + 1 of the sequence, where the first one is frame 0. */
  readonly steps: number;
  /** Height, width and channels of a frame. */
  readonly shape: ImageShape;
  /** How probable each pixel is, `[size, steps, height, width, channels]`. */
  readonly values: Float32Array;
  /** Modules of the core; 0 where it has none. */
  readonly modules: number;
  /** 1 where a module was active while frame t was read, else 0 `[size, steps, modules]`; only of cores with modules. */
  readonly activation?: Float32Array;
}

/** What goes through frames. */
interface Roller {
  readonly network: FrameNetwork;
  readonly parameters: ParameterVector;
}

/**
 * @param owner - Opens the message.
 * @param frames - The frames.
 * @param options - What a caller gave.
 * @returns The same.
 * @throws ArgumentError when they are impossible.
 */
export function checkRollout(
  owner: string,
  { steps }: FrameArrays,
  options: RolloutOptions,
): RolloutOptions {
  const { fed, own, feedback, signal } = checkOptions(owner, options);
  checkCount(owner, 'fed', fed, { least: 1 });
  checkCount(owner, 'own', own, { least: 1, most: 1_000_000 });
  if (feedback !== undefined) checkText(owner, 'feedback', feedback, ['probabilities', 'binary']);
  checkSignal(owner, signal);
  if (fed > steps) {
    throw new ArgumentError(
      `${owner}: fed must be at most ${steps}, the number of frames, got ${fed}`,
      {
        data: { fed, steps },
      },
    );
  }
  return options;
}

/**
 * Reads frames, then goes on from what was said of the last one.
 *
 * @param model - Network and parameters.
 * @param frames - Checked frames.
 * @param options - Checked options.
 * @returns Plain arrays.
 */
export async function rollOut(
  { network, parameters }: Roller,
  frames: FrameArrays,
  { fed, own, feedback = 'probabilities', signal }: RolloutOptions,
): Promise<FramePrediction> {
  const { size, shape } = frames;
  const pixels = shape.reduce((product, side) => product * side, 1);
  const steps = fed - 1 + own;
  const values = new Float32Array(size * steps * pixels);
  let activation: Float32Array | undefined;
  let modules = 0;
  let state: CoreState | undefined;
  let read = frameTensor(sliceFrames(frames, 0, fed));
  try {
    for (let at = 0; at < steps;) {
      signal?.throwIfAborted();
      const said = tidyAll(() => {
        const {
          logits,
          state: after,
          activation: active,
        } = network.run(parameters.views, read, state === undefined ? {} : { state });
        const probabilities = logits.sigmoid<tf.Tensor5D>();
        const count = probabilities.shape[1];
        const last = probabilities.slice([0, count - 1], [size, 1]);
        return {
          probabilities,
          next: feedback === 'binary' ? last.greater(0.5).toFloat() : last,
          state: after,
          // Sequence after sequence, as the frames are.
          ...(active === undefined ? {} : { active: active.transpose<tf.Tensor3D>([1, 0, 2]) }),
        };
      });
      tf.dispose([read, { ...state }]);
      read = said.next as tf.Tensor5D;
      state = said.state;
      const count = said.probabilities.shape[1];
      try {
        put(values, await said.probabilities.data<'float32'>(), { size, steps, at, count });
        if (said.active !== undefined) {
          modules = said.active.shape[2];
          activation ??= new Float32Array(size * steps * modules);
          put(activation, await said.active.data<'float32'>(), { size, steps, at, count });
        }
      } finally {
        tf.dispose([said.probabilities, said.active ?? []]);
      }
      at += count;
    }
  } finally {
    tf.dispose([read, { ...state }]);
  }
  const found = { size, steps, shape, values, modules };
  return activation === undefined ? found : { ...found, activation };
}

/** Puts a stretch of steps of every sequence in its place. */
function put(
  all: Float32Array,
  some: Float32Array,
  place: {
    readonly size: number;
    readonly steps: number;
    readonly at: number;
    readonly count: number;
  },
): void {
  const { size, steps, at, count } = place;
  const width = all.length / (size * steps);
  for (let i = 0; i < size; i++) {
    const from = i * count * width;
    all.set(some.subarray(from, from + count * width), (i * steps + at) * width);
  }
}
