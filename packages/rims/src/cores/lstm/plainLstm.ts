import * as tf from '@tensorflow/tfjs';
import { splitInto, tidyAll } from '@causal-mechanisms/tensor-utils';
import { product } from '../shared/product.ts';
import { projectInput } from '../sequenceInput.ts';
import type { LstmPass, LstmPassInput } from './lstmPass.ts';
import { unstackSteps } from '../shared/axes.ts';

/**
 * A pass op by op, for automatic differentiation: what the fast form is held to.
 *
 * @param pass - Parameters, input, state; not disposed.
 * @returns Outputs and the last cells.
 */
export function plainLstm(pass: LstmPassInput): LstmPass {
  return tidyAll(() => {
    const driven = unstackSteps<tf.Tensor2D>(projectInput(pass.input, pass.kernel, pass.bias));
    let { hidden, cell } = pass;
    const outputs = driven.map((drive) => {
      const pre = drive.add<tf.Tensor2D>(product(hidden, pass.recurrentKernel));
      const [i, f, o, g] = splitInto(pre, 4, 1);
      cell = f.sigmoid().mul(cell).add(i.sigmoid().mul(g.tanh()));
      hidden = o.sigmoid().mul(cell.tanh());
      return hidden;
    });
    return { outputs: tf.stack(outputs) as tf.Tensor3D, cell: cell.clone() };
  });
}
