import type * as tf from '@tensorflow/tfjs';
import { checkText } from '../argumentChecks.ts';
import { ArgumentError, ShapeError } from '../errors.ts';
import { checkTensors } from '../tensorChecks.ts';
import { checkLayout } from './parameterLayout.ts';
import type { ParameterLayout } from './parameterLayout.ts';

/** Parameters by name. */
export interface ParameterViews {
  /**
   * @param name - Of a parameter of rank 2.
   * @returns The parameter; not to be disposed.
   * @throws ArgumentError when there is none of this name; ShapeError when it has another rank.
   */
  matrix(name: string): tf.Tensor2D;
  /**
   * @param name - Of a parameter of rank 1.
   * @returns The parameter; not to be disposed.
   * @throws ArgumentError when there is none of this name; ShapeError when it has another rank.
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
 * @throws ShapeError when the number or the shapes of the parameters differ from the layout; ArgumentError or DisposedError when there is
 * no layout, or a parameter is no live tensor.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { parameterLayout, parameterViews } from '@causal-mechanisms/tensor-utils';
 *
 * const layout = parameterLayout([{ name: 'kernel', shape: [2, 3] }, { name: 'bias', shape: [3] }]);
 * const views = parameterViews('dense', layout, [tf.ones([2, 3]), tf.zeros([3])]);
 * console.log(tf.ones<tf.Rank.R2>([1, 2]).matMul(views.matrix('kernel')).add(views.vector('bias')).shape); // [ 1, 3 ]
 * ```
 */
export function parameterViews(
  owner: string,
  layout: ParameterLayout,
  parameters: readonly tf.Tensor[],
): ParameterViews {
  checkLayout(owner, layout);
  checkTensors(owner, 'parameters', parameters);
  const expected = layout.specs.map(({ shape }) => `[${shape.join()}]`).join(', ');
  const actual = parameters.map(({ shape }) => `[${shape.join()}]`).join(', ');
  if (expected !== actual) {
    throw new ShapeError(`${owner}: expected parameters of shapes ${expected}, got ${actual}`, {
      data: { expected, actual },
    });
  }
  const byName = new Map(layout.specs.map(({ name }, i) => [name, parameters[i]]));
  const found = (name: string, rank: number): tf.Tensor => {
    const parameter = byName.get(name);
    if (parameter === undefined) throw noParameter(owner, name, layout);
    if (parameter.rank === rank) return parameter;
    throw new ShapeError(
      `${owner}: the parameter of the name ${name} must have ${rank} axes, got [${parameter.shape.join(', ')}]`,
      { data: { name, expected: rank, actual: parameter.shape } },
    );
  };
  return {
    matrix: (name) => found(name, 2) as tf.Tensor2D,
    vector: (name) => found(name, 1) as tf.Tensor1D,
  };
}

function noParameter(owner: string, name: string, { specs }: ParameterLayout): ArgumentError {
  checkText(owner, 'name', name);
  const known = specs.map((spec) => spec.name);
  return new ArgumentError(
    `${owner}: there is no parameter ${name} (its name: ${known.join(' or ')})`,
    {
      data: { name, known },
    },
  );
}
