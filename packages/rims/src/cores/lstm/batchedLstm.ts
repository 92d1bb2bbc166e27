import * as tf from '@tensorflow/tfjs';
import { announceKept, tidyAll } from '@causal-mechanisms/tensor-utils';
import { lstmGates, lstmGatesGradient } from '../shared/lstmGates.ts';
import { product } from '../shared/product.ts';
import { projectInput } from '../sequenceInput.ts';
import type { LstmPass, LstmPassInput } from './lstmPass.ts';

/**
 * A pass as one op with a gradient of its own, by a few ops per step on any backend.
 *
 * @param pass - Parameters, input, state; not disposed.
 * @returns Outputs and the last cells, differentiable in parameters, input and state.
 */
export function batchedLstm(pass: LstmPassInput): LstmPass {
  const { steps, batch } = pass.sizes;
  const units = pass.hidden.shape[1];
  return tidyAll(() => {
    // The product of the input stands outside of the op: the tape knows how to differentiate it.
    const driven = projectInput(pass.input, pass.kernel, pass.bias);
    const all = recurrence(driven, pass.recurrentKernel, pass.hidden, pass.cell);
    return {
      outputs: all.slice([0, 0, 0], [steps, batch, units]),
      cell: all.slice([steps, 0, 0], [1, batch, units]).reshape<tf.Tensor2D>([batch, units]),
    };
  });
}

/** `[steps + 1, batch, units]`: the outputs, and the last cells as one more step. */
function recurrence(
  driven: tf.Tensor3D,
  recurrentKernel: tf.Tensor2D,
  hidden: tf.Tensor2D,
  cell: tf.Tensor2D,
): tf.Tensor3D {
  const withGradient = tf.engine().state.gradientDepth > 0;
  const run = tf.customGrad((...args) => {
    const save = args.pop() as unknown as tf.GradSaveFunc;
    const kernel = recurrentKernel.expandDims<tf.Tensor3D>(0);
    let h = hidden.expandDims<tf.Tensor3D>(0);
    let c = cell.expandDims<tf.Tensor3D>(0);
    const [hiddens, cells] = [[h], [c]];
    const saved: tf.Tensor[] = [];
    for (const drive of tf.split(driven, driven.shape[0])) {
      const step = tidyAll(() => {
        const next = lstmGates(product(h, kernel).add(drive), c);
        return withGradient ? next : { ...next, saved: [] };
      });
      ({ hidden: h, cell: c } = step);
      hiddens.push(h);
      cells.push(c);
      saved.push(...step.saved);
    }
    save([recurrentKernel, ...hiddens, ...cells, ...saved]);
    const value = tf.concat([...hiddens.slice(1), c]);
    announceKept(hiddens.length + cells.length + saved.length);
    return {
      value,
      gradFunc: (dy, kept) => recurrenceGradient(dy as tf.Tensor3D, kept, driven.shape[0]),
    };
  });
  return run(driven, recurrentKernel, hidden, cell) as tf.Tensor3D;
}

/** Backpropagation through time; the gradient of the kernel is one product over all steps. */
function recurrenceGradient(
  dy: tf.Tensor3D,
  kept: readonly tf.Tensor[],
  steps: number,
): tf.Tensor[] {
  const [recurrentKernel, ...rest] = kept as [tf.Tensor2D, ...tf.Tensor[]];
  const kernel = recurrentKernel.expandDims<tf.Tensor3D>(0);
  const hiddens = rest.slice(0, steps + 1) as tf.Tensor3D[];
  const cells = rest.slice(steps + 1, 2 * (steps + 1)) as tf.Tensor3D[];
  const saved = rest.slice(2 * (steps + 1));
  const perStep = saved.length / steps;
  const arriving = tf.split<tf.Tensor3D>(dy, steps + 1);
  const pre: tf.Tensor3D[] = [];
  let cell = arriving.pop() as tf.Tensor3D;
  let hidden: tf.Tensor3D | undefined;
  for (let t = steps - 1; t >= 0; t--) {
    const step = tidyAll(() => {
      const output = arriving[t] as tf.Tensor3D;
      const gradient = lstmGatesGradient(hidden === undefined ? output : output.add(hidden), cell, {
        cell: cells[t] as tf.Tensor3D,
        saved: saved.slice(t * perStep, (t + 1) * perStep),
      });
      return { ...gradient, hidden: product(gradient.pre, kernel, 'second') };
    });
    if (hidden !== undefined) tf.dispose([hidden, cell]);
    ({ hidden, cell } = step);
    pre.unshift(step.pre);
  }
  const toDriven = tf.concat(pre);
  const flat = (stacked: tf.Tensor3D): tf.Tensor2D => stacked.reshape([-1, stacked.shape[2]]);
  return [
    toDriven,
    product(flat(tf.concat(hiddens.slice(0, steps))), flat(toDriven), 'first'),
    (hidden as tf.Tensor3D).squeeze([0]),
    cell.squeeze([0]),
  ];
}
