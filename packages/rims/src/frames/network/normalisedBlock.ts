import * as tf from '@tensorflow/tfjs';
import { withHandGradient } from '@causal-mechanisms/tensor-utils';
import { channelSum, eluGradient } from '@causal-mechanisms/tensor-utils/kernels';
import type { LinearMap } from './linearMaps.ts';

/** Added to the variance. */
const EPSILON = 1e-5;

/** What follows the product. */
export type BlockActivation = 'elu' | 'relu';

/** The parameters of a block; none is disposed. */
export interface BlockParameters {
  /** Of the map. */
  readonly kernel: tf.Tensor;
  /** `[outputs]`, added to the product. */
  readonly bias: tf.Tensor1D;
  /** `[outputs]`, the scale of the norm. */
  readonly gamma: tf.Tensor1D;
  /** `[outputs]`, its offset. */
  readonly beta: tf.Tensor1D;
}

/** Options of {@link normalisedBlock}. */
export interface BlockOptions {
  /** What follows the product. */
  readonly activation: BlockActivation;
  /** Whether the input is data: then it has no gradient. Default: false. */
  readonly isData?: boolean;
}

/** Input, kernel, activated product, its mean and one over its deviation by row, gamma. */
type Saved<T extends tf.Tensor> = readonly [T, tf.Tensor, T, tf.Tensor2D, tf.Tensor2D, tf.Tensor1D];

/**
 * A product, its bias, an activation, and layer norm (Ba et al., 2016) over all that one row of the batch gives, with a scale and an offset
 * per channel: one op of the tape, which keeps the activated product and nothing of the same size beside its result.
 *
 * @param map - Which product.
 * @param x - `[n, ..., inputs]`; not disposed.
 * @param parameters - Of the block.
 * @param options - Activation; whether x is data.
 * @returns `[n, ..., outputs]`; the caller disposes of it. Differentiable in x, unless it is data, and the parameters.
 */
export function normalisedBlock<T extends tf.Tensor>(
  map: LinearMap<T>,
  x: T,
  { kernel, bias, gamma, beta }: BlockParameters,
  { activation, isData = false }: BlockOptions,
): T {
  const parameters = [kernel, bias, gamma, beta];
  return withHandGradient<T, Saved<T>>(isData ? parameters : [x, ...parameters], {
    forward: () => {
      const product = map.apply(x, kernel).add<T>(bias);
      const activated = activation === 'elu' ? product.elu<T>() : product.relu<T>();
      const rows = inRows(activated);
      const mean = rows.mean<tf.Tensor2D>(1, true);
      const centred = rows.sub<tf.Tensor2D>(mean);
      const scale = centred.square().mean(1, true).add<tf.Tensor2D>(EPSILON).rsqrt();
      const normed = centred.mul(scale).reshape(activated.shape);
      return {
        value: normed.mul(gamma).add<T>(beta),
        saved: [x, kernel, activated, mean, scale, gamma],
      };
    },
    gradient: (dy, [input, weights, activated, mean, scale, factor]) => {
      const { dProduct, dGamma, dBeta } = normGradient(dy, activated, {
        mean,
        scale,
        gamma: factor,
        activation,
      });
      const ofParameters = [
        map.kernelGradient(input, dProduct, weights.shape),
        channelSum(dProduct),
        dGamma,
        dBeta,
      ];
      if (isData) return ofParameters;
      return [map.inputGradient(dProduct, weights, input.shape), ...ofParameters];
    },
  });
}

/** One row for each of the batch. */
function inRows(tensor: tf.Tensor): tf.Tensor2D {
  const [rows = 0] = tensor.shape;
  return tensor.reshape([rows, -1]);
}

/** With n the normalised row and g = gamma dy: `dActivated = scale (g - mean(g) - n mean(n g))`. */
function normGradient<T extends tf.Tensor>(
  dy: T,
  activated: T,
  options: {
    readonly mean: tf.Tensor2D;
    readonly scale: tf.Tensor2D;
    readonly gamma: tf.Tensor1D;
    readonly activation: BlockActivation;
  },
): { readonly dProduct: T; readonly dGamma: tf.Tensor1D; readonly dBeta: tf.Tensor1D } {
  const { mean, scale, gamma, activation } = options;
  const { shape } = activated;
  return tf.tidy(() => {
    const normed = inRows(activated).sub(mean).mul<tf.Tensor2D>(scale);
    const g = inRows(dy.mul(gamma));
    const along = normed.mul(g.mul(normed).mean(1, true));
    const dActivated = g.sub(g.mean(1, true)).sub(along).mul<tf.Tensor2D>(scale).reshape<T>(shape);
    return {
      dProduct:
        activation === 'elu'
          ? eluGradient(dActivated, activated)
          : dActivated.mul<T>(activated.step()),
      dGamma: channelSum(dy.mul(normed.reshape(shape))),
      dBeta: channelSum(dy),
    };
  });
}

/**
 * A product and its bias, with nothing after them: one op of the tape.
 *
 * @param map - Which product.
 * @param x - `[n, ..., inputs]`; not disposed.
 * @param parameters - Kernel and bias; not disposed.
 * @returns `[n, ..., outputs]`; the caller disposes of it. Differentiable in x, kernel and bias.
 */
export function plainBlock<T extends tf.Tensor>(
  map: LinearMap<T>,
  x: T,
  { kernel, bias }: Pick<BlockParameters, 'kernel' | 'bias'>,
): T {
  return withHandGradient<T, readonly [T, tf.Tensor]>([x, kernel, bias], {
    forward: () => ({ value: map.apply(x, kernel).add<T>(bias), saved: [x, kernel] }),
    gradient: (dy, [input, weights]) => [
      map.inputGradient(dy, weights, input.shape),
      map.kernelGradient(input, dy, weights.shape),
      channelSum(dy),
    ],
  });
}
