import * as tf from '@tensorflow/tfjs';
import { constantValues, tidyAll, uniformValues } from '@causal-mechanisms/tensor-utils';
import type { ParameterSpec, RandomStream } from '@causal-mechanisms/tensor-utils';
import { dense } from '../../cores/shared/dense.ts';

/** Linear layers one after the other, with max(0, x) between them, as functions of their parameters. */
export interface DenseStack {
  /** A kernel and a bias per layer. */
  readonly specs: readonly ParameterSpec[];
  /**
   * @param stream - Where they are drawn from.
   * @returns Initial parameters, one array each.
   */
  initialValues(stream: RandomStream): Float32Array[];
  /**
   * @param parameters - In the order of the specs; not disposed.
   * @param x - `[rows, inputs]`; not disposed.
   * @returns `[rows, outputs]`; the caller disposes of it. Differentiable.
   */
  run(parameters: readonly tf.Tensor[], x: tf.Tensor2D): tf.Tensor2D;
}

/** Options of {@link denseStack}. */
export interface DenseStackOptions {
  /** The bound of the uniform start of the last kernel. Default: as of those that max(0, x) follows, the root of 6 / inputs. */
  readonly lastBound?: number;
  /** Whether max(0, x) follows the last layer too. Default: false. */
  readonly rectified?: boolean;
}

/**
 * @param name - Opens the names of the parameters.
 * @param widths - Of the input, and of each layer's output.
 * @param options - What is special about the last layer.
 * @returns The layers. Biases start at 0.
 */
export function denseStack(
  name: string,
  widths: readonly number[],
  { lastBound, rectified = false }: DenseStackOptions = {},
): DenseStack {
  const layers = widths.slice(1).map((outputs, i) => ({ inputs: widths[i] ?? 1, outputs }));
  const last = layers.length - 1;
  return {
    specs: layers.flatMap(({ inputs, outputs }, i) => [
      { name: `${name}/kernel${i}`, shape: [inputs, outputs] },
      { name: `${name}/bias${i}`, shape: [outputs] },
    ]),
    initialValues: (stream) =>
      layers.flatMap(({ inputs, outputs }, i) => {
        const usual = Math.sqrt(6 / inputs);
        const bound = i === last ? (lastBound ?? usual) : usual;
        return [
          uniformValues(inputs * outputs, bound, stream.split(`${name} ${i}`)),
          constantValues(outputs, 0),
        ];
      }),
    run: (parameters, x) =>
      tidyAll(() =>
        layers.reduce<tf.Tensor2D>((input, _, i) => {
          const kernel = parameters[2 * i] as tf.Tensor2D;
          const bias = parameters[2 * i + 1] as tf.Tensor1D;
          const isRectified = i < last || rectified;
          // Plain ops for what reads the observation: they compute no gradient for it.
          if (i > 0) return dense(input, kernel, bias, isRectified ? 'relu' : 'linear');
          const sum = tf.matMul<tf.Tensor2D>(input, kernel).add<tf.Tensor2D>(bias);
          return isRectified ? sum.relu() : sum;
        }, x),
      ),
  };
}
