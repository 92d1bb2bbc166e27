import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import type { Blueprint, Run } from './blueprint.ts';
import { kernelOf } from './kernel.ts';
import type { KernelOptions } from './kernel.ts';
import { LEAK, heStart, linearStart, zeros } from './starts.ts';

/** Settings of {@link denseLayer}. */
export interface DenseOptions extends KernelOptions {
  /** Whether the layer ends in a LeakyReLU. Default: true. */
  readonly activated?: boolean;
  /** Whether a LeakyReLU comes after the layer, by its end or later: the start is drawn for it. Default: as `activated`. */
  readonly followed?: boolean;
}

/** A layer from vectors to vectors. */
export type DenseLayer = (run: Run, x: Tensor2D) => Tensor2D;

/**
 * Declares `x W + b`, with a LeakyReLU after it. Kernels start from He's normal values, those of layers without activation from
 * normal values of variance 1 / inputs; biases at 0.
 *
 * @param blueprint - Of the network.
 * @param name - Of the layer.
 * @param inputs - The width of x.
 * @param outputs - The width of the result.
 * @param options - Activation and normalisation.
 * @returns The layer.
 */
export function denseLayer(
  blueprint: Blueprint,
  name: string,
  inputs: number,
  outputs: number,
  { activated = true, followed = activated, ...options }: DenseOptions = {},
): DenseLayer {
  const start = followed ? heStart(inputs) : linearStart(inputs);
  const kernel = kernelOf<Tensor2D>(blueprint, name, [inputs, outputs], start, options);
  const bias = blueprint.parameter<Tensor1D>(`${name}/bias`, [outputs], zeros);
  return ({ weights }, x) => {
    const y = x.matMul<Tensor2D>(kernel(weights)).add<Tensor2D>(bias(weights));
    return activated ? y.leakyRelu(LEAK) : y;
  };
}
