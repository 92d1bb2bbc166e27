import * as tf from '@tensorflow/tfjs';
import { DisposedError } from '../errors.ts';
import { checkVector, splitParameters } from './parameterLayout.ts';
import type { ParameterLayout } from './parameterLayout.ts';

/**
 * The parameters of a network: one flat vector, and a view of each parameter in it.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { ParameterVector, parameterLayout } from '@causal-mechanisms/tensor-utils';
 *
 * const layout = parameterLayout([{ name: 'weight', shape: [2] }, { name: 'bias', shape: [1] }]);
 * const parameters = new ParameterVector(layout, tf.tensor1d([1, 2, 3]));
 * console.log(await parameters.views[0]?.data()); // [1, 2]
 * parameters.dispose();
 * ```
 */
export class ParameterVector {
  /** How the vector is laid out. */
  readonly layout: ParameterLayout;
  #values: tf.Tensor1D;
  #views: readonly tf.Tensor[];

  /**
   * @param layout - The layout.
   * @param values - `[layout.length]`; owned from here on, and disposed of when they are refused.
   * @throws ShapeError when the length does not fit; ArgumentError or DisposedError when there is no live vector, or no layout.
   */
  constructor(layout: ParameterLayout, values: tf.Tensor1D) {
    this.#views = keepViews('ParameterVector', values, layout);
    this.layout = layout;
    this.#values = tf.keep(values);
  }

  /** The flat vector: valid until it is replaced, disposed by this object. */
  get values(): tf.Tensor1D {
    return this.#values;
  }

  /** One tensor per parameter, in order: valid until the vector is replaced, disposed by this object. */
  get views(): readonly tf.Tensor[] {
    return this.#views;
  }

  /**
   * Puts another vector in the place of the present one, which is disposed.
   *
   * @param values - `[layout.length]`; owned from here on, and disposed of when they are refused.
   * @throws ShapeError when the length does not fit; ArgumentError or DisposedError when either vector is not live.
   */
  replace(values: tf.Tensor1D): void {
    if (this.#values.isDisposed) {
      tf.dispose(values);
      throw new DisposedError('ParameterVector.replace: the vector was disposed of');
    }
    const views = keepViews('ParameterVector.replace', values, this.layout);
    this.dispose();
    this.#views = views;
    this.#values = tf.keep(values);
  }

  /** Disposes of the vector and its views. */
  dispose(): void {
    tf.dispose([this.#values, ...this.#views]);
  }
}

/** Owns the values: where they are refused, nobody else will dispose of them. */
function keepViews(
  owner: string,
  values: tf.Tensor1D,
  layout: ParameterLayout,
): readonly tf.Tensor[] {
  try {
    checkVector(owner, 'values', values, layout);
    return splitParameters(values, layout).map((view) => tf.keep(view));
  } catch (error) {
    tf.dispose(values);
    throw error;
  }
}
