import * as tf from '@tensorflow/tfjs';
import { hasKernel } from './hasKernel.ts';
import {
  checkModuleSequence,
  SEQUENCE_GRADIENT_KERNEL,
  SEQUENCE_KERNEL,
  sequenceAttributes,
} from './moduleSequenceChecks.ts';

/**
 * What {@link moduleSequence} computes from: k modules of d units, L steps of a batch of B sequences, a table of M rows that the
 * steps refer to. Gates lie side by side in the order input, forget, output, candidate.
 */
export interface ModuleSequenceInputs {
  /** What a state is multiplied with for its score, by row `[k, M, d]`. Absent: attention 1, all modules active. */
  readonly lookUp?: tf.Tensor3D | undefined;
  /** What a row adds to the gates at attention 1 `[k, M, 4 d]`. */
  readonly driven: tf.Tensor3D;
  /** The row of each sequence at each step, int32 `[L, B]`. */
  readonly rows: tf.Tensor2D;
  /** `[k, d, 4 d]`. */
  readonly recurrentKernel: tf.Tensor3D;
  /** `[k, 1, 4 d]`. */
  readonly bias: tf.Tensor3D;
  /** All queries, then all keys, then all values, heads side by side in each `[k, d, heads (2 key + value)]`. Absent: none. */
  readonly communication?: tf.Tensor3D | undefined;
  /** What is made of read values: content, then gate `[heads value, 2 d]`; content alone where it is not gated `[.., d]`. */
  readonly readKernel?: tf.Tensor2D | undefined;
  /** `[2 d]` or `[d]`. */
  readonly readBias?: tf.Tensor1D | undefined;
  /** Multiplies the read content `[L, k, B, d]`. Absent: 1. */
  readonly readMask?: tf.Tensor4D | undefined;
  /** The first states `[k, B, d]`. */
  readonly hidden: tf.Tensor3D;
  /** The first cells `[k, B, d]`. */
  readonly cell: tf.Tensor3D;
}

/** How {@link moduleSequence} computes. */
export interface ModuleSequenceSettings {
  /** How many modules are active at a step, from 1 to k; k without `lookUp`. */
  readonly activeModules: number;
  /** Heads of the communication. Needed with it alone. */
  readonly heads?: number | undefined;
  /** Width of its queries and keys, per head. Needed with it alone. */
  readonly keyWidth?: number | undefined;
  /** Width of its values, per head. Needed with it alone. */
  readonly valueWidth?: number | undefined;
  /** Whether read content goes through tanh and a gate. Default: true. */
  readonly gated?: boolean | undefined;
  /** Whether inactive modules show their old states to the others, not their candidates. Default: false. */
  readonly held?: boolean | undefined;
  /** Whether what the gradient needs is kept. Default: true. */
  readonly keep?: boolean | undefined;
}

/** What {@link moduleSequence} gives. */
export interface ModuleSequencePass {
  /** The states after every step `[k, L, B, d]`. */
  readonly hidden: tf.Tensor4D;
  /** The cells after the last step `[k, B, d]`. */
  readonly cell: tf.Tensor3D;
  /** 1 for active modules, else 0 `[k, L, B]`. */
  readonly active: tf.Tensor3D;
  /** For the gradient; absent unless it is to be kept. */
  readonly kept: ModuleSequenceKept | undefined;
}

/** What a pass keeps for gradients. */
export interface ModuleSequenceKept {
  /** The states before every step `[k, L, B, d]`. */
  readonly before: tf.Tensor4D;
  /** The attention on the input `[k, L, B]`; absent without `lookUp`. */
  readonly attention: tf.Tensor3D | undefined;
  /** The states that modules show to each other `[k, L, B, d]`; absent without communication. */
  readonly source: tf.Tensor4D | undefined;
  /** The values that they read, heads side by side `[k, L, B, heads value]`; absent without communication. */
  readonly read: tf.Tensor4D | undefined;
  /** For the gradient kernel alone. */
  readonly internal: tf.Tensor1D;
}

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
 * @throws ArgumentError when the backend cannot run it, or settings or types do not fit.
 * @throws ShapeError when shapes do not fit.
 * @throws Error of TensorFlow when a row is not in the table.
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
  const outputs = tf.engine().runKernel<SequenceOutputs>(
    SEQUENCE_KERNEL,
    {
      ...{ lookUp, driven, rows, recurrentKernel, bias, communication },
      ...{ readKernel, readBias, hidden, cell, readMask },
    },
    sequenceAttributes(settings, false),
  );
  const [states, last, active, ...kept] = outputs;
  const [before, attention, source, read, internal] = kept;
  none.dispose();
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
