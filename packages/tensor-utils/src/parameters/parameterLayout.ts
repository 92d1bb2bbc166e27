import * as tf from '@tensorflow/tfjs';
import { checkOptions, checkText } from '../argumentChecks.ts';
import { checkArray, checkNumbers } from '../arrayChecks.ts';
import { checkCount } from '../checks.ts';
import { ArgumentError, ShapeError } from '../errors.ts';
import { checkTensor, checkTensors } from '../tensorChecks.ts';

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
 * @throws ShapeError when a name occurs twice; ArgumentError or ValuesError when a name is no text, a shape none, or all together have 2^31
 * entries or more.
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
  checkArray('parameterLayout', 'specs', specs).forEach((spec, i) => {
    const { name, shape } = checkOptions('parameterLayout', spec, `specs[${i}]`);
    checkText('parameterLayout', `specs[${i}].name`, name);
    checkNumbers('parameterLayout', `specs[${i}].shape`, shape, { whole: true, least: 0 });
  });
  const names = new Set(specs.map(({ name }) => name));
  if (names.size !== specs.length) {
    throw new ShapeError('parameterLayout: every parameter needs a name of its own', {
      data: { names: specs.map(({ name }) => name) },
    });
  }
  const sizes = specs.map(({ shape }) => shape.reduce((product, size) => product * size, 1));
  const length = sizes.reduce((sum, size) => sum + size, 0);
  checkCount('parameterLayout', 'the length of all specs', length, { least: 0, most: 2 ** 31 - 1 });
  return { specs, sizes, length };
}

/**
 * Takes a flat vector apart.
 *
 * @param flat - `[length]`; not disposed.
 * @param layout - The layout of the vector.
 * @returns One tensor per parameter, in order; the caller disposes of them.
 * @throws ShapeError when the length does not fit; ArgumentError or DisposedError when there is no live vector, or no layout.
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
  checkVector('splitParameters', 'flat', flat, layout);
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
 * @throws ArgumentError or DisposedError when there is none, or one is no live tensor.
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
  checkTensors('joinParameters', 'parameters', parameters);
  if (parameters.length === 0) {
    throw new ArgumentError('joinParameters: parameters must hold at least one tensor, got none');
  }
  return tf.tidy(() =>
    tf.concat1d(parameters.map((part) => (part.rank === 1 ? (part as tf.Tensor1D) : part.as1D()))),
  );
}

/** @internal What `parameterLayout` made, as far as a look at it tells. */
export function checkLayout(owner: string, layout: ParameterLayout): ParameterLayout {
  const { specs, sizes } = checkOptions(owner, layout, 'layout');
  checkArray(owner, 'layout.specs', specs);
  checkArray(owner, 'layout.sizes', sizes);
  checkCount(owner, 'layout.length', layout.length, { least: 0 });
  return layout;
}

/** @internal A vector with an entry for each of a layout. */
export function checkVector(
  owner: string,
  name: string,
  vector: tf.Tensor1D,
  layout: ParameterLayout,
): void {
  checkTensor(owner, name, vector, { shape: [checkLayout(owner, layout).length] });
}
