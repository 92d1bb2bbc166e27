import * as tf from '@tensorflow/tfjs';
import { withLazyGradient } from '@causal-mechanisms/tensor-utils';
import {
  channelSum,
  convFilterGradient,
  convInputGradient,
  leakyReluGradient,
} from '@causal-mechanisms/tensor-utils/kernels';
import { LEAK } from './starts.ts';

/** Noise that is added before the activation. */
export interface AddedNoise {
  /** What was drawn, `[n, ...]`, of a shape that broadcasts; not disposed. */
  readonly drawn: tf.Tensor;
  /** What it is multiplied by, `[...]`; not disposed. */
  readonly scale: tf.Tensor;
}

/** Settings of {@link affine}. */
export interface AffineOptions {
  /** Whether a LeakyReLU ends it. */
  readonly activated: boolean;
  /** What is added before that. Default: nothing. */
  readonly noise?: AddedNoise | undefined;
}

/**
 * A dense layer, or a convolution of stride 1 that keeps height and width, as one op of the tape: product, bias, noise, activation. Its
 * gradients are computed where they are asked for.
 *
 * @param x - `[n, inputs]`, or `[n, height, width, inputs]`; not disposed.
 * @param kernel - `[inputs, outputs]`, or `[3, 3, inputs, outputs]`; not disposed.
 * @param bias - `[outputs]`; not disposed.
 * @param options - Noise and activation.
 * @returns `[n, ..., outputs]`; the caller disposes of it.
 */
export function affine<T extends tf.Tensor>(
  x: T,
  kernel: tf.Tensor,
  bias: tf.Tensor1D,
  { activated, noise }: AffineOptions,
): T {
  const inputs = noise === undefined ? [x, kernel, bias] : [x, kernel, bias, noise.scale];
  return withLazyGradient<T, readonly [T, tf.Tensor, T, ...tf.Tensor[]]>(inputs, {
    forward: () => {
      const product = multiplied(x, kernel, bias);
      const noised = noise === undefined ? product : product.add(noise.drawn.mul(noise.scale));
      const value = (activated ? noised.leakyRelu(LEAK) : noised) as T;
      return { value, saved: [x, kernel, value, ...(noise === undefined ? [] : [noise.drawn])] };
    },
    gradient: (dy, [input, w, value, drawn]) => {
      const dz: tf.Tensor = activated ? leakyReluGradient(dy, value, LEAK) : dy;
      const gradients = [
        () => inputGradient(dz, w),
        () => kernelGradient(input, dz, w),
        () => channelSum(dz),
      ];
      return drawn === undefined ? gradients : [...gradients, () => dz.mul(drawn).sum(0)];
    },
  });
}

/** For convolutions the backend's own op of product and bias: `tf.fused` leaves it aside where there is a tape. */
function multiplied(x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor1D): tf.Tensor {
  if (kernel.rank === 2) return tf.matMul(x, kernel).add(bias);
  const geometry = { strides: [1, 1], pad: 'same', dataFormat: 'NHWC', dilations: [1, 1] };
  return tf
    .engine()
    .runKernel<tf.Tensor>(
      tf.FusedConv2D,
      { x, filter: kernel, bias },
      { ...geometry, activation: 'linear' },
    );
}

function inputGradient(dz: tf.Tensor, kernel: tf.Tensor): tf.Tensor {
  return kernel.rank === 2
    ? tf.matMul(dz, kernel, false, true)
    : convInputGradient(dz as tf.Tensor4D, kernel as tf.Tensor4D);
}

function kernelGradient(x: tf.Tensor, dz: tf.Tensor, kernel: tf.Tensor): tf.Tensor {
  if (kernel.rank === 2) return tf.matMul(x, dz, true, false);
  const { shape } = kernel as tf.Tensor4D;
  return convFilterGradient(x as tf.Tensor4D, dz as tf.Tensor4D, shape);
}
