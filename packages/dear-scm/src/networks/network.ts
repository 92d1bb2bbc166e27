import type { Tensor, Tensor1D } from '@tensorflow/tfjs';
import type { ParameterLayout, RandomStream } from '@causal-mechanisms/tensor-utils';

/** The tensors of a network; whoever made them disposes of them. */
export interface NetworkWeights {
  /** One per entry of `layout`: what is learned. */
  readonly parameters: readonly Tensor[];
  /** One per entry of `buffers`: what is carried along. */
  readonly buffers: readonly Tensor[];
}

/** How a network is used. */
export interface NetworkPass {
  /** Whether it is being trained: batch norm takes the statistics of the batch. Default: false, the running ones. */
  readonly training?: boolean;
  /** Whether the parameters handed in are those that `normalised` of a {@link NormalisedNetwork} gave. Default: false. */
  readonly normalised?: boolean;
  /** Where injected noise is drawn from. Default: no noise. */
  readonly noise?: RandomStream;
  /**
   * Receives the statistics of the batch by the name of their buffer, while training. The receiver does not own them: it keeps or copies
   * what it needs before the surrounding `tf.tidy` ends. Default: nobody does.
   */
  readonly observe?: (buffer: string, value: Tensor) => void;
}

/**
 * A network as functions of its parameters: differentiable for them and for its inputs. Nothing in it holds tensors, so that one
 * network can run with parameters, with their averages, or with what a saved file holds.
 */
export interface Network<Inputs extends readonly Tensor[], Output extends Tensor> {
  /** What is learned. */
  readonly layout: ParameterLayout;
  /** What is carried along without being learned: running statistics, vectors of the power iteration; of length 0 where there are none. */
  readonly buffers: ParameterLayout;
  /**
   * @param stream - Where the start is drawn from.
   * @returns A start of the parameters `[layout.length]`.
   */
  initialValues(stream: RandomStream): Float32Array;
  /**
   * @param stream - Where the start is drawn from.
   * @returns A start of the buffers `[buffers.length]`.
   */
  initialBuffers(stream: RandomStream): Float32Array;
  /**
   * Made of differentiable operations; run it in a `tf.tidy`.
   *
   * @param weights - Its tensors; not disposed.
   * @param inputs - A batch; not disposed.
   * @param pass - How it is used.
   * @returns The output; the surrounding tidy disposes of it and of all between.
   */
  run(weights: NetworkWeights, inputs: Inputs, pass?: NetworkPass): Output;
  /**
   * The buffers after an update: a step of the power iteration, batch statistics folded in.
   *
   * @param weights - Its tensors; not disposed.
   * @param observed - What `observe` received in the passes of the update, by buffer.
   * @returns `[buffers.length]`; the caller disposes of it.
   */
  advance(weights: NetworkWeights, observed: ReadonlyMap<string, Tensor>): Tensor1D;
}

/**
 * A network whose kernels are divided by their spectral norms before they are used. `run` does it in every call, with a gradient. Whoever
 * runs it several times between two updates divides once, and hands the result to `run` with `normalised: true` in the pass.
 */
export interface NormalisedNetwork<
  Inputs extends readonly Tensor[],
  Output extends Tensor,
> extends Network<Inputs, Output> {
  /**
   * @param weights - Its tensors; not disposed.
   * @returns The parameters as the layers use them, in the order of `layout`; the caller disposes of them.
   */
  normalised(weights: NetworkWeights): Tensor[];
}
