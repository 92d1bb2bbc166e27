import * as tf from '@tensorflow/tfjs';
import { announceKept, tensorTuple, tidyAll } from '@causal-mechanisms/tensor-utils';
import { wholeSequence, wholeSequenceGradient } from '@causal-mechanisms/tensor-utils/kernels';
import type { CoreResult, CoreState } from '../sequenceCore.ts';
import type { IndexedInput, SequenceSizes } from '../sequenceInput.ts';
import { drivenRows, rowsGradient } from './drivenRows.ts';
import { product } from './product.ts';

/** All that a pass of a controller with a memory is computed from. */
export interface MemoryPassInput {
  /** Which memory. */
  readonly kind: 'ntm' | 'dnc';
  /** The sizes that its op takes. */
  readonly memorySizes: readonly number[];
  /** The sizes of the sequence. */
  readonly sizes: SequenceSizes;
  /** The sequence. */
  readonly input: tf.Tensor3D | IndexedInput;
  /** `[inputWidth, 4 units]` */
  readonly inputKernel: tf.Tensor2D;
  /** `[units + readWidth, 4 units]` */
  readonly recurrentKernel: tf.Tensor2D;
  /** `[4 units]` */
  readonly bias: tf.Tensor1D;
  /** `[units, interfaceWidth]` */
  readonly interfaceKernel: tf.Tensor2D;
  /** `[interfaceWidth]` */
  readonly interfaceBias: tf.Tensor1D;
  /** `hidden`, `cell`, `reads` and the state of the memory, whose tensors come in the order of the op. */
  readonly state: CoreState;
}

/**
 * A pass by one native op, and back by another; see `hasWholeSequence` of tensor-utils.
 *
 * @param pass - Parameters, input, state; not disposed.
 * @returns Outputs and the last state, differentiable in parameters, input and state.
 */
export function nativeMemory(pass: MemoryPassInput): CoreResult {
  const { hidden, cell, reads, ...memory } = pass.state as Readonly<
    Record<string, tf.Tensor> & Record<'hidden' | 'cell' | 'reads', tf.Tensor>
  >;
  const { steps, batch } = pass.sizes;
  return tidyAll(() => {
    const parts = { hidden, reads, cell, ...memory };
    const flat = Object.values(parts).map((part) => part.reshape<tf.Tensor2D>([batch, -1]));
    const widths = flat.map(({ shape }) => shape[1]);
    const all = sequence(pass, tf.concat2d(flat, 1));
    const width = hidden.size / batch + reads.size / batch;
    const outputs = all
      .slice([0], [steps * batch * width])
      .reshape<tf.Tensor3D>([steps, batch, -1]);
    const last = all.slice([steps * batch * width]).reshape<tf.Tensor2D>([batch, -1]);
    const ends = tf.split(last, widths, 1);
    const named = Object.entries(parts).map(([name, { shape }], i): [string, tf.Tensor] => [
      name,
      (ends[i] as tf.Tensor).reshape(shape),
    ]);
    // In the order of the state that was given.
    const state = Object.fromEntries(named);
    return {
      outputs,
      state: Object.fromEntries(
        Object.keys(pass.state).map((name) => [name, state[name] as tf.Tensor]),
      ),
    };
  });
}

/** Outputs and last state in one tensor, one after the other. */
function sequence(pass: MemoryPassInput, state: tf.Tensor2D): tf.Tensor1D {
  const keep = tf.engine().state.gradientDepth > 0;
  const { recurrentKernel, interfaceKernel, interfaceBias } = pass;
  const { driven, rows, shared } = drivenRows(pass.input, pass.inputKernel, pass.bias);
  const sizes = tf.tensor1d([...pass.memorySizes], 'int32');
  const run = tf.customGrad((...args) => {
    const save = args.pop() as unknown as tf.GradSaveFunc;
    const [outputs, last, kept] = tensorTuple(
      wholeSequence(
        pass.kind,
        { driven, rows, recurrentKernel, interfaceKernel, interfaceBias, state, sizes },
        { keep },
      ),
      [3, 2, 1],
    );
    const value = tf.concat1d([outputs.flatten(), last.flatten()]);
    save([recurrentKernel, interfaceKernel, state, rows, sizes, outputs, kept]);
    announceKept(2);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) =>
      sequenceGradient(dy as tf.Tensor1D, saved, { pass, entries: driven.shape[0], shared });
    return { value, gradFunc };
  });
  return run(driven, recurrentKernel, interfaceKernel, interfaceBias, state);
}

function sequenceGradient(
  dy: tf.Tensor1D,
  saved: readonly tf.Tensor[],
  about: { readonly pass: MemoryPassInput; readonly entries: number; readonly shared: boolean },
): tf.Tensor[] {
  const [recurrentKernel, interfaceKernel, state, rows, sizes, outputs, kept] = tensorTuple(
    saved,
    [2, 2, 2, 2, 1, 3, 1],
  );
  const [steps, batch, width] = outputs.shape;
  const units = interfaceKernel.shape[0];
  const [pre, told, start] = tensorTuple(
    wholeSequenceGradient(about.pass.kind, {
      recurrentKernel,
      interfaceKernel,
      kept,
      outputGradient: dy.slice([0], [outputs.size]).reshape(outputs.shape),
      stateGradient: dy.slice([outputs.size]).reshape(state.shape),
      sizes,
    }),
    [3, 3, 2],
  );
  const first = state.slice([0, 0], [batch, width]).reshape<tf.Tensor3D>([1, batch, width]);
  const before = tf.concat3d([first, outputs.slice([0, 0, 0], [steps - 1, batch, width])], 0);
  const flat = (stacked: tf.Tensor3D) => stacked.reshape<tf.Tensor2D>([steps * batch, -1]);
  const hiddens = flat(outputs.slice([0, 0, 0], [steps, batch, units]));
  return [
    rowsGradient(pre, rows, about.entries, about.shared),
    product(flat(before), flat(pre), 'first'),
    product(hiddens, flat(told), 'first'),
    flat(told).sum(0),
    start,
  ];
}
