import * as tf from '@tensorflow/tfjs';
import { announceKept, tensorTuple, tidyAll } from '@causal-mechanisms/tensor-utils';
import { moduleSequence, moduleSequenceGradient } from '@causal-mechanisms/tensor-utils/kernels';
import type { ModuleSequenceInputs } from '@causal-mechanisms/tensor-utils/kernels';
import { drivenRows, rowsGradient } from '../shared/drivenRows.ts';
import type { DrivenRows } from '../shared/drivenRows.ts';
import { product } from '../shared/product.ts';
import type { LstmPass, LstmPassInput } from './lstmPass.ts';

/** An LSTM is one module that is always active. */
const SETTINGS = { activeModules: 1 } as const;

/**
 * A pass by one native op, and back by another; see `hasModuleSequence` of tensor-utils.
 *
 * @param pass - Parameters, input, state; not disposed.
 * @returns Outputs and the last cells, differentiable in parameters, input and state.
 */
export function nativeLstm(pass: LstmPassInput): LstmPass {
  const { steps, batch } = pass.sizes;
  const units = pass.hidden.shape[1];
  return tidyAll(() => {
    const all = recurrence(pass, drivenRows(pass.input, pass.kernel));
    return {
      outputs: all.slice([0, 0, 0], [steps, batch, units]),
      cell: all.slice([steps, 0, 0], [1, batch, units]).reshape<tf.Tensor2D>([batch, units]),
    };
  });
}

/** `[steps + 1, batch, units]`: the outputs, and the last cells as one more step. */
function recurrence(
  { recurrentKernel, bias, hidden, cell }: LstmPassInput,
  { driven, rows, shared }: DrivenRows,
): tf.Tensor3D {
  const keep = tf.engine().state.gradientDepth > 0;
  const [entries, gates] = driven.shape;
  const run = tf.customGrad((...args) => {
    const save = args.pop() as unknown as tf.GradSaveFunc;
    const inputs = inputsOf([driven, recurrentKernel, bias, hidden, cell], rows);
    const found = moduleSequence(inputs, { ...SETTINGS, keep });
    const kept =
      found.kept === undefined ? [] : [found.kept.before, found.kept.internal, found.active];
    save([driven, recurrentKernel, bias, hidden, cell, rows, ...kept]);
    const value = tf.concat([found.hidden.squeeze<tf.Tensor3D>([0]), found.cell]);
    announceKept(kept.length);
    return {
      value,
      gradFunc: (dy, saved) => {
        const [before, internal, active] = tensorTuple(saved.slice(6), [4, 1, 3]);
        const [, steps, batch, units] = before.shape;
        const again = inputsOf(saved.slice(0, 5), saved[5] as tf.Tensor2D);
        const gradient = moduleSequenceGradient(
          {
            inputs: again,
            active,
            kept: { attention: undefined, internal },
            hidden: (dy as tf.Tensor3D).slice([0, 0, 0], [steps, batch, units]).expandDims(0),
            cell: (dy as tf.Tensor3D).slice([steps, 0, 0], [1, batch, units]),
          },
          SETTINGS,
        );
        const pre = gradient.pre.reshape<tf.Tensor2D>([steps * batch, gates]);
        return [
          rowsGradient(pre, again.rows, entries, shared),
          product(before.reshape<tf.Tensor2D>([steps * batch, units]), pre, 'first'),
          pre.sum(0),
          gradient.hidden.squeeze([0]),
          gradient.cell.squeeze([0]),
        ];
      },
    };
  });
  return run(driven, recurrentKernel, bias, hidden, cell) as tf.Tensor3D;
}

/** Driven rows, recurrent kernel, bias, state: each as that of one module. */
function inputsOf(tensors: readonly tf.Tensor[], rows: tf.Tensor2D): ModuleSequenceInputs {
  const [driven, recurrentKernel, bias, hidden, cell] = tensorTuple(tensors, [2, 2, 1, 2, 2]);
  return {
    driven: driven.expandDims(0),
    rows,
    recurrentKernel: recurrentKernel.expandDims(0),
    bias: bias.reshape([1, 1, bias.size]),
    hidden: hidden.expandDims(0),
    cell: cell.expandDims(0),
  };
}
