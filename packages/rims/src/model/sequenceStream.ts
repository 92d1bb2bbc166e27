import * as tf from '@tensorflow/tfjs';
import {
  checkCount,
  checkNumbers,
  checkOptions,
  checkText,
  DisposedError,
  tidyAll,
} from '@causal-mechanisms/tensor-utils';
import type { CoreState } from '../cores/sequenceCore.ts';
import { sequenceTensor } from './batchInput.ts';
import type { SequenceModelConfig } from './sequenceModelConfig.ts';
import type { SequenceNetwork } from './sequenceNetwork.ts';
import type { SequencePrediction } from './sequencePrediction.ts';

/** Options of `SequenceModel.stream`. */
export interface SequenceStreamOptions {
  /** Sequences side by side, which go on together. Default: 1. */
  readonly size?: number;
  /** What answers are: classes, whose probabilities are told besides their logits, or values. Default: values. */
  readonly targets?: 'classes' | 'values';
}

/** What a model says after one more step, as plain arrays: a prediction of one step. */
export interface StreamAnswer extends SequencePrediction {
  /** Steps that were read since the start or the last reset, this one included. */
  readonly step: number;
  /** The probability of each class `[batch, outputs]`; where the targets are classes. */
  readonly probabilities?: Float32Array;
}

/** What a stream needs of its model. */
export interface StreamedModel {
  readonly config: SequenceModelConfig;
  readonly network: SequenceNetwork;
  /** @returns The parameters, as long as the model lives; throws DisposedError afterwards. */
  parameters(): readonly tf.Tensor[];
}

/** The largest number that a tensor of floats can hold. */
const MOST = 3.4028234663852886e38;
/** Sequences side by side: more of them are a mistake, not a batch. */
const MOST_SEQUENCES = 1_048_576;

/**
 * Predicts step by step, and carries the state of a model from step to step: for data that come one step at a time. `SequenceModel.stream`
 * makes it. Streams of one model know nothing of each other.
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
 *     input: { kind: 'tokens', vocabulary: 5, width: 4 },
 *     outputs: 5,
 *     answers: 'every',
 *     dropout: 0,
 *   },
 *   new RandomStream(1),
 * );
 * const stream = model.stream({ targets: 'classes' });
 * await stream.step(3);
 * const { probabilities, activation } = await stream.step(0);
 * console.log(probabilities?.length, activation?.length); // 5 3
 * stream.dispose();
 * model.dispose();
 * ```
 */
export class SequenceStream {
  /** Sequences side by side. */
  readonly size: number;
  readonly #model: StreamedModel;
  readonly #targets: 'classes' | 'values';
  #state: CoreState | undefined;
  #steps = 0;
  #disposed = false;

  /** @internal Made by `SequenceModel.stream`. */
  constructor(model: StreamedModel, options: SequenceStreamOptions = {}) {
    const owner = 'SequenceModel.stream';
    const { size = 1, targets = 'values' } = checkOptions(owner, options);
    checkCount(owner, 'size', size, { most: MOST_SEQUENCES });
    checkText(owner, 'targets', targets, ['classes', 'values']);
    this.size = size;
    this.#model = model;
    this.#targets = targets;
  }

  /** Steps that were read since the start or the last reset. */
  get steps(): number {
    return this.#steps;
  }

  /**
   * Reads one more step, and answers as if it were the last one.
   *
   * The state moves on at once, so that steps may be handed in without waiting for answers. A step that is refused changes nothing.
   *
   * @param input - Tokens, one per sequence, or vectors `[size, width]` one after the other; a number where one is all.
   * @returns What the model says, and which modules were active `[1, size, modules]`.
   * @throws ArgumentError when it is no array of numbers; ShapeError when there are too many or too few; ValuesError for tokens outside of
   * the vocabulary and numbers that are not finite; DisposedError when the stream or its model was disposed.
   */
  async step(input: number | ArrayLike<number>): Promise<StreamAnswer> {
    if (this.#disposed) throw new DisposedError('SequenceStream.step: the stream was disposed');
    const parameters = this.#model.parameters();
    const sequence = this.#checked(input);
    const { answers, activation, state } = tidyAll(() =>
      this.#model.network.run(parameters, sequenceTensor(sequence), {
        // A table is worth its products over many steps, not over one.
        dense: true,
        ...(this.#state === undefined ? {} : { state: this.#state }),
      }),
    );
    this.#goOn(state);
    const step = ++this.#steps;
    const probable = this.#targets === 'classes' ? tf.softmax(answers) : undefined;
    try {
      const [steps, batch, outputs] = answers.shape;
      const read = { steps, batch, outputs, step };
      return {
        ...read,
        answers: await answers.data<'float32'>(),
        ...(probable === undefined ? {} : { probabilities: await probable.data<'float32'>() }),
        ...(activation === undefined ? {} : { activation: await activation.data<'float32'>() }),
      };
    } finally {
      tf.dispose([answers, activation ?? [], probable ?? []]);
    }
  }

  /**
   * Goes back to the start: the next step is the first one again.
   *
   * @throws DisposedError when the stream was disposed.
   */
  reset(): void {
    if (this.#disposed) throw new DisposedError('SequenceStream.reset: the stream was disposed');
    this.#goOn(undefined);
    this.#steps = 0;
  }

  /** Disposes of the state; the model lives on. A second call does nothing. */
  dispose(): void {
    this.#disposed = true;
    this.#goOn(undefined);
  }

  #goOn(state: CoreState | undefined): void {
    tf.dispose({ ...this.#state });
    this.#state = state;
  }

  /** What is read, as a sequence of one step. */
  #checked(given: number | ArrayLike<number>) {
    const owner = 'SequenceStream.step';
    const { input } = this.#model.config;
    const { size } = this;
    const numbers = typeof given === 'number' ? [given] : given;
    if (input.kind === 'tokens') {
      const range = { whole: true, least: 0, most: input.vocabulary - 1 };
      checkNumbers(owner, 'input', numbers, { length: size, ...range });
      const tokens = Int32Array.from(numbers);
      return { steps: 1, size, inputs: { kind: 'tokens', tokens } } as const;
    }
    const { width } = input;
    checkNumbers(owner, 'input', numbers, { length: size * width, least: -MOST, most: MOST });
    const values = Float32Array.from(numbers);
    return { steps: 1, size, inputs: { kind: 'vectors', width, values } } as const;
  }
}
