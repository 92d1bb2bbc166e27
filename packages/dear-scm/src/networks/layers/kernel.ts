import type { Tensor, Tensor1D } from '@tensorflow/tfjs';
import { nextDirection, spectrallyNormalised } from '../spectral/spectralNorm.ts';
import type { Blueprint, Place, Start } from './blueprint.ts';
import { unitVector } from './starts.ts';

/** Settings of {@link kernelOf}. */
export interface KernelOptions {
  /** Whether the kernel is divided by its spectral norm. Default: false. */
  readonly spectral?: boolean;
}

/**
 * Declares the kernel of a layer.
 *
 * @param blueprint - Of the network.
 * @param name - Of the layer.
 * @param shape - `[..., outputs]`.
 * @param start - Draws its start.
 * @param options - Whether it is normalised.
 * @returns Where the kernel is found, normalised where asked for.
 */
export function kernelOf<T extends Tensor>(
  blueprint: Blueprint,
  name: string,
  shape: readonly number[],
  start: Start,
  { spectral = false }: KernelOptions,
): Place<T> {
  const kernel = blueprint.parameter<T>(`${name}/kernel`, shape, start);
  if (!spectral) return kernel;
  const outputs = shape.at(-1) ?? 1;
  const direction: Place<Tensor1D> = blueprint.buffer<Tensor1D>(
    `${name}/direction`,
    [outputs],
    unitVector,
    (weights) => nextDirection(kernel(weights), direction(weights)),
  );
  return (weights) => spectrallyNormalised(kernel(weights), direction(weights));
}
