import * as tf from '@tensorflow/tfjs';
import { tidyAll } from '@causal-mechanisms/tensor-utils';
import { product } from '../../shared/product.ts';
import type { RimsParameters } from '../rimsParameters.ts';
import type { ModuleState, RimsPassInput } from '../rimsPass.ts';
import { communicationOf } from './communication.ts';
import type { CommunicationStepGradient } from './communication.ts';
import { dynamicsOf } from './dynamics.ts';
import type { RimsGradients } from './enginePass.ts';
import type { InputReader } from './input/inputReader.ts';
import { stackSteps } from '../../shared/axes.ts';
import type { StepTrace } from './trace.ts';

/** What a forward pass left behind, and the gradients that arrive. */
export interface ArrivingGradients {
  readonly reader: InputReader;
  readonly trace: readonly StepTrace[];
  /** For the state after every step `[modules, batch, d]`. */
  readonly outputs: readonly tf.Tensor3D[];
  /** For the cells after the last step. */
  readonly cell: tf.Tensor3D | undefined;
}

/** The gradients of one step that products over all steps at once turn into those of the parameters. */
interface KeptStep {
  readonly drive: tf.Tensor3D;
  readonly recurrent: tf.Tensor3D;
  readonly read: readonly tf.Tensor[];
  readonly told: CommunicationStepGradient['kept'] | undefined;
}

/**
 * Backpropagation through time by hand: the steps in reverse, each a handful of batched products; then the gradients of all
 * parameters by products over all steps at once.
 *
 * @param pass - What the forward pass was computed from.
 * @param arriving - Its trace, and the gradients for its results.
 * @returns The gradients.
 */
export function batchedGradient(
  pass: RimsPassInput,
  { reader, trace, outputs, cell }: ArrivingGradients,
): RimsGradients {
  const dynamics = dynamicsOf(pass.parameters);
  const communication = communicationOf(pass);
  const kept: KeptStep[] = [];
  let later: { hidden?: tf.Tensor3D; cell?: tf.Tensor3D } = cell === undefined ? {} : { cell };
  for (let t = trace.length - 1; t >= 0; t--) {
    const before = trace[t] as StepTrace;
    const after = later;
    const step = tidyAll(() => {
      const ofOutput = outputs[t] as tf.Tensor3D;
      const arriving =
        after.hidden === undefined ? ofOutput : ofOutput.add<tf.Tensor3D>(after.hidden);
      const toHidden = share(arriving, before.active);
      const toCell = after.cell === undefined ? undefined : share(after.cell, before.active);
      const states = { candidate: before.hidden, held: before.hidden, active: before.active };
      const told = communication?.stepGradient(t, states, toHidden.active, before.told);
      const moved = dynamics.stepGradient(
        { hidden: told?.candidate ?? toHidden.active, cell: toCell?.active },
        stateOf(before),
        before.gates,
      );
      const read = reader.stepGradient(t, before.hidden, moved.drive, before.read);
      const parts = [moved.hidden, toHidden.held, read.hidden, told?.held];
      const cells = [moved.cell, toCell?.held].filter((part) => part !== undefined);
      return {
        hidden: sum(parts.filter((part) => part !== undefined)),
        cell: cells.length === 0 ? [] : [sum(cells)],
        kept: {
          drive: moved.drive,
          recurrent: moved.recurrent,
          read: read.kept,
          told: told?.kept,
        },
      };
    });
    tf.dispose([after.hidden ?? [], t === trace.length - 1 ? [] : (after.cell ?? [])]);
    later = { hidden: step.hidden, ...(step.cell[0] === undefined ? {} : { cell: step.cell[0] }) };
    kept.push(step.kept);
  }
  kept.reverse();
  const hidden = stackSteps(trace.map((step) => step.hidden));
  const drive = stackSteps(kept.map((step) => step.drive));
  const read = reader.finish({
    hidden,
    drive,
    saved: trace.map((step) => step.read),
    kept: kept.map((step) => step.read),
  });
  const told = communication?.finish(
    trace.map((step) => step.told),
    kept.map((step) => step.told as CommunicationStepGradient['kept']),
  );
  const { input, ...ofReader } = read;
  return {
    parameters: { ...ofReader, ...recurrentGradients(pass, hidden, drive, kept), ...told },
    input,
    state: later as ModuleState,
  };
}

function recurrentGradients(
  { parameters }: RimsPassInput,
  hidden: tf.Tensor3D,
  drive: tf.Tensor3D,
  kept: readonly KeptStep[],
): Pick<RimsParameters, 'recurrentKernel' | 'bias' | 'candidateBias'> {
  const { candidateBias } = parameters;
  if (candidateBias === undefined) {
    return {
      recurrentKernel: product(hidden, drive, 'first'),
      bias: drive.sum<tf.Tensor3D>(1, true),
    };
  }
  const recurrent = stackSteps(kept.map((step) => step.recurrent));
  const d = candidateBias.shape[2];
  return {
    recurrentKernel: product(hidden, recurrent, 'first'),
    bias: drive.sum<tf.Tensor3D>(1, true),
    candidateBias: recurrent.sum<tf.Tensor3D>(1, true).slice([0, 0, 2 * d]),
  };
}

/** A gradient goes to the candidates of active modules, and to the states that the others hold. */
function share(
  gradient: tf.Tensor3D,
  active: tf.Tensor3D | undefined,
): { readonly active: tf.Tensor3D; readonly held: tf.Tensor3D | undefined } {
  if (active === undefined) return { active: gradient, held: undefined };
  const ofActive = gradient.mul<tf.Tensor3D>(active);
  return { active: ofActive, held: gradient.sub(ofActive) };
}

function stateOf({ hidden, cell }: StepTrace): ModuleState {
  return cell === undefined ? { hidden } : { hidden, cell };
}

function sum(parts: readonly tf.Tensor3D[]): tf.Tensor3D {
  return parts.length === 1 ? (parts[0] as tf.Tensor3D).clone() : tf.addN([...parts]);
}
