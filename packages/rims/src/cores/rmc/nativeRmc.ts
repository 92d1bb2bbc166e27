import * as tf from '@tensorflow/tfjs';
import { announceKept, tensorTuple, tidyAll } from '@causal-mechanisms/tensor-utils';
import { wholeSequence, wholeSequenceGradient } from '@causal-mechanisms/tensor-utils/kernels';
import { rowsGradient } from '../shared/drivenRows.ts';
import type { DrivenRows } from '../shared/drivenRows.ts';
import { product } from '../shared/product.ts';

/** What a pass of a relational memory is computed from. */
export interface RmcPassInput {
  /** Of every row of the input: query, key and value of every head, normalised; then what it contributes to the gates, biases included. */
  readonly input: DrivenRows;
  /** Of queries, keys and values `[width, packed]`. */
  readonly attentionKernel: tf.Tensor2D;
  /** Of the layers of the perceptron, one under the other `[layers * width, width]`. */
  readonly layerKernels: tf.Tensor2D;
  /** Of input and forget gates `[width, 2 * gates]`; absent without gates. */
  readonly gateKernel: tf.Tensor2D | undefined;
  /**
   * One after the other: bias, scale and offset of queries, keys and values; scale and offset after the attention; the biases of the
   * layers; scale and offset after them.
   */
  readonly vectors: tf.Tensor1D;
  /** Rows of the memory, heads, widths of a key and of a value, layers, gates of a kind. */
  readonly sizes: readonly [number, number, number, number, number, number];
  /** The memory before `[batch, slots, width]`. */
  readonly memory: tf.Tensor3D;
}

/**
 * A pass by one native op, and back by another; see `hasWholeSequence` of tensor-utils.
 *
 * @param pass - Parameters, input, state; not disposed.
 * @returns The memory after every step `[steps, batch, slots * width]`, differentiable in all that it is computed from; the caller's tidy
 * disposes of it.
 */
export function nativeRmc(pass: RmcPassInput): tf.Tensor3D {
  const { attentionKernel, layerKernels, vectors, memory } = pass;
  const { driven, rows, shared } = pass.input;
  const [steps, batch] = rows.shape;
  const keep = tf.engine().state.gradientDepth > 0;
  const gateKernel = pass.gateKernel ?? tf.zeros<tf.Rank.R2>([0, 0]);
  const sizes = tf.tensor1d([...pass.sizes], 'int32');
  const fixed = [driven, attentionKernel, layerKernels, gateKernel, vectors] as const;
  const run = tf.customGrad<tf.Tensor3D>((...args) => {
    const save = args.pop() as unknown as tf.GradSaveFunc;
    const state = memory.reshape([batch, -1]);
    const [found, kept] = tensorTuple(
      wholeSequence(
        'rmc',
        {
          ...{ driven, rows, attentionKernel, layerKernels, gateKernel },
          ...{ vectors, state, sizes },
        },
        { keep },
      ),
      [4, 1],
    );
    save([...fixed, rows, sizes, kept]);
    const value = found.reshape<tf.Tensor3D>([steps, batch, -1]);
    announceKept(1);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) =>
      tidyAll(() => passGradient(dy, saved, memory.shape, shared));
    return { value, gradFunc };
  });
  return run(...fixed, memory);
}

function passGradient(
  outputGradient: tf.Tensor,
  saved: readonly tf.Tensor[],
  state: readonly [number, number, number],
  shared: boolean,
): tf.Tensor[] {
  const [driven, attentionKernel, layerKernels, gateKernel, vectors, rows, sizes, kept] =
    tensorTuple(saved, [2, 2, 2, 2, 1, 2, 1, 1]);
  const [width, packed] = attentionKernel.shape;
  const layers = layerKernels.shape[0] / width;
  const found = tensorTuple(
    wholeSequenceGradient('rmc', {
      ...{ driven, rows, attentionKernel, layerKernels, gateKernel },
      ...{ vectors, sizes, kept, outputGradient },
    }),
    [4, 4, 4, 4, 4, 4, 4, 2, 2],
  );
  const [read, before, projected, layerInputs, layerSums, squashed, gates, parts, first] = found;
  const flat = (stacked: tf.Tensor, columns: number) => stacked.reshape<tf.Tensor2D>([-1, columns]);
  const byLayer = (stacked: tf.Tensor) => stacked.reshape<tf.Tensor3D>([layers, -1, width]);
  return [
    rowsGradient(read, rows, driven.shape[0], shared),
    product(flat(before, width), flat(projected, packed), 'first'),
    product(byLayer(layerInputs), byLayer(layerSums), 'first').reshape(layerKernels.shape),
    gateKernel.size === 0
      ? gateKernel.clone()
      : product(flat(squashed, width), flat(gates, gateKernel.shape[1]), 'first'),
    parts.sum(0),
    first.reshape([...state]),
  ];
}
