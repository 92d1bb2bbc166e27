import { ShapeError } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout } from '@causal-mechanisms/tensor-utils';
import type * as tf from '@tensorflow/tfjs';

/** Parameters by name. */
export interface ParameterViews {
  /**
   * @param name - Of a parameter of rank 2.
   * @returns The parameter; not to be disposed.
   */
  matrix(name: string): tf.Tensor2D;
  /**
   * @param name - Of a parameter of rank 1.
   * @returns The parameter; not to be disposed.
   */
  vector(name: string): tf.Tensor1D;
}

/**
 * Finds parameters by their names.
 *
 * @param owner - Opens the message.
 * @param layout - Names and shapes.
 * @param parameters - In the order of the layout.
 * @returns The parameters by name.
 * @throws ShapeError when the number or the shapes of the parameters differ from the layout.
 */
export function parameterViews(
  owner: string,
  layout: ParameterLayout,
  parameters: readonly tf.Tensor[],
): ParameterViews {
  const expected = layout.specs.map(({ shape }) => `[${shape.join()}]`).join(', ');
  const actual = parameters.map(({ shape }) => `[${shape.join()}]`).join(', ');
  if (expected !== actual) {
    throw new ShapeError(`${owner}: expected parameters of shapes ${expected}, got ${actual}`, {
      data: { expected, actual },
    });
  }
  const byName = new Map(layout.specs.map(({ name }, i) => [name, parameters[i]]));
  const found = (name: string): tf.Tensor => {
    const parameter = byName.get(name);
    if (parameter === undefined) throw new TypeError(`${owner}: there is no parameter ${name}`);
    return parameter;
  };
  return {
    matrix: (name) => found(name) as tf.Tensor2D,
    vector: (name) => found(name) as tf.Tensor1D,
  };
}
