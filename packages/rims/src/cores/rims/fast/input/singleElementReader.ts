import type * as tf from '@tensorflow/tfjs';
import type { RimsPassInput } from '../../rimsPass.ts';
import { selectModules } from '../../selectModules.ts';
import type { InputReader } from './inputReader.ts';
import { singleElementInput } from './singleElementInput.ts';
import { stackSteps } from '../../../shared/axes.ts';

/**
 * Reads one element per step with one head, the common case, step by step.
 *
 * @param pass - Parameters and input.
 * @param made - What the reader of the forward pass made. Default: it is made.
 * @returns The reader.
 */
export function singleElementReader(pass: RimsPassInput, made?: readonly tf.Tensor[]): InputReader {
  const { modules, activeModules } = pass.config;
  const { batch } = pass.sizes;
  const input = singleElementInput(pass, made);
  const { lookUp, driven } = input;
  const pick = (from: tf.Tensor3D, t: number, rows: tf.Tensor1D | undefined): tf.Tensor3D =>
    rows === undefined
      ? from.slice([0, t * batch, 0], [modules, batch, from.shape[2]])
      : from.gather(rows.slice([t * batch], [batch]), 1);
  const pickLookUp = (from: tf.Tensor3D, t: number) => pick(from, t, input.lookUpRows);
  const pickDriven = (t: number) => pick(driven, t, input.drivenRows);
  const stacked = (steps: readonly (readonly tf.Tensor[])[]): tf.Tensor3D | undefined =>
    lookUp === undefined ? undefined : stackSteps(steps.map(([first]) => first as tf.Tensor3D));

  return {
    made: input.made,
    step(t, hidden) {
      const full = pickDriven(t);
      if (lookUp === undefined) return { drive: full, saved: [] };
      const scores = hidden.mul<tf.Tensor3D>(pickLookUp(lookUp, t)).sum<tf.Tensor2D>(2);
      const attention = scores.sigmoid().expandDims<tf.Tensor3D>(2);
      return {
        drive: full.mul(attention),
        ...(activeModules === modules ? {} : { active: selectModules(scores, activeModules) }),
        saved: [attention],
      };
    },
    stepGradient(t, _hidden, drive, [attention]) {
      if (lookUp === undefined || attention === undefined) return { kept: [] };
      const slope = attention.sub(attention.square());
      const scores = drive.mul(pickDriven(t)).sum(2, true).mul<tf.Tensor3D>(slope);
      return { hidden: pickLookUp(lookUp, t).mul(scores), kept: [scores] };
    },
    finish: ({ hidden, drive, saved, kept }) =>
      input.gradients({ hidden, drive, attention: stacked(saved), scores: stacked(kept) }),
  };
}
