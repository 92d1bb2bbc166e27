import * as tf from '@tensorflow/tfjs';
import {
  hasModuleSequence,
  moduleSequence,
  moduleSequenceGradient,
} from '@causal-mechanisms/tensor-utils/kernels';
import type {
  ModuleSequenceInputs,
  ModuleSequenceSettings,
} from '@causal-mechanisms/tensor-utils/kernels';
import { product } from '../../shared/product.ts';
import type { RimsConfig } from '../rimsConfig.ts';
import type { RimsPassInput } from '../rimsPass.ts';
import { communicationOf } from './communication.ts';
import type { EnginePass, RimsGradients } from './enginePass.ts';
import { byModules } from '../../shared/axes.ts';
import { singleElementInput } from './input/singleElementInput.ts';
import type { SingleElementInput } from './input/singleElementInput.ts';

/** Whether the backend has the op, and the op the form: LSTM dynamics, one element, one head. */
export function canRunNatively({ dynamics, elements, inputHeads }: RimsConfig): boolean {
  return dynamics === 'lstm' && elements === 1 && inputHeads === 1 && hasModuleSequence();
}

/**
 * Goes through a sequence by one native op, and back by another.
 *
 * @param pass - Parameters, input, state, masks; not disposed.
 * @param keep - Whether a gradient will be asked for.
 * @returns The states, and their gradient.
 */
export function nativeEngine(pass: RimsPassInput, keep: boolean): EnginePass {
  const { steps, batch } = pass.sizes;
  const { modules, units } = pass.config;
  const input = singleElementInput(pass);
  const found = moduleSequence(inputsOf(pass, input), settingsOf(pass.config, keep));
  const { kept } = found;
  const saved =
    kept === undefined
      ? {}
      : Object.fromEntries(
          Object.entries({ ...kept, active: found.active }).filter(
            ([, tensor]) => tensor !== undefined,
          ),
        );
  const names = Object.keys(saved);
  const made = kept === undefined ? [] : input.made;
  return {
    outputs: found.hidden.transpose([1, 2, 0, 3]).reshape([steps, batch, units]),
    cell: found.cell,
    activation: found.active.transpose([1, 0, 2]).reshape([steps, modules, batch]),
    kept: [...made, ...(Object.values(saved) as tf.Tensor[])],
    gradient(again, tensors, outputs, cell) {
      const own = singleElementInput(again, tensors.slice(0, made.length));
      const rest = tensors.slice(made.length);
      const byName = Object.fromEntries(names.map((name, index) => [name, rest[index]]));
      return gradientOf(again, own, byName as unknown as SavedPass, {
        outputs: byModules(outputs, modules).transpose([1, 0, 2, 3]),
        cell,
      });
    },
  };
}

/** What the forward op kept, with the modules first and steps and batch side by side. */
interface SavedPass {
  readonly before: tf.Tensor4D;
  readonly attention?: tf.Tensor3D;
  readonly source?: tf.Tensor4D;
  readonly read?: tf.Tensor4D;
  readonly internal: tf.Tensor1D;
  readonly active: tf.Tensor3D;
}

function gradientOf(
  pass: RimsPassInput,
  input: SingleElementInput,
  saved: SavedPass,
  arriving: { readonly outputs: tf.Tensor4D; readonly cell: tf.Tensor3D | undefined },
): RimsGradients {
  const { modules } = pass.config;
  const found = moduleSequenceGradient(
    {
      inputs: inputsOf(pass, input),
      active: saved.active,
      kept: { attention: saved.attention, internal: saved.internal },
      hidden: arriving.outputs,
      cell: arriving.cell,
    },
    { ...settingsOf(pass.config, true), blocked: pass.config.blockedGradients },
  );
  const flat = (stacked: tf.Tensor): tf.Tensor3D => {
    const [, steps = 1, batch = 1, width = 1] = stacked.shape;
    return stacked.reshape([modules, steps * batch, width]);
  };
  const hidden = flat(saved.before);
  const drive = flat(found.pre);
  const { input: toInput, ...ofReader } = input.gradients({
    hidden,
    drive,
    attention: saved.attention && flat(saved.attention),
    scores: found.score && flat(found.score),
  });
  const { source, read } = saved;
  const { projected, told } = found;
  const communication =
    source === undefined || read === undefined || projected === undefined || told === undefined
      ? undefined
      : communicationOf(pass)?.finish(
          [[flat(source), flat(read)]],
          [[flat(projected), flat(told)]],
        );
  return {
    parameters: {
      ...ofReader,
      recurrentKernel: product(hidden, drive, 'first'),
      bias: drive.sum<tf.Tensor3D>(1, true),
      ...communication,
    },
    input: toInput,
    state: { hidden: found.hidden, cell: found.cell },
  };
}

/** States and steps refer to rows of one table: where only one of the two has a row per step, both get one. */
function inputsOf(pass: RimsPassInput, input: SingleElementInput): ModuleSequenceInputs {
  const { parameters, sizes, state, masks } = pass;
  const { steps, batch } = sizes;
  const { lookUp, driven, lookUpRows, drivenRows } = input;
  const perStep = lookUpRows !== undefined && drivenRows === undefined;
  const rows = drivenRows ?? tf.range(0, steps * batch, 1, 'int32');
  return {
    lookUp: perStep ? lookUp?.gather(lookUpRows, 1) : lookUp,
    driven,
    rows: rows.reshape<tf.Tensor2D>([steps, batch]),
    recurrentKernel: parameters.recurrentKernel,
    bias: parameters.bias,
    communication: parameters.communication,
    readKernel: parameters.readKernel,
    readBias: parameters.readBias,
    readMask: masks.read,
    hidden: state.hidden,
    cell: state.cell as tf.Tensor3D,
  };
}

function settingsOf(config: RimsConfig, keep: boolean): ModuleSequenceSettings {
  return {
    activeModules: config.activeModules,
    heads: config.communicationHeads,
    keyWidth: config.communicationKeyWidth,
    valueWidth: config.communicationValueWidth,
    gated: config.communicationOutput === 'gated',
    held: config.communicationSource === 'held',
    keep,
  };
}
