import * as tf from '@tensorflow/tfjs';
import { convFilterGradient, convInputGradient } from '@causal-mechanisms/tensor-utils/kernels';
import { phaseKernel, phaseKernelGradient } from './phaseKernel.ts';

/** A product of an input with a kernel, with its gradients. */
export interface LinearMap<T extends tf.Tensor> {
  /**
   * @param x - The input; not disposed.
   * @param kernel - The kernel; not disposed.
   * @returns The product; the caller disposes of it.
   */
  apply(x: T, kernel: tf.Tensor): T;
  /**
   * @param dy - The gradient of the product; not disposed.
   * @param kernel - As for `apply`.
   * @param shape - Of the input.
   * @returns The gradient of the input; the caller disposes of it.
   */
  inputGradient(dy: T, kernel: tf.Tensor, shape: readonly number[]): T;
  /**
   * @param x - As for `apply`.
   * @param dy - The gradient of the product; not disposed.
   * @param shape - Of the kernel.
   * @returns The gradient of the kernel; the caller disposes of it.
   */
  kernelGradient(x: T, dy: T, shape: readonly number[]): tf.Tensor;
}

/** Height and width of the kernels of both convolutions. */
export const KERNEL_SIDE = 4;

/** Vectors `[n, inputs]` times a matrix `[inputs, outputs]`. */
export const denseMap: LinearMap<tf.Tensor2D> = {
  apply: (x, kernel) => tf.matMul<tf.Tensor2D>(x, kernel),
  inputGradient: (dy, kernel) => tf.matMul<tf.Tensor2D>(dy, kernel, false, true),
  kernelGradient: (x, dy) => tf.matMul(x, dy, true, false),
};

/** How a convolution of stride 2 is described to its kernels. */
const HALVING = { strides: [2, 2], pad: 'same', dataFormat: 'NHWC', dilations: [1, 1] } as const;

/** A convolution 4x4 of stride 2 that halves height and width, which are even: kernel `[4, 4, inputs, outputs]`. */
export const halvingMap: LinearMap<tf.Tensor4D> = {
  apply: (x, kernel) => tf.conv2d(x, kernel as tf.Tensor4D, 2, 'same'),
  inputGradient: (dy, filter, shape) =>
    tf
      .engine()
      .runKernel(tf.Conv2DBackpropInput, { dy, filter }, { ...HALVING, inputShape: [...shape] }),
  kernelGradient: (x, dy, shape) =>
    tf
      .engine()
      .runKernel(tf.Conv2DBackpropFilter, { x, dy }, { ...HALVING, filterShape: [...shape] }),
};

/**
 * Doubles height and width by repeating each pixel, then convolves 4x4 with zeros around: kernel `[4, 4, inputs, outputs]`.
 *
 * Each of the four pixels that one becomes sees at most 3x3 pixels of the small map: it is computed there, by a convolution 3x3 with four
 * times as many outputs, which are then put side by side. The enlarged map is never made.
 */
export const doublingMap: LinearMap<tf.Tensor4D> = {
  apply: (x, kernel) =>
    tf.tidy(() => spread(tf.conv2d(x, phaseKernel(kernel as tf.Tensor4D), 1, 'same'))),
  inputGradient: (dy, kernel) =>
    tf.tidy(() => convInputGradient(gathered(dy), phaseKernel(kernel as tf.Tensor4D))),
  kernelGradient: (x, dy, shape) =>
    tf.tidy(() => {
      const [, , inputs = 0, outputs = 0] = shape;
      const phases = convFilterGradient(x, gathered(dy), [3, 3, inputs, 4 * outputs]);
      return phaseKernelGradient(phases);
    }),
};

/** Puts the four outputs of each pixel side by side: `[n, h, w, 4 c]` to `[n, 2 h, 2 w, c]`. */
function spread(x: tf.Tensor4D): tf.Tensor4D {
  const [n, height, width, channels] = x.shape;
  return x
    .reshape<tf.Tensor4D>([n * height, width, 2, channels / 2])
    .transpose<tf.Tensor4D>([0, 2, 1, 3])
    .reshape([n, 2 * height, 2 * width, channels / 4]);
}

/** The way back from {@link spread}. */
function gathered(y: tf.Tensor4D): tf.Tensor4D {
  const [n, height, width, channels] = y.shape;
  return y
    .reshape<tf.Tensor4D>([(n * height) / 2, 2, width / 2, 2 * channels])
    .transpose<tf.Tensor4D>([0, 2, 1, 3])
    .reshape([n, height / 2, width / 2, 4 * channels]);
}
