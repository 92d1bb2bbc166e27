import type * as tf from '@tensorflow/tfjs';
import { constantValues, normalValues } from '@causal-mechanisms/tensor-utils';
import type { ParameterSpec, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { BlockParameters } from './normalisedBlock.ts';

/** A parameter with how it starts. */
export interface StartedSpec extends ParameterSpec {
  /** @returns Its first values, drawn from a stream of its own. */
  readonly start: (stream: RandomStream) => Float32Array;
}

/** Finds the parameters of a part by name. */
export type PartParameters = (name: string) => tf.Tensor;

/**
 * The parameters of a product with a bias: the kernel normal of variance 1 / inputs, the bias 0.
 *
 * @param name - Opens their names.
 * @param shape - Of the kernel, `[..., outputs]`.
 * @returns Kernel and bias.
 */
export function plainSpecs(name: string, shape: readonly number[]): StartedSpec[] {
  const outputs = shape.at(-1) ?? 1;
  const size = shape.reduce((product, side) => product * side, 1);
  const deviation = Math.sqrt(outputs / size);
  return [
    {
      name: `${name}/kernel`,
      shape,
      start: (stream) => normalValues(size, deviation, stream),
    },
    { name: `${name}/bias`, shape: [outputs], start: () => constantValues(outputs, 0) },
  ];
}

/**
 * The parameters of a block with layer norm, whose scale starts at 1 and its offset at 0.
 *
 * @param name - Opens their names.
 * @param shape - Of the kernel, `[..., outputs]`.
 * @returns Kernel, bias, scale and offset.
 */
export function blockSpecs(name: string, shape: readonly number[]): StartedSpec[] {
  const outputs = shape.at(-1) ?? 1;
  return [
    ...plainSpecs(name, shape),
    { name: `${name}/gamma`, shape: [outputs], start: () => constantValues(outputs, 1) },
    { name: `${name}/beta`, shape: [outputs], start: () => constantValues(outputs, 0) },
  ];
}

/**
 * @param parameters - Of a network.
 * @param name - Of one of its blocks.
 * @returns The parameters of the block.
 */
export function blockOf(parameters: PartParameters, name: string): BlockParameters {
  return {
    kernel: parameters(`${name}/kernel`),
    bias: parameters(`${name}/bias`) as tf.Tensor1D,
    gamma: parameters(`${name}/gamma`) as tf.Tensor1D,
    beta: parameters(`${name}/beta`) as tf.Tensor1D,
  };
}
