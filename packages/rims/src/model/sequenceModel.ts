import * as tf from '@tensorflow/tfjs';
import {
  ArgumentError,
  checkInstance,
  checkNumbers,
  checkTensor,
  DisposedError,
  ParameterVector,
  RandomStream,
  tidyAll,
} from '@causal-mechanisms/tensor-utils';
import type { CoreState, SequenceCore } from '../cores/sequenceCore.ts';
import { checkSequences, sequenceTensor } from './batchInput.ts';
import type { SequenceArrays } from './batchInput.ts';
import { readSequenceModel, writeSequenceModel } from './modelArtifacts.ts';
import { silencePadding } from './ownSteps.ts';
import { resolveSequenceModelConfig } from './sequenceModelConfig.ts';
import type { SequenceModelConfig } from './sequenceModelConfig.ts';
import { sequenceNetwork } from './sequenceNetwork.ts';
import type { NetworkResult, SequenceNetwork } from './sequenceNetwork.ts';
import type { SequencePrediction } from './sequencePrediction.ts';
import { SequenceStream } from './sequenceStream.ts';
import type { SequenceStreamOptions } from './sequenceStream.ts';

/** How many parameters a model has. */
export interface ParameterCounts {
  /** Those of embedding, core and decoder. */
  readonly all: number;
  /** Those of the core alone. */
  readonly core: number;
}

/**
 * A trained sequence model: embedding, core, decoder.
 *
 * @example
 * ```ts
 * import { SequenceModel } from '@causal-mechanisms/rims';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const model = SequenceModel.create(
 *   {
 *     core: { kind: 'rims', units: 12, modules: 3, activeModules: 2 },
 *     input: { kind: 'vectors', width: 2 },
 *     outputs: 1,
 *     answers: 'last',
 *     dropout: 0,
 *   },
 *   new RandomStream(1),
 * );
 * const values = new Float32Array(5 * 3 * 2); // 5 steps of 3 sequences
 * const { answers } = await model.predict({ steps: 5, size: 3, inputs: { kind: 'vectors', width: 2, values } });
 * console.log(answers.length); // 3
 * model.dispose();
 * ```
 */
export class SequenceModel {
  /** What it is made of. */
  readonly config: SequenceModelConfig;
  /** @internal Its parts as functions, for training. */
  readonly network: SequenceNetwork;
  /** @internal Its parameters, for training. */
  readonly parameters: ParameterVector;
  #disposed = false;

  /**
   * @param config - The parts.
   * @param start - The parameters, one after the other, which are copied; or where a random start is drawn from.
   * @throws ConfigError when the configuration is impossible; ShapeError when the number of parameters differs.
   */
  constructor(config: SequenceModelConfig, start: Float32Array | RandomStream) {
    this.config = resolveSequenceModelConfig(config);
    this.network = sequenceNetwork(this.config);
    if (!ArrayBuffer.isView(start)) checkInstance('SequenceModel', 'start', start, RandomStream);
    else checkNumbers('SequenceModel', 'start', start, { kinds: [Float32Array], anyNumber: true });
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
  static create(config: SequenceModelConfig, stream: RandomStream): SequenceModel {
    checkInstance('SequenceModel.create', 'stream', stream, RandomStream);
    return new SequenceModel(config, stream);
  }

  /**
   * Loads a model that {@link SequenceModel.save} wrote.
   *
   * @param handler - Where it is, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @returns The model; the caller disposes of it.
   * @throws FileFormatError when it holds another kind of model, or a damaged one.
   */
  static async load(handler: tf.io.IOHandler): Promise<SequenceModel> {
    const { config, values } = await readSequenceModel(handler);
    return new SequenceModel(config, values);
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
   * Answers sequences, without dropout. Sequences of unequal length are answered as if each were alone.
   *
   * @param sequences - Plain arrays, time-major; a batch of a task fits.
   * @returns Logits or values, and which modules were active.
   * @throws ShapeError, ValuesError when the sequences do not fit or hold numbers that are not finite; DisposedError.
   */
  async predict(sequences: SequenceArrays): Promise<SequencePrediction> {
    this.#checkAlive('predict');
    checkSequences('SequenceModel.predict', sequences, this.config);
    const { lengths } = sequences;
    const { answers, activation, state } = tidyAll(() =>
      this.network.run(
        this.parameters.views,
        sequenceTensor(sequences),
        lengths === undefined ? {} : { lengths },
      ),
    );
    const within = (values: Float32Array): Float32Array =>
      lengths === undefined ? values : silencePadding(values, { ...sequences, lengths });
    try {
      const [steps, batch, outputs] = answers.shape;
      const said = await answers.data<'float32'>();
      return {
        steps,
        batch,
        outputs,
        answers: this.config.answers === 'every' ? within(said) : said,
        ...(activation === undefined
          ? {}
          : { activation: within(await activation.data<'float32'>()) }),
      };
    } finally {
      tf.dispose([answers, { ...state }, activation ?? []]);
    }
  }

  /**
   * Goes through sequences from a given state.
   *
   * @param sequences - Tokens, int32 `[steps, batch]`, or vectors `[steps, batch, width]`; not checked for their values, not disposed.
   * @param state - What an earlier call gave; not disposed. Default: the initial state.
   * @returns Answers `[answers, batch, outputs]`, the state afterwards, activation; the caller disposes of the tensors.
   * @throws ShapeError when sequences or state do not fit; DisposedError.
   */
  run(sequences: tf.Tensor2D | tf.Tensor3D, state?: CoreState): NetworkResult {
    this.#checkAlive('run');
    const { kind } = this.config.input;
    const dtype = kind === 'tokens' ? 'int32' : 'float32';
    const rank = kind === 'tokens' ? 2 : 3;
    checkTensor('SequenceModel.run', 'sequences', sequences, { dtype, rank });
    return this.network.run(this.parameters.views, sequences, state === undefined ? {} : { state });
  }

  /**
   * Opens a stream: prediction step by step, with the state carried on. A model may have any number of streams; they know nothing of
   * each other.
   *
   * @param options - How many sequences go on side by side, and whether answers are classes.
   * @returns The stream, which the caller disposes of before the model.
   * @throws ArgumentError when an option is impossible or the model is bidirectional; DisposedError.
   */
  stream(options: SequenceStreamOptions = {}): SequenceStream {
    this.#checkAlive('stream');
    const { config, network } = this;
    if (network.core.bidirectional === true) {
      throw new ArgumentError(
        'SequenceModel.stream: a bidirectional model needs the whole sequence; predict takes it',
        { data: { core: config.core.kind } },
      );
    }
    const parameters = () => {
      this.#checkAlive('stream');
      return this.parameters.views;
    };
    return new SequenceStream({ config, network, parameters }, options);
  }

  /**
   * Writes the model, for {@link SequenceModel.load}, which gives it back to the last bit.
   *
   * The files of a model with an LSTM also open with stock `tf.loadLayersModel`, those of recurrent independent mechanisms do once
   * `registerRimsCell` was called. The layers take sequences batch first, `[batch, steps]` or `[batch, steps, width]`, and answer
   * `[batch, steps, outputs]`, or `[batch, outputs]` after the last step. TensorFlow.js has no layers for the other cores.
   *
   * @param handler - Where to, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @throws FileFormatError when the handler cannot write; DisposedError.
   */
  async save(handler: tf.io.IOHandler): Promise<void> {
    this.#checkAlive('save');
    await writeSequenceModel(this, handler);
  }

  /** Disposes of its tensors; a second call does nothing. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.parameters.dispose();
  }

  #checkAlive(method: string): void {
    if (this.#disposed) {
      throw new DisposedError(`SequenceModel.${method}: the model was disposed before`);
    }
  }
}
