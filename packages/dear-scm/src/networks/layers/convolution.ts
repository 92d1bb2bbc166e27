import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs';
import type { Blueprint, Run } from './blueprint.ts';
import { kernelOf } from './kernel.ts';
import type { DenseOptions } from './dense.ts';
import { LEAK, heStart, linearStart, zeros } from './starts.ts';

/** A layer from maps to maps `[n, height, width, c]`. */
export type ConvolutionLayer = (run: Run, x: Tensor4D) => Tensor4D;

/**
 * Declares a 3x3 convolution of stride 1 that keeps height and width, with a bias and a LeakyReLU after it. Starts as `denseLayer`
 * does, with 9 times as many inputs as channels.
 *
 * @param blueprint - Of the network.
 * @param name - Of the layer.
 * @param inputs - Channels of x.
 * @param outputs - Channels of the result.
 * @param options - Activation and normalisation.
 * @returns The layer.
 */
export function convolutionLayer(
  blueprint: Blueprint,
  name: string,
  inputs: number,
  outputs: number,
  { activated = true, followed = activated, ...options }: DenseOptions = {},
): ConvolutionLayer {
  const start = followed ? heStart(9 * inputs) : linearStart(9 * inputs);
  const kernel = kernelOf<Tensor4D>(blueprint, name, [3, 3, inputs, outputs], start, options);
  const bias = blueprint.parameter<Tensor1D>(`${name}/bias`, [outputs], zeros);
  return ({ weights }, x) => {
    const y = x.conv2d<Tensor4D>(kernel(weights), 1, 'same').add<Tensor4D>(bias(weights));
    return activated ? y.leakyRelu(LEAK) : y;
  };
}
