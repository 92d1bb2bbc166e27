import * as tf from '@tensorflow/tfjs';
import { checkCount } from '../checks.ts';
import { ArgumentError, ShapeError } from '../errors.ts';
import { adamStep } from './adamStep.ts';

/** Settings of {@link FlatAdam}; the defaults are those of PyTorch. */
export interface FlatAdamOptions {
  /** Step size. Default: 1e-3. */
  readonly learningRate?: number;
  /** Decay of the first moment, in [0, 1). Default: 0.9. */
  readonly beta1?: number;
  /** Decay of the second moment, in [0, 1). Default: 0.999. */
  readonly beta2?: number;
  /** Added to the root of the second moment. Default: 1e-8. */
  readonly epsilon?: number;
}

/** The state of {@link FlatAdam} as plain arrays. */
export interface FlatAdamState {
  /** The first moment. */
  readonly first: Float32Array;
  /** The second moment. */
  readonly second: Float32Array;
  /** Updates done. */
  readonly steps: number;
}

/**
 * Adam over one flat parameter vector: a dozen ops an update however many parameters a network has.
 *
 * The numbers are those of `tf.train.adam` with the same settings (Kingma and Ba, 2015, Algorithm 1, in the
 * rearranged form of its section 2).
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { FlatAdam } from '@causal-mechanisms/tensor-utils';
 *
 * const adam = new FlatAdam(2, { learningRate: 0.1 });
 * const values = tf.tensor1d([1, -2]);
 * const gradient = tf.tensor1d([4, -4]);
 * const updated = adam.update(values, gradient);
 * console.log(await updated.data()); // near [0.9, -1.9]
 * tf.dispose([values, gradient, updated]);
 * adam.dispose();
 * ```
 */
export class FlatAdam {
  /** The length of the vector it updates. */
  readonly length: number;
  readonly #options: Required<FlatAdamOptions>;
  #first: tf.Tensor1D;
  #second: tf.Tensor1D;
  #steps = 0;

  /**
   * @param length - The number of parameters.
   * @param options - The settings.
   * @throws ArgumentError when the length or a setting is out of its range.
   */
  constructor(length: number, options: FlatAdamOptions = {}) {
    const { learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
    const inUnit = (decay: number) => decay >= 0 && decay < 1;
    checkCount('FlatAdam', 'length', length);
    if (!(learningRate > 0 && epsilon > 0 && inUnit(beta1) && inUnit(beta2))) {
      throw new ArgumentError(
        'FlatAdam: expected learningRate > 0, beta1 and beta2 in [0, 1), epsilon > 0',
        { data: { learningRate, beta1, beta2, epsilon } },
      );
    }
    this.length = length;
    this.#options = { learningRate, beta1, beta2, epsilon };
    this.#first = tf.keep(tf.zeros([length]));
    this.#second = tf.keep(tf.zeros([length]));
  }

  /** Updates done. */
  get steps(): number {
    return this.#steps;
  }

  /**
   * Does one update.
   *
   * @param values - The parameters `[length]`; not disposed.
   * @param gradient - Their gradient `[length]`; not disposed.
   * @param learningRate - The step size of this update, for schedules. Default: the one of the options.
   * @returns The parameters after the update; the caller disposes of them.
   * @throws ShapeError when a length does not fit; ArgumentError when the step size is not above 0.
   */
  update(
    values: tf.Tensor1D,
    gradient: tf.Tensor1D,
    learningRate: number = this.#options.learningRate,
  ): tf.Tensor1D {
    this.#check('update', values.size, gradient.size);
    if (!(learningRate > 0)) {
      throw new ArgumentError(
        `FlatAdam.update: expected learningRate > 0, got ${String(learningRate)}`,
        { data: { learningRate } },
      );
    }
    const { beta1, beta2, epsilon } = this.#options;
    this.#steps++;
    const rootCorrection = Math.sqrt(1 - beta2 ** this.#steps);
    const rate = (learningRate * rootCorrection) / (1 - beta1 ** this.#steps);
    const constants = { beta1, beta2, epsilon: epsilon * rootCorrection, rate };
    const moments = { first: this.#first, second: this.#second };
    const [updated, first, second] = adamStep(values, gradient, moments, constants);
    this.#replace(first, second);
    return updated;
  }

  /** @returns The state as plain arrays, for a checkpoint. */
  async state(): Promise<FlatAdamState> {
    const [first, second] = await Promise.all([
      this.#first.data<'float32'>(),
      this.#second.data<'float32'>(),
    ]);
    return { first, second, steps: this.#steps };
  }

  /**
   * Goes on from a saved state.
   *
   * @param state - What {@link FlatAdam.state} gave.
   * @throws ShapeError when the lengths do not fit.
   * @throws ArgumentError when the number of updates is no integer of at least 0.
   */
  restore(state: FlatAdamState): void {
    this.#check('restore', state.first.length, state.second.length);
    checkCount('FlatAdam.restore', 'steps', state.steps, { least: 0 });
    this.#steps = state.steps;
    this.#replace(tf.tensor1d(state.first), tf.tensor1d(state.second));
  }

  /** Forgets the moments: the next update is the first one again. */
  reset(): void {
    this.#steps = 0;
    this.#replace(tf.zeros([this.length]), tf.zeros([this.length]));
  }

  /** Disposes of the moments. */
  dispose(): void {
    tf.dispose([this.#first, this.#second]);
  }

  #replace(first: tf.Tensor1D, second: tf.Tensor1D): void {
    this.dispose();
    this.#first = tf.keep(first);
    this.#second = tf.keep(second);
  }

  #check(method: string, ...lengths: number[]): void {
    const wrong = lengths.find((length) => length !== this.length);
    if (wrong === undefined) return;
    throw new ShapeError(`FlatAdam.${method}: expected ${this.length} entries, got ${wrong}`, {
      data: { expected: this.length, actual: wrong },
    });
  }
}
