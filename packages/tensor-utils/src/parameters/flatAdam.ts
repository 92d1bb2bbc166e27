import * as tf from '@tensorflow/tfjs';
import { checkCount } from '../checks.ts';
import { checkNumber, checkOptions } from '../argumentChecks.ts';
import { checkNumbers } from '../arrayChecks.ts';
import { DisposedError } from '../errors.ts';
import { checkTensor } from '../tensorChecks.ts';
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
    const { learningRate = 1e-3, beta1 = 0.9 } = checkOptions('FlatAdam', options);
    const { beta2 = 0.999, epsilon = 1e-8 } = options;
    checkCount('FlatAdam', 'length', length, { most: 2 ** 31 - 1 });
    checkNumber('FlatAdam', 'learningRate', learningRate, { above: 0 });
    checkNumber('FlatAdam', 'beta1', beta1, { least: 0, below: 1 });
    checkNumber('FlatAdam', 'beta2', beta2, { least: 0, below: 1 });
    checkNumber('FlatAdam', 'epsilon', epsilon, { above: 0 });
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
   * @throws ShapeError when a length does not fit; ArgumentError when the step size is not above 0 or one is no tensor; DisposedError when
   * one of them, or the optimiser, was disposed of.
   */
  update(
    values: tf.Tensor1D,
    gradient: tf.Tensor1D,
    learningRate: number = this.#options.learningRate,
  ): tf.Tensor1D {
    this.#checkLive('update');
    const shape = [this.length];
    checkTensor('FlatAdam.update', 'values', values, { shape });
    checkTensor('FlatAdam.update', 'gradient', gradient, { shape });
    checkNumber('FlatAdam.update', 'learningRate', learningRate, { above: 0 });
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

  /**
   * @returns The state as plain arrays, for a checkpoint.
   * @throws DisposedError when the optimiser was disposed of.
   */
  async state(): Promise<FlatAdamState> {
    this.#checkLive('state');
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
   * @throws ArgumentError when it is no state, or the number of updates is no integer of at least 0.
   * @throws DisposedError when the optimiser was disposed of.
   */
  restore(state: FlatAdamState): void {
    this.#checkLive('restore');
    const { first, second, steps } = checkOptions('FlatAdam.restore', state, 'state');
    // Those of a run that diverged come back as they were.
    const expected = { length: this.length, kinds: [Float32Array], anyNumber: true };
    checkNumbers('FlatAdam.restore', 'first', first, expected);
    checkNumbers('FlatAdam.restore', 'second', second, expected);
    checkCount('FlatAdam.restore', 'steps', steps, { least: 0 });
    this.#steps = steps;
    this.#replace(tf.tensor1d(first), tf.tensor1d(second));
  }

  /**
   * Forgets the moments: the next update is the first one again.
   *
   * @throws DisposedError when the optimiser was disposed of.
   */
  reset(): void {
    this.#checkLive('reset');
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

  #checkLive(method: string): void {
    if (!this.#first.isDisposed) return;
    throw new DisposedError(`FlatAdam.${method}: the optimiser was disposed of`);
  }
}
