import * as tf from '@tensorflow/tfjs';
import { product } from '../../shared/product.ts';
import { gruGates, gruGatesGradient } from './gruGates.ts';
import { lstmGates, lstmGatesGradient } from '../../shared/lstmGates.ts';
import type { RimsParameters } from '../rimsParameters.ts';
import type { ModuleState } from '../rimsPass.ts';

/** One step inside the modules; the caller disposes of the tensors. */
export interface DynamicsStep {
  /** The candidate states. */
  readonly next: ModuleState;
  /** For the gradient. */
  readonly saved: readonly tf.Tensor[];
}

/** What one step of the dynamics sends back. */
export interface DynamicsStepGradient {
  /** For what the input adds to the gates `[modules, batch, gates * d]`. */
  readonly drive: tf.Tensor3D;
  /** For the products with the recurrent kernel; the same as `drive` for an LSTM. */
  readonly recurrent: tf.Tensor3D;
  /** For the old states. */
  readonly hidden: tf.Tensor3D;
  /** For the old cells. */
  readonly cell?: tf.Tensor3D;
}

/** What goes on inside the modules. */
export interface Dynamics {
  step(drive: tf.Tensor3D, state: ModuleState): DynamicsStep;
  stepGradient(
    gradient: { readonly hidden: tf.Tensor3D; readonly cell: tf.Tensor3D | undefined },
    state: ModuleState,
    saved: readonly tf.Tensor[],
  ): DynamicsStepGradient;
}

/**
 * @param parameters - Of the modules.
 * @returns Their LSTM or GRU; the GRU is known by its candidate's bias.
 */
export function dynamicsOf(parameters: RimsParameters): Dynamics {
  const { recurrentKernel, bias, candidateBias } = parameters;
  if (candidateBias !== undefined) return gru(recurrentKernel, bias, candidateBias);
  return {
    step(drive, { hidden, cell }) {
      const pre = product(hidden, recurrentKernel).add<tf.Tensor3D>(bias).add(drive);
      const step = lstmGates(pre as tf.Tensor3D, cell as tf.Tensor3D);
      return { next: { hidden: step.hidden, cell: step.cell }, saved: step.saved };
    },
    stepGradient({ hidden, cell }, state, saved) {
      const before = { cell: state.cell as tf.Tensor3D, saved };
      const gradient = lstmGatesGradient(hidden, cell as tf.Tensor3D, before);
      return {
        drive: gradient.pre,
        recurrent: gradient.pre,
        hidden: product(gradient.pre, recurrentKernel, 'second'),
        cell: gradient.cell,
      };
    },
  };
}

function gru(
  recurrentKernel: tf.Tensor3D,
  bias: tf.Tensor3D,
  candidateBias: tf.Tensor3D,
): Dynamics {
  return {
    step(drive, { hidden }) {
      const fromInput = drive.add<tf.Tensor3D>(bias);
      const fromState = product(hidden, recurrentKernel);
      const step = gruGates(fromInput, fromState, candidateBias, hidden);
      return { next: { hidden: step.hidden }, saved: step.saved };
    },
    stepGradient({ hidden }, state, saved) {
      const gradient = gruGatesGradient(hidden, { hidden: state.hidden, saved });
      return {
        drive: gradient.fromInput,
        recurrent: gradient.fromState,
        hidden: product(gradient.fromState, recurrentKernel, 'second').add(gradient.hidden),
      };
    },
  };
}
