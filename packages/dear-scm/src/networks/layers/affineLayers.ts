import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { affine } from './affine.ts';
import type { Blueprint, Run, Used } from './blueprint.ts';
import type { Start } from './starts.ts';
import { noiseSource } from './injectedNoise.ts';
import { heStart, linearStart, zeros } from './starts.ts';

/** Settings of {@link denseLayer} and {@link convolutionLayer}. */
export interface LayerOptions {
  /** Whether the layer ends in a LeakyReLU. Default: true. */
  readonly activated?: boolean;
  /** Whether its kernel is divided by its spectral norm. Default: false. */
  readonly spectral?: boolean;
  /** Draws the start of the kernel. Default: He's normal values, or without activation normal values of variance 1 / inputs. */
  readonly start?: Start | undefined;
  /** Height and width of the kernel of a convolution. Default: 3. */
  readonly side?: number | undefined;
  /** The shape of an example where noise is injected before the activation. Default: no noise. */
  readonly noise?: readonly number[] | undefined;
}

/** A layer from vectors to vectors. */
export type DenseLayer = (run: Run, x: Tensor2D) => Tensor2D;

/** A layer from maps to maps `[n, height, width, c]`. */
export type ConvolutionLayer = (run: Run, x: Tensor4D) => Tensor4D;

/**
 * Declares `x W + b`, with a LeakyReLU after it. Kernels start from He's normal values, those of layers without activation from
 * normal values of variance 1 / inputs; biases at 0.
 *
 * @param blueprint - Of the network.
 * @param name - Of the layer.
 * @param inputs - The width of x.
 * @param outputs - The width of the result.
 * @param options - Activation, normalisation and noise.
 * @returns The layer.
 */
export function denseLayer(
  blueprint: Blueprint,
  name: string,
  inputs: number,
  outputs: number,
  options: LayerOptions = {},
): DenseLayer {
  return affineLayer(blueprint, name, [inputs, outputs], options);
}

/**
 * Declares a convolution of stride 1 that keeps height and width, with a bias and a LeakyReLU after it. Starts as {@link denseLayer}
 * does, with 9 times as many inputs as channels where the kernel is 3x3.
 *
 * @param blueprint - Of the network.
 * @param name - Of the layer.
 * @param inputs - Channels of x.
 * @param outputs - Channels of the result.
 * @param options - Activation, normalisation and noise.
 * @returns The layer.
 */
export function convolutionLayer(
  blueprint: Blueprint,
  name: string,
  inputs: number,
  outputs: number,
  options: LayerOptions = {},
): ConvolutionLayer {
  const { side = 3 } = options;
  return affineLayer(blueprint, name, [side, side, inputs, outputs], options);
}

function affineLayer<T extends Tensor>(
  blueprint: Blueprint,
  name: string,
  shape: readonly number[],
  { activated = true, spectral = false, noise, ...options }: LayerOptions,
): (run: Run, x: T) => T {
  const outputs = shape.at(-1) ?? 1;
  const fanIn = shape.reduce((product, side) => product * side, 1) / outputs;
  const start = options.start ?? (activated ? heStart(fanIn) : linearStart(fanIn));
  const kernel = kernelOf(blueprint, `${name}/kernel`, shape, start, spectral);
  const bias = blueprint.parameter<Tensor1D>(`${name}/bias`, [outputs], zeros);
  const noised = noise === undefined ? undefined : noiseSource(blueprint, name, noise);
  return (run, x) =>
    affine(x, kernel(run), bias(run.weights), { activated, noise: noised?.(run, x) });
}

function kernelOf(
  blueprint: Blueprint,
  name: string,
  shape: readonly number[],
  start: Start,
  spectral: boolean,
): Used<Tensor> {
  if (spectral) return blueprint.spectralKernel(name, shape, start);
  const place = blueprint.parameter(name, shape, start);
  return ({ weights }) => place(weights);
}
