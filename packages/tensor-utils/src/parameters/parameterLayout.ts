import * as tf from '@tensorflow/tfjs';
import { ShapeError } from '../errors.ts';

/** The name and shape of one parameter of a network. */
export interface ParameterSpec {
  /** Unique within the network, such as `conv1/kernel`. */
  readonly name: string;
  /** The shape of the parameter. */
  readonly shape: readonly number[];
}

/** How the parameters of a network lie one after the other in a flat vector. */
export interface ParameterLayout {
  /** The parameters in their order. */
  readonly specs: readonly ParameterSpec[];
  /** The number of entries of each parameter. */
  readonly sizes: readonly number[];
  /** The length of the flat vector. */
  readonly length: number;
}

/**
 * Lays parameters out one after the other.
 *
 * @param specs - Names and shapes in order.
 * @returns The layout.
 * @throws ShapeError when a name occurs twice.
 *
 * @example
 * ```ts
 * import { parameterLayout } from '@causal-mechanisms/tensor-utils';
 *
 * const layout = parameterLayout([
 *   { name: 'kernel', shape: [2, 3] },
 *   { name: 'bias', shape: [3] },
 * ]);
 * console.log(layout.length); // 9
 * ```
 */
export function parameterLayout(specs: readonly ParameterSpec[]): ParameterLayout {
  const names = new Set(specs.map(({ name }) => name));
  if (names.size !== specs.length) {
    throw new ShapeError('parameterLayout: every parameter needs a name of its own', {
      data: { names: specs.map(({ name }) => name) },
    });
  }
  const sizes = specs.map(({ shape }) => shape.reduce((product, size) => product * size, 1));
  return { specs, sizes, length: sizes.reduce((sum, size) => sum + size, 0) };
}

/**
 * Takes a flat vector apart.
 *
 * @param flat - `[length]`; not disposed.
 * @param layout - The layout of the vector.
 * @returns One tensor per parameter, in order; the caller disposes of them.
 * @throws ShapeError when the length does not fit.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { parameterLayout, splitParameters } from '@causal-mechanisms/tensor-utils';
 *
 * const layout = parameterLayout([{ name: 'kernel', shape: [2, 2] }, { name: 'bias', shape: [2] }]);
 * const flat = tf.tensor1d([1, 2, 3, 4, 5, 6]);
 * const [kernel, bias] = splitParameters(flat, layout);
 * console.log(kernel?.shape, bias?.shape); // [ 2, 2 ] [ 2 ]
 * tf.dispose([flat, kernel ?? [], bias ?? []]);
 * ```
 */
export function splitParameters(flat: tf.Tensor1D, layout: ParameterLayout): tf.Tensor[] {
  checkLength('splitParameters', layout, flat.size);
  // tf.split takes no empty list, and has no gradient where there is but one part.
  if (layout.specs.length === 0) return [];
  if (layout.specs.length === 1) return [flat.reshape([...(layout.specs[0]?.shape ?? [])])];
  // A vector keeps its shape; reshaping it would be an op for nothing.
  return tf.tidy(() =>
    tf.split(flat, [...layout.sizes]).map((part, i) => {
      const { shape = [] } = layout.specs[i] ?? {};
      return shape.length === 1 ? part : part.reshape([...shape]);
    }),
  );
}

/**
 * Puts parameters, or their gradients, one after the other.
 *
 * @param parameters - One tensor per parameter in the order of the layout; not disposed.
 * @returns The flat vector; the caller disposes of it.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { joinParameters } from '@causal-mechanisms/tensor-utils';
 *
 * const flat = tf.tidy(() => joinParameters([tf.ones([2, 2]), tf.zeros([2])]));
 * console.log(flat.shape); // [ 6 ]
 * flat.dispose();
 * ```
 */
export function joinParameters(parameters: readonly tf.Tensor[]): tf.Tensor1D {
  return tf.tidy(() =>
    tf.concat1d(parameters.map((part) => (part.rank === 1 ? (part as tf.Tensor1D) : part.as1D()))),
  );
}

function checkLength(owner: string, layout: ParameterLayout, length: number): void {
  if (length === layout.length) return;
  throw new ShapeError(`${owner}: the vector must have ${layout.length} entries, got ${length}`, {
    data: { expected: layout.length, actual: length },
  });
}
