import * as tf from '@tensorflow/tfjs';
import { parameterLayout } from '@causal-mechanisms/tensor-utils';
import type { ParameterSpec, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Network, NetworkPass, NetworkWeights } from '../network.ts';

/** One run of a network: what its layers read. */
export interface Run {
  /** The tensors of the network. */
  readonly weights: NetworkWeights;
  /** How it is used. */
  readonly pass: NetworkPass;
}

/** Finds a tensor of the network that runs. */
export type Place<T extends tf.Tensor> = (weights: NetworkWeights) => T;

/** Draws where a tensor starts: one value per entry. */
export type Start = (length: number, stream: RandomStream) => Float32Array;

/** What a buffer becomes after an update. */
export type Advance = (
  weights: NetworkWeights,
  observed: ReadonlyMap<string, tf.Tensor>,
) => tf.Tensor;

interface Entry extends ParameterSpec {
  readonly start: Start;
}

interface BufferEntry extends Entry {
  readonly advance: Advance;
}

/** Collects the parameters and buffers of layers in the order in which they are declared, and makes a network of them. */
export class Blueprint {
  readonly #parameters: Entry[] = [];
  readonly #buffers: BufferEntry[] = [];

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
   * @param run - The layers, one after the other; its intermediate tensors are disposed of by the surrounding tidy.
   * @returns The network.
   */
  network<Inputs extends readonly tf.Tensor[], Output extends tf.Tensor>(
    run: (run: Run, ...inputs: Inputs) => Output,
  ): Network<Inputs, Output> {
    const [parameters, buffers] = [[...this.#parameters], [...this.#buffers]];
    return {
      layout: parameterLayout(parameters.map(({ name, shape }) => ({ name, shape }))),
      buffers: parameterLayout(buffers.map(({ name, shape }) => ({ name, shape }))),
      initialValues: (stream) => drawn(parameters, stream),
      initialBuffers: (stream) => drawn(buffers, stream),
      run: (weights, inputs, pass = {}) => run({ weights, pass }, ...inputs),
      advance: (weights, observed) =>
        tf.tidy(() =>
          buffers.length === 0
            ? tf.zeros<tf.Rank.R1>([0])
            : tf.concat1d(buffers.map(({ advance }) => advance(weights, observed).as1D())),
        ),
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
