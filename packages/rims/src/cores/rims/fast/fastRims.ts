import * as tf from '@tensorflow/tfjs';
import { announceKept, tensorTuple, tidyAll } from '@causal-mechanisms/tensor-utils';
import { isIndexed } from '../../sequenceInput.ts';
import type { RimsParameters } from '../rimsParameters.ts';
import type { ModuleState, RimsPass, RimsPassInput } from '../rimsPass.ts';
import { batchedEngine } from './batchedEngine.ts';
import type { Engine } from './enginePass.ts';
import { byBatch, byModules } from '../../shared/axes.ts';
import { canRunNatively, nativeEngine } from './nativeEngine.ts';

/** Options of {@link fastRims}. */
export interface FastRimsOptions {
  /** What goes through the steps. Default: the native op where it can, else batched ops. */
  readonly engine?: Engine;
}

/**
 * A pass as one op with a gradient of its own: no tape inside. It gives the numbers of the plain form.
 *
 * @param pass - Parameters, input, state, masks; not disposed.
 * @param options - Which engine computes it.
 * @returns Outputs, state and activation; outputs and state are differentiable in parameters, input and state.
 */
export function fastRims(pass: RimsPassInput, options: FastRimsOptions = {}): RimsPass {
  const { config, sizes, state, parameters } = pass;
  const { steps, batch } = sizes;
  const { modules, units } = config;
  const names = Object.keys(parameters) as (keyof RimsParameters)[];
  const source = isIndexed(pass.input) ? pass.input.table : pass.input;
  const inputs: tf.Tensor[] = [
    ...names.map((name) => parameters[name] as tf.Tensor),
    source,
    state.hidden,
    ...(state.cell === undefined ? [] : [state.cell]),
  ];
  const engine = options.engine ?? engineOf(pass);
  const keep = tf.engine().state.gradientDepth > 0;
  const shown: tf.Tensor3D[] = [];

  const sequence = tf.customGrad((...args) => {
    const save = args.pop() as unknown as tf.GradSaveFunc;
    const found = engine(pass, keep);
    const constants = constantsOf(pass);
    save([...inputs, ...constants, ...found.kept]);
    shown.push(tf.keep(found.activation));
    // One tensor must hold both results: the cells follow the outputs as one more step.
    const value =
      found.cell === undefined
        ? found.outputs
        : tf.concat([found.outputs, byBatch(found.cell.expandDims<tf.Tensor4D>(0))]);
    announceKept(found.kept.length + shown.length);
    return {
      value,
      gradFunc: (dy, saved) => {
        const outputs = (dy as tf.Tensor3D).slice([0, 0, 0], [steps, batch, units]);
        const cell =
          state.cell === undefined
            ? undefined
            : byModules((dy as tf.Tensor3D).slice([steps, 0, 0], [1, batch, units]), modules);
        const gradients = found.gradient(
          passFrom(pass, names, saved),
          saved.slice(inputs.length + constants.length),
          outputs,
          cell?.squeeze<tf.Tensor3D>([0]),
        );
        return [
          ...names.map((name) => gradients.parameters[name] as tf.Tensor),
          gradients.input,
          gradients.state.hidden,
          ...(gradients.state.cell === undefined ? [] : [gradients.state.cell]),
        ];
      },
    };
  });

  return tidyAll(() => {
    const all = sequence(...inputs) as tf.Tensor3D;
    const row = (at: number): tf.Tensor3D =>
      byModules(all.slice([at, 0, 0], [1, batch, units]), modules).squeeze([0]);
    const hidden = row(steps - 1);
    const [activation] = tensorTuple(shown, [3]);
    const result = {
      outputs: state.cell === undefined ? all : all.slice([0, 0, 0], [steps, batch, units]),
      state: state.cell === undefined ? { hidden } : { hidden, cell: row(steps) },
      activation: activation.clone(),
    };
    activation.dispose();
    return result;
  });
}

/** The native op where there is one and it can do what is asked, else batched ops. */
function engineOf({ config }: RimsPassInput): Engine {
  return canRunNatively(config) ? nativeEngine : batchedEngine;
}

/** Numbers that the gradient needs and that have none of their own. */
function constantsOf({ input, masks }: RimsPassInput): tf.Tensor[] {
  return [...(isIndexed(input) ? [input.indices] : []), masks.input ?? [], masks.read ?? []].flat();
}

/** What the pass was computed from, in tensors that still live when its gradient is computed. */
function passFrom(
  pass: RimsPassInput,
  names: readonly (keyof RimsParameters)[],
  saved: readonly tf.Tensor[],
): RimsPassInput {
  let place = names.length;
  const next = (): tf.Tensor => saved[place++] as tf.Tensor;
  const source = next();
  const hidden = next() as tf.Tensor3D;
  const state: ModuleState =
    pass.state.cell === undefined ? { hidden } : { hidden, cell: next() as tf.Tensor3D };
  const input = isIndexed(pass.input)
    ? { table: source as tf.Tensor2D, indices: next() as tf.Tensor2D }
    : (source as tf.Tensor3D | tf.Tensor4D);
  const inputMask = pass.masks.input === undefined ? undefined : (next() as tf.Tensor4D);
  const readMask = pass.masks.read === undefined ? undefined : (next() as tf.Tensor4D);
  return {
    ...pass,
    parameters: Object.fromEntries(
      names.map((name, index) => [name, saved[index]]),
    ) as unknown as RimsParameters,
    input,
    state,
    masks: {
      ...(inputMask === undefined ? {} : { input: inputMask }),
      ...(readMask === undefined ? {} : { read: readMask }),
    },
  };
}
