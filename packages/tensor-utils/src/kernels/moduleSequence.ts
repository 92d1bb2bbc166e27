import * as tf from '@tensorflow/tfjs';
import { ValuesError } from '../errors.ts';
import { hasKernel } from './kernelChecks.ts';
import {
  checkModuleSequence,
  SEQUENCE_GRADIENT_KERNEL,
  SEQUENCE_KERNEL,
  sequenceAttributes,
} from './moduleSequenceChecks.ts';
import type {
  ModuleSequenceInputs,
  ModuleSequencePass,
  ModuleSequenceSettings,
} from './moduleSequenceInputs.ts';

/**
 * Whether the current backend can run {@link moduleSequence}: the native one can on the CPU, with the kernels of this package.
 *
 * @returns Whether it can.
 *
 * @example
 * ```ts
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 * import { hasModuleSequence } from '@causal-mechanisms/tensor-utils/kernels';
 *
 * await useBackend();
 * console.log(hasModuleSequence());
 * ```
 */
export function hasModuleSequence(): boolean {
  return hasKernel(SEQUENCE_KERNEL) && hasKernel(SEQUENCE_GRADIENT_KERNEL);
}

/**
 * Runs a sequence of gated recurrent modules in one call. What it computes, step by step and equation by equation, and which
 * models it serves stands with the package `rims`: docs/rims.md, "The native op".
 *
 * No gradient is registered for it: call it inside `tf.customGrad`, with {@link moduleSequenceGradient}.
 *
 * @param inputs - Parameters, rows and first state; not disposed.
 * @param settings - Active modules, widths and switches.
 * @returns The states; the caller disposes of all tensors.
 * @throws ArgumentError when the backend cannot run it, or settings or types do not fit; DisposedError for disposed tensors.
 * @throws ShapeError when shapes do not fit.
 * @throws ValuesError when a row is not in the table.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { tidyAll, useBackend } from '@causal-mechanisms/tensor-utils';
 * import { hasModuleSequence, moduleSequence } from '@causal-mechanisms/tensor-utils/kernels';
 *
 * await useBackend();
 * if (hasModuleSequence()) {
 *   const pass = tidyAll(() =>
 *     moduleSequence(
 *       {
 *         driven: tf.ones([1, 1, 8]),
 *         rows: tf.zeros([3, 1], 'int32'),
 *         recurrentKernel: tf.zeros([1, 2, 8]),
 *         bias: tf.zeros([1, 1, 8]),
 *         hidden: tf.zeros([1, 1, 2]),
 *         cell: tf.zeros([1, 1, 2]),
 *       },
 *       { activeModules: 1, keep: false },
 *     ),
 *   );
 *   console.log(pass.hidden.shape); // [ 1, 3, 1, 2 ]
 *   tf.dispose([pass.hidden, pass.cell, pass.active]);
 * }
 * ```
 */
export function moduleSequence(
  inputs: ModuleSequenceInputs,
  settings: ModuleSequenceSettings,
): ModuleSequencePass {
  checkModuleSequence('moduleSequence', inputs, settings);
  const { keep = true } = settings;
  const none = tf.tensor1d([]);
  const { lookUp = none, communication = none, readKernel = none } = inputs;
  const { readBias = none, readMask = none } = inputs;
  const { driven, rows, recurrentKernel, bias, hidden, cell } = inputs;
  const outputs = runSequenceKernel(
    'moduleSequence',
    SEQUENCE_KERNEL,
    {
      ...{ lookUp, driven, rows, recurrentKernel, bias, communication },
      ...{ readKernel, readBias, hidden, cell, readMask },
    },
    sequenceAttributes(settings, false),
    none,
  ) as SequenceOutputs;
  const [states, last, active, ...kept] = outputs;
  const [before, attention, source, read, internal] = kept;
  if (!keep) tf.dispose(kept);
  const pass = { hidden: states, cell: last, active };
  if (!keep) return { ...pass, kept: undefined };
  return {
    ...pass,
    kept: {
      before,
      attention: unlessEmpty(attention),
      source: unlessEmpty(source),
      read: unlessEmpty(read),
      internal,
    },
  };
}

type SequenceOutputs = [tf.Tensor4D, tf.Tensor3D, tf.Tensor3D, ...KeptTensors];
type KeptTensors = [tf.Tensor4D, tf.Tensor3D, tf.Tensor4D, tf.Tensor4D, tf.Tensor1D];

/**
 * Runs one of the two kernels; what it refuses is refused in the name of who asks, with no tensor left.
 *
 * @param owner - Opens the message.
 * @param kernel - Its name.
 * @param inputs - Its tensors.
 * @param attributes - Its settings.
 * @param none - The empty tensor that stands for absent ones; disposed of.
 * @returns Its outputs.
 * @throws ValuesError for rows that the table lacks, and what was kept by another pass.
 * @internal
 */
export function runSequenceKernel(
  owner: string,
  kernel: string,
  inputs: tf.NamedTensorMap,
  attributes: tf.NamedAttrMap,
  none: tf.Tensor,
): tf.Tensor[] {
  try {
    return tf.engine().runKernel<tf.Tensor[]>(kernel, inputs, attributes);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ValuesError(`${owner}: the kernel refuses its inputs: ${reason}`, { cause });
  } finally {
    none.dispose();
  }
}

/**
 * Kernels give an empty tensor where there is nothing to give.
 *
 * @param tensor - An output; disposed of when it is empty.
 * @returns It, or nothing.
 * @internal
 */
export function unlessEmpty<T extends tf.Tensor>(tensor: T): T | undefined {
  if (tensor.size > 0) return tensor;
  tensor.dispose();
  return undefined;
}
