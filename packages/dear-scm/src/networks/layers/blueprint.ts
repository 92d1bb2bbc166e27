import * as tf from '@tensorflow/tfjs';
import { parameterLayout } from '@causal-mechanisms/tensor-utils';
import type { ParameterSpec, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { NetworkPass, NetworkWeights, NormalisedNetwork } from '../network.ts';
import { manyNormalised, nextDirections } from '../spectral/manyKernels.ts';
import type { DirectedKernel } from '../spectral/manyKernels.ts';
import { spectrallyNormalised } from '../spectral/spectralNorm.ts';
import { unitVector } from './starts.ts';
import type { Start } from './starts.ts';

/** One run of a network: what its layers read. */
export interface Run {
  /** The tensors of the network. */
  readonly weights: NetworkWeights;
  /** How it is used. */
  readonly pass: NetworkPass;
}

/** Finds a tensor of a network. */
export type Place<T extends tf.Tensor> = (weights: NetworkWeights) => T;

/** Finds a tensor as the layers of a run use it. */
export type Used<T extends tf.Tensor> = (run: Run) => T;

/** What a buffer becomes after an update. */
export type Advance = (
  weights: NetworkWeights,
  observed: ReadonlyMap<string, tf.Tensor>,
) => tf.Tensor;

interface Entry extends ParameterSpec {
  readonly start: Start;
}

interface BufferEntry extends Entry {
  /** Absent for directions, which are advanced together. */
  readonly advance?: Advance;
}

/** Collects the parameters and buffers of layers in the order in which they are declared, and makes a network of them. */
export class Blueprint {
  readonly #parameters: Entry[] = [];
  readonly #buffers: BufferEntry[] = [];
  /** By the index of a kernel that is normalised: where its direction is. */
  readonly #directions = new Map<number, Place<tf.Tensor2D>>();

  /**
   * @param name - Unique in the network.
   * @param shape - Of the parameter.
   * @param start - Draws its start, from a stream of its own.
   * @returns Where it is found.
   */
  parameter<T extends tf.Tensor>(name: string, shape: readonly number[], start: Start): Place<T> {
    const index = this.#parameters.push({ name, shape, start }) - 1;
    return ({ parameters }) => parameters[index] as T;
  }

  /**
   * @param name - Unique in the network.
   * @param shape - Of the buffer.
   * @param start - Draws its start, from a stream of its own.
   * @param advance - What it becomes after an update.
   * @returns Where it is found.
   */
  buffer<T extends tf.Tensor>(
    name: string,
    shape: readonly number[],
    start: Start,
    advance: Advance,
  ): Place<T> {
    const index = this.#buffers.push({ name, shape, start, advance }) - 1;
    return ({ buffers }) => buffers[index] as T;
  }

  /**
   * A kernel that is divided by its spectral norm, with a buffer for the direction of the power iteration.
   *
   * @param name - Unique in the network.
   * @param shape - `[..., outputs]`.
   * @param start - Draws its start, from a stream of its own.
   * @returns Where the normalised kernel is found.
   */
  spectralKernel<T extends tf.Tensor>(
    name: string,
    shape: readonly number[],
    start: Start,
  ): Used<T> {
    const index = this.#parameters.length;
    const kernel = this.parameter<T>(name, shape, start);
    const entry = {
      name: `${name}/direction`,
      shape: [shape.at(-1) ?? 1, 1],
      start: unitVector,
    };
    const place = this.#buffers.push(entry) - 1;
    const direction: Place<tf.Tensor2D> = ({ buffers }) => buffers[place] as tf.Tensor2D;
    this.#directions.set(index, direction);
    return ({ weights, pass: { normalised = false } }) =>
      normalised ? kernel(weights) : spectrallyNormalised(kernel(weights), direction(weights));
  }

  /**
   * @param run - The layers, one after the other; its intermediate tensors are disposed of by the surrounding tidy.
   * @returns The network.
   */
  network<Inputs extends readonly tf.Tensor[], Output extends tf.Tensor>(
    run: (run: Run, ...inputs: Inputs) => Output,
  ): NormalisedNetwork<Inputs, Output> {
    const [parameters, buffers] = [[...this.#parameters], [...this.#buffers]];
    const directions = new Map(this.#directions);
    const directed = (weights: NetworkWeights): DirectedKernel[] =>
      [...directions].map(([index, direction]) => ({
        kernel: weights.parameters[index] as tf.Tensor,
        direction: direction(weights),
      }));
    return {
      layout: parameterLayout(parameters.map(({ name, shape }) => ({ name, shape }))),
      buffers: parameterLayout(buffers.map(({ name, shape }) => ({ name, shape }))),
      initialValues: (stream) => drawn(parameters, stream),
      initialBuffers: (stream) => drawn(buffers, stream),
      run: (weights, inputs, pass = {}) => run({ weights, pass }, ...inputs),
      normalised: (weights) => {
        const kernels = manyNormalised(directed(weights));
        return weights.parameters.map((parameter, i) =>
          directions.has(i) ? (kernels.shift() ?? parameter) : parameter.clone(),
        );
      },
      advance: (weights, observed) =>
        tf.tidy(() => {
          const moved = nextDirections(directed(weights));
          if (buffers.every(({ advance }) => advance === undefined)) return moved;
          const sizes = buffers.flatMap(({ advance, shape: [size = 0] }) =>
            advance === undefined ? [size] : [],
          );
          const parts = sizes.length === 0 ? [] : tf.split(moved, sizes);
          const next = buffers.map(
            ({ advance }) => advance?.(weights, observed).as1D() ?? (parts.shift() as tf.Tensor1D),
          );
          return tf.concat1d(next);
        }),
    };
  }
}

function drawn(entries: readonly Entry[], stream: RandomStream): Float32Array {
  const parts = entries.map(({ name, shape, start }) =>
    start(
      shape.reduce((product, size) => product * size, 1),
      stream.split(name),
    ),
  );
  const values = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    values.set(part, offset);
    offset += part.length;
  }
  return values;
}
