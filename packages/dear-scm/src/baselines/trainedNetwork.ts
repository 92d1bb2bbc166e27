import * as tf from '@tensorflow/tfjs';
import {
  adamPart,
  FlatAdam,
  parametersPart,
  ParameterVector,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import type {
  FlatAdamOptions,
  ParameterLayout,
  ParameterSpec,
  RandomStream,
  RunState,
} from '@causal-mechanisms/tensor-utils';
import type { Network, NetworkPass, NetworkWeights } from '../networks/network.ts';
import { POWER_ROUNDS } from '../networks/spectral/spectralNorm.ts';

/** A network with its numbers: parameters, and what is carried along. */
export class TrainedNetwork<Inputs extends readonly tf.Tensor[], Output extends tf.Tensor> {
  /** The functions. */
  readonly network: Network<Inputs, Output>;
  /** What is learned. */
  readonly parameters: ParameterVector;
  readonly #buffers: ParameterVector | undefined;

  /**
   * @param network - The functions.
   * @param numbers - Parameters, then buffers, which are copied.
   * @throws ShapeError when there are more or fewer numbers than that.
   */
  constructor(network: Network<Inputs, Output>, numbers: Float32Array) {
    const { layout, buffers } = network;
    if (numbers.length !== layout.length + buffers.length) {
      throw new ShapeError(
        `TrainedNetwork: expected ${layout.length} parameters and ${buffers.length} numbers beside them, got ${numbers.length}`,
        { data: { parameters: layout.length, buffers: buffers.length, actual: numbers.length } },
      );
    }
    this.network = network;
    this.parameters = new ParameterVector(layout, tf.tensor1d(numbers.slice(0, layout.length)));
    this.#buffers =
      buffers.length === 0
        ? undefined
        : new ParameterVector(buffers, tf.tensor1d(numbers.slice(layout.length)));
  }

  /**
   * A network at its random start.
   *
   * @param network - The functions.
   * @param stream - Its children give parameters and buffers.
   * @returns The network; the caller disposes of it.
   */
  static start<In extends readonly tf.Tensor[], Out extends tf.Tensor>(
    network: Network<In, Out>,
    stream: RandomStream,
  ): TrainedNetwork<In, Out> {
    const parameters = network.initialValues(stream.split('parameters'));
    const numbers = new Float32Array(parameters.length + network.buffers.length);
    numbers.set(parameters);
    numbers.set(network.initialBuffers(stream.split('buffers')), parameters.length);
    return new TrainedNetwork(network, numbers);
  }

  /**
   * @param network - The functions.
   * @param name - Comes before the name of every number.
   * @returns How parameters and buffers lie in a file.
   */
  static specs(network: Network<never, tf.Tensor>, name: string): ParameterSpec[] {
    const named = (prefix: string, { specs }: ParameterLayout) =>
      specs.map((spec) => ({ ...spec, name: `${prefix}/${spec.name}` }));
    return [...named(name, network.layout), ...named(`${name}Buffers`, network.buffers)];
  }

  /**
   * @param parameters - To be used in the place of its own; not disposed.
   * @returns Its tensors; not to be disposed.
   */
  weights(parameters: readonly tf.Tensor[] = this.parameters.views): NetworkWeights {
    return { parameters, buffers: this.#buffers?.views ?? [] };
  }

  /**
   * Computes; run it in a `tf.tidy`.
   *
   * @param inputs - A batch; not disposed.
   * @param pass - How it is used.
   * @returns The output.
   */
  run(inputs: Inputs, pass: NetworkPass = {}): Output {
    return this.network.run(this.weights(), inputs, pass);
  }

  /** Brings the vectors of a power iteration near the largest singular values, before anything is divided by these. */
  settle(): void {
    for (let round = 0; round < POWER_ROUNDS; round++) this.advance(new Map());
  }

  /**
   * Carries the buffers along after an update.
   *
   * @param observed - What the pass of the update showed; not disposed.
   */
  advance(observed: ReadonlyMap<string, tf.Tensor>): void {
    if (this.#buffers === undefined) return;
    this.#buffers.replace(tf.tidy(() => this.network.advance(this.weights(), observed)));
  }

  /** @returns Parameters, then buffers. */
  async numbers(): Promise<Float32Array> {
    const parameters = await this.parameters.values.data<'float32'>();
    const buffers = (await this.#buffers?.values.data<'float32'>()) ?? new Float32Array(0);
    const together = new Float32Array(parameters.length + buffers.length);
    together.set(parameters);
    together.set(buffers, parameters.length);
    return together;
  }

  /**
   * Puts other numbers in the place of its own.
   *
   * @param numbers - Parameters, then buffers, as many as it has; copied.
   */
  restore(numbers: Float32Array): void {
    const { length } = this.network.layout;
    this.parameters.replace(tf.tensor1d(numbers.slice(0, length)));
    this.#buffers?.replace(tf.tensor1d(numbers.slice(length)));
  }

  /**
   * @param name - Of the network.
   * @returns Its parts of a learner's state.
   */
  state(name: string): RunState {
    return {
      [name]: parametersPart(this.parameters),
      ...(this.#buffers === undefined ? {} : { [`${name}Buffers`]: parametersPart(this.#buffers) }),
    };
  }

  /** Disposes of its tensors. */
  dispose(): void {
    this.parameters.dispose();
    this.#buffers?.dispose();
  }
}

/** An optimiser for a network. */
export class NetworkOptimiser {
  readonly #network: TrainedNetwork<never, tf.Tensor>;
  readonly #adam: FlatAdam;

  /**
   * @param network - What it changes; not disposed by it.
   * @param options - Settings of Adam.
   */
  constructor(network: TrainedNetwork<never, tf.Tensor>, options: FlatAdamOptions) {
    this.#network = network;
    this.#adam = new FlatAdam(network.parameters.layout.length, options);
  }

  /**
   * Does one update.
   *
   * @param gradient - Of the flat parameters; not disposed.
   */
  apply(gradient: tf.Tensor1D): void {
    const { parameters } = this.#network;
    parameters.replace(this.#adam.update(parameters.values, gradient));
  }

  /**
   * @param name - Of the network.
   * @returns Its part of a learner's state.
   */
  state(name: string): RunState {
    return { [`${name}Adam`]: adamPart(this.#adam) };
  }

  /** Disposes of the moments. */
  dispose(): void {
    this.#adam.dispose();
  }
}
