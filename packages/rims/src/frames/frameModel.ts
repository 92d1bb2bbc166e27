import * as tf from '@tensorflow/tfjs';
import {
  checkInstance,
  checkNumbers,
  DisposedError,
  ParameterVector,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import type { SequenceCore } from '../cores/sequenceCore.ts';
import type { ParameterCounts } from '../model/sequenceModel.ts';
import { checkFrames } from './frameArrays.ts';
import type { FrameArrays } from './frameArrays.ts';
import { readFrameModel, writeFrameModel } from './frameModelArtifacts.ts';
import { resolveFrameModelConfig } from './frameModelConfig.ts';
import type { FrameModelConfig, FrameModelConfigInput } from './frameModelConfig.ts';
import { frameNetwork } from './network/frameNetwork.ts';
import type { FrameNetwork } from './network/frameNetwork.ts';
import { checkRollout, rollOut } from './rollOut.ts';
import type { FramePrediction, RolloutOptions } from './rollOut.ts';

/**
 * A model of image sequences: a convolutional encoder, a core, and a decoder that says what the next frame will be.
 *
 * @example
 * ```ts
 * import { FrameModel } from '@causal-mechanisms/rims';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const core = { kind: 'rims', units: 12, modules: 3, activeModules: 2 } as const;
 * const config = { shape: [16, 16, 1], core, codeWidth: 16, decoderWidth: 16 } as const;
 * const model = FrameModel.create(config, new RandomStream(1));
 * const frames = { size: 2, steps: 5, shape: config.shape, values: new Float32Array(2 * 5 * 256) };
 * const { steps, values } = await model.rollOut(frames, { fed: 5, own: 10 });
 * console.log(steps, values.length); // 14 7168
 * model.dispose();
 * ```
 */
export class FrameModel {
  /** What it is made of. */
  readonly config: FrameModelConfig;
  /** @internal Its parts as functions, for training. */
  readonly network: FrameNetwork;
  /** @internal Its parameters, for training. */
  readonly parameters: ParameterVector;
  #disposed = false;

  /**
   * @param config - The parts.
   * @param start - The parameters, one after the other, which are copied; or where a random start is drawn from.
   * @throws ConfigError when the configuration is impossible; ShapeError when the number of parameters differs.
   */
  constructor(config: FrameModelConfigInput, start: Float32Array | RandomStream) {
    this.config = resolveFrameModelConfig(config);
    this.network = frameNetwork(this.config);
    if (!ArrayBuffer.isView(start)) checkInstance('FrameModel', 'start', start, RandomStream);
    else checkNumbers('FrameModel', 'start', start, { kinds: [Float32Array], anyNumber: true });
    // A copy: a backend may keep the array that a tensor is made of.
    const values = ArrayBuffer.isView(start) ? start.slice() : this.network.initialValues(start);
    this.parameters = new ParameterVector(this.network.layout, tf.tensor1d(values));
  }

  /**
   * A model at its random start.
   *
   * @param config - The parts.
   * @param stream - Where the parameters are drawn from.
   * @returns The model; the caller disposes of it.
   * @throws ConfigError when the configuration is impossible.
   */
  static create(config: FrameModelConfigInput, stream: RandomStream): FrameModel {
    checkInstance('FrameModel.create', 'stream', stream, RandomStream);
    return new FrameModel(config, stream);
  }

  /**
   * Loads a model that {@link FrameModel.save} wrote.
   *
   * @param handler - Where it is, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @returns The model; the caller disposes of it.
   * @throws FileFormatError when it holds another kind of model, or a damaged one.
   */
  static async load(handler: tf.io.IOHandler): Promise<FrameModel> {
    const { config, values } = await readFrameModel(handler);
    return new FrameModel(config, values);
  }

  /** The part that goes through time. */
  get core(): SequenceCore {
    return this.network.core;
  }

  /** How many parameters it has: all, and those of the core alone. */
  get parameterCounts(): ParameterCounts {
    return { all: this.network.layout.length, core: this.core.layout.length };
  }

  /**
   * Says after each frame what the next one will be: the last answer is about the frame after the last.
   *
   * @param frames - Plain arrays; not changed.
   * @returns As many frames, one step ahead, and which modules were active.
   * @throws ShapeError, ValuesError when the frames do not fit or have pixels outside of [0, 1]; DisposedError.
   */
  async predict(frames: FrameArrays): Promise<FramePrediction> {
    this.#checkAlive('predict');
    checkFrames('FrameModel.predict', frames, this.config);
    return rollOut(this, frames, { fed: frames.steps, own: 1 });
  }

  /**
   * Reads the first frames, then goes on alone, reading what it said itself.
   *
   * It gives the event loop its turn after every step of its own.
   *
   * @param frames - Plain arrays, at least `fed` frames; later ones are not looked at.
   * @param options - How many frames are read, and how many follow.
   * @returns The frames 2 to `fed`, each from the true ones before, and `own` more.
   * @throws ShapeError, ValuesError when the frames do not fit; ArgumentError for counts below 1 or more frames than there are; DisposedError;
   * the reason of the signal when it aborts.
   */
  async rollOut(frames: FrameArrays, options: RolloutOptions): Promise<FramePrediction> {
    this.#checkAlive('rollOut');
    checkFrames('FrameModel.rollOut', frames, this.config);
    return rollOut(this, frames, checkRollout('FrameModel.rollOut', frames, options));
  }

  /**
   * Writes the model, for {@link FrameModel.load}, which gives it back to the last bit.
   *
   * @param handler - Where to, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @throws FileFormatError when the handler cannot write; DisposedError.
   */
  async save(handler: tf.io.IOHandler): Promise<void> {
    this.#checkAlive('save');
    await writeFrameModel(this, handler);
  }

  /** Disposes of its tensors; a second call does nothing. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.parameters.dispose();
  }

  #checkAlive(method: string): void {
    if (this.#disposed) {
      throw new DisposedError(`FrameModel.${method}: the model was disposed before`);
    }
  }
}
