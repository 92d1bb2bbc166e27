import * as tf from '@tensorflow/tfjs';
import { checkFlag, checkOptions, checkText } from '../argumentChecks.ts';
import { ArgumentError, ValuesError } from '../errors.ts';
import { checkTensor } from '../tensorChecks.ts';
import { hasKernel } from './kernelChecks.ts';
import { WHOLE_SEQUENCE_MODELS } from './wholeSequenceModels.ts';
import type { WholeSequenceModel, WholeSequenceOps } from './wholeSequenceModels.ts';

/** The tensors of a pass by name, those that its table in the package page lists. */
export type WholeSequenceTensors = Readonly<Record<string, tf.Tensor>>;

/** Settings of {@link wholeSequence}. */
export interface WholeSequenceSettings {
  /** Whether to keep what the gradient needs. Default: true. */
  readonly keep?: boolean;
}

/**
 * Whether the current backend can take a model through a sequence by {@link wholeSequence}: the native one can on the CPU, with the
 * kernels of this package.
 *
 * @param model - Which model.
 * @returns Whether it can.
 * @throws ArgumentError for an unknown model.
 *
 * @example
 * ```ts
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 * import { hasWholeSequence } from '@causal-mechanisms/tensor-utils/kernels';
 *
 * await useBackend();
 * console.log(hasWholeSequence('ntm'));
 * ```
 */
export function hasWholeSequence(model: WholeSequenceModel): boolean {
  const { kernel } = opsOf('hasWholeSequence', model);
  return hasKernel(kernel) && hasKernel(`${kernel}Grad`);
}

/**
 * Takes a model through a whole sequence by one native op. What the tensors of each model are stands with the package `rims`:
 * docs/rims.md, "The native op".
 *
 * No gradient is registered for it: call it inside `tf.customGrad`, with {@link wholeSequenceGradient}.
 *
 * @param model - Which model.
 * @param tensors - All tensors that the model takes, by name; not disposed.
 * @param settings - Whether a gradient follows.
 * @returns The outputs, what else the model gives, and last what it kept (empty where nothing was to be kept); the caller disposes of all.
 * @throws ArgumentError when the model is unknown, the backend cannot run it or a tensor is missing or of another type; DisposedError for a disposed one.
 * @throws ShapeError for a tensor of another rank.
 * @throws ValuesError when sizes do not fit, or a row is not in the table.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 * import { hasWholeSequence, wholeSequence } from '@causal-mechanisms/tensor-utils/kernels';
 *
 * await useBackend();
 * if (hasWholeSequence('ntm')) {
 *   // Two units, three slots of width one, one head that reads and one that writes.
 *   const tensors = {
 *     driven: tf.ones([1, 8]),
 *     rows: tf.zeros([5, 1], 'int32'),
 *     recurrentKernel: tf.zeros([3, 8]),
 *     interfaceKernel: tf.zeros([2, 16]),
 *     interfaceBias: tf.zeros([16]),
 *     state: tf.zeros([1, 14]),
 *     sizes: tf.tensor1d([3, 1, 1, 1], 'int32'),
 *   };
 *   const passed = wholeSequence('ntm', tensors, { keep: false });
 *   console.log(passed[0]?.shape); // [ 5, 1, 3 ]
 *   tf.dispose([...passed, tensors]);
 * }
 * ```
 */
export function wholeSequence(
  model: WholeSequenceModel,
  tensors: WholeSequenceTensors,
  settings: WholeSequenceSettings = {},
): tf.Tensor[] {
  const { kernel, inputs } = opsOf('wholeSequence', model);
  const { keep = true } = checkOptions('wholeSequence', settings, 'settings');
  checkFlag('wholeSequence', 'keep', keep);
  return runWhole('wholeSequence', kernel, inputsOf('wholeSequence', inputs, tensors), { keep });
}

/**
 * Backpropagation through time of {@link wholeSequence}: from the gradients of all that it gives to those of pre-activations at all
 * steps and of the first state. Products over all steps turn them into those of the parameters.
 *
 * @param model - Which model.
 * @param tensors - All tensors that its gradient takes, by name; not disposed.
 * @returns The gradients; the caller disposes of all.
 * @throws ArgumentError, DisposedError, ShapeError or ValuesError as {@link wholeSequence}.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 * import { hasWholeSequence, wholeSequence, wholeSequenceGradient } from '@causal-mechanisms/tensor-utils/kernels';
 *
 * await useBackend();
 * if (hasWholeSequence('ntm')) {
 *   const [recurrentKernel, interfaceKernel] = [tf.zeros([3, 8]), tf.zeros([2, 16])];
 *   const sizes = tf.tensor1d([3, 1, 1, 1], 'int32');
 *   const [outputs, state, kept] = wholeSequence('ntm', {
 *     ...{ driven: tf.ones([1, 8]), rows: tf.zeros([5, 1], 'int32'), recurrentKernel, interfaceKernel },
 *     ...{ interfaceBias: tf.zeros([16]), state: tf.zeros([1, 14]), sizes },
 *   });
 *   const [pre, told, start] = wholeSequenceGradient('ntm', {
 *     ...{ recurrentKernel, interfaceKernel, kept: kept as tf.Tensor, sizes },
 *     ...{ outputGradient: tf.onesLike(outputs as tf.Tensor), stateGradient: tf.zerosLike(state as tf.Tensor) },
 *   });
 *   console.log(pre?.shape, told?.shape, start?.shape); // [ 5, 1, 8 ] [ 5, 1, 16 ] [ 1, 14 ]
 * }
 * ```
 */
export function wholeSequenceGradient(
  model: WholeSequenceModel,
  tensors: WholeSequenceTensors,
): tf.Tensor[] {
  const owner = 'wholeSequenceGradient';
  const { kernel, gradientInputs } = opsOf(owner, model);
  return runWhole(owner, `${kernel}Grad`, inputsOf(owner, gradientInputs, tensors), {});
}

function opsOf(owner: string, model: WholeSequenceModel): WholeSequenceOps {
  checkText(owner, 'model', model, Object.keys(WHOLE_SEQUENCE_MODELS));
  return WHOLE_SEQUENCE_MODELS[model];
}

function inputsOf(
  owner: string,
  ranks: Readonly<Record<string, number>>,
  tensors: WholeSequenceTensors,
): tf.NamedTensorMap {
  const given = checkOptions(owner, tensors, 'tensors');
  return Object.fromEntries(
    Object.entries(ranks).map(([name, rank]) => {
      const dtype = name === 'rows' || name === 'sizes' ? 'int32' : 'float32';
      checkTensor(owner, `tensors.${name}`, given[name], { dtype, rank });
      return [name, given[name] as tf.Tensor];
    }),
  );
}

/** What the op refuses is refused in the name of who asks. */
function runWhole(
  owner: string,
  kernel: string,
  inputs: tf.NamedTensorMap,
  attributes: tf.NamedAttrMap,
): tf.Tensor[] {
  if (!hasKernel(kernel)) {
    throw new ArgumentError(
      `${owner}: the backend ${tf.getBackend()} has no kernel for it; ask hasWholeSequence first`,
    );
  }
  try {
    return tf.engine().runKernel<tf.Tensor[]>(kernel, inputs, attributes);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ValuesError(`${owner}: the kernel refuses its inputs: ${reason}`, { cause });
  }
}
