import * as tf from '@tensorflow/tfjs';
import type {
  ModuleSequenceInputs,
  ModuleSequenceKept,
  ModuleSequenceSettings,
} from './moduleSequenceInputs.ts';
import { checkFlag, checkOptions } from '../argumentChecks.ts';
import { checkTensor } from '../tensorChecks.ts';
import { expectShape } from './kernelChecks.ts';
import { runSequenceKernel, unlessEmpty } from './moduleSequence.ts';
import {
  checkModuleSequence,
  SEQUENCE_GRADIENT_KERNEL,
  sequenceAttributes,
} from './moduleSequenceChecks.ts';

/** What {@link moduleSequenceGradient} computes from. */
export interface ModuleSequenceGradientInput {
  /** As in the forward pass. */
  readonly inputs: ModuleSequenceInputs;
  /** Of the forward pass `[k, L, B]`. */
  readonly active: tf.Tensor3D;
  /** Of the forward pass. */
  readonly kept: Pick<ModuleSequenceKept, 'attention' | 'internal'>;
  /** The gradient for the states after every step `[k, L, B, d]`. */
  readonly hidden: tf.Tensor4D;
  /** The gradient for the cells after the last step `[k, B, d]`. Absent: zero. */
  readonly cell?: tf.Tensor3D | undefined;
}

/** Settings of {@link moduleSequenceGradient}: those of the forward pass, and one more. */
export interface ModuleSequenceGradientSettings extends ModuleSequenceSettings {
  /** Whether the communication sends no gradient into what inactive modules show. Default: false. */
  readonly blocked?: boolean | undefined;
}

/** Gradients for all that is added up before an activation, and for the first state. */
export interface ModuleSequenceGradient {
  /** For the gates' pre-activations `[k, L, B, 4 d]`. */
  readonly pre: tf.Tensor4D;
  /** For the scores `[k, L, B]`; absent without `lookUp`. */
  readonly score: tf.Tensor3D | undefined;
  /** For queries, keys and values `[k, L, B, heads (2 key + value)]`; absent without communication. */
  readonly projected: tf.Tensor4D | undefined;
  /** For what the read kernel gives, with its bias `[k, L, B, 2 d]` or `[k, L, B, d]`; absent without communication. */
  readonly told: tf.Tensor4D | undefined;
  /** For the first states `[k, B, d]`. */
  readonly hidden: tf.Tensor3D;
  /** For the first cells `[k, B, d]`. */
  readonly cell: tf.Tensor3D;
}

/**
 * Backpropagation through time of `moduleSequence`. The gradients of the parameters are products over all steps of what it gives
 * and what the forward pass kept: for the recurrent kernel `before^T pre`, for the communication `source^T projected`, for the
 * read kernel `read^T told`, for a row of `driven` the sum of `attention pre`, for one of `lookUp` that of `score before`.
 *
 * @param input - The forward pass and the gradients that arrive; not disposed.
 * @param settings - As in the forward pass.
 * @returns The gradients; the caller disposes of them.
 * @throws ArgumentError when the backend cannot run it, or settings or types do not fit; DisposedError for disposed tensors.
 * @throws ShapeError when shapes do not fit.
 * @throws ValuesError when what was kept is of another pass.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 * import { hasModuleSequence, moduleSequence, moduleSequenceGradient } from '@causal-mechanisms/tensor-utils/kernels';
 *
 * await useBackend();
 * if (hasModuleSequence()) {
 *   const gradient = tf.tidy(() => {
 *     const inputs = {
 *       driven: tf.ones<tf.Rank.R3>([1, 1, 8]),
 *       rows: tf.zeros<tf.Rank.R2>([3, 1], 'int32'),
 *       recurrentKernel: tf.zeros<tf.Rank.R3>([1, 2, 8]),
 *       bias: tf.zeros<tf.Rank.R3>([1, 1, 8]),
 *       hidden: tf.zeros<tf.Rank.R3>([1, 1, 2]),
 *       cell: tf.zeros<tf.Rank.R3>([1, 1, 2]),
 *     };
 *     const { hidden, active, kept } = moduleSequence(inputs, { activeModules: 1 });
 *     if (kept === undefined) throw new Error('nothing was kept');
 *     const ones = tf.onesLike(hidden);
 *     return moduleSequenceGradient({ inputs, active, kept, hidden: ones }, { activeModules: 1 }).pre;
 *   });
 *   console.log(gradient.shape); // [ 1, 3, 1, 8 ]
 *   gradient.dispose();
 * }
 * ```
 */
export function moduleSequenceGradient(
  input: ModuleSequenceGradientInput,
  settings: ModuleSequenceGradientSettings,
): ModuleSequenceGradient {
  const owner = 'moduleSequenceGradient';
  const { inputs, active, kept, hidden, cell } = checkOptions(owner, input, 'input');
  const { modules, units, steps, batch } = checkModuleSequence(owner, inputs, settings);
  expectShape(owner, 'hidden', hidden, [modules, steps, batch, units]);
  expectShape(owner, 'active', active, [modules, steps, batch]);
  if (cell !== undefined) expectShape(owner, 'cell', cell, [modules, batch, units]);
  const { blocked = false } = settings;
  checkFlag(owner, 'blocked', blocked);
  const { attention: scores, internal } = checkOptions(owner, kept, 'kept');
  checkTensor(owner, 'kept.internal', internal, { rank: 1 });
  if (inputs.lookUp !== undefined) {
    checkTensor(owner, 'kept.attention', scores, { shape: [modules, steps, batch] });
  }
  const none = tf.tensor1d([]);
  const { lookUp = none, communication = none, readKernel = none, readMask = none } = inputs;
  const { driven, rows, recurrentKernel } = inputs;
  const { attention = none } = kept;
  const outputs = runSequenceKernel(
    owner,
    SEQUENCE_GRADIENT_KERNEL,
    {
      ...{ lookUp, driven, rows, recurrentKernel, communication, readKernel, readMask },
      ...{ attention, active, kept: internal, hiddenGradient: hidden, cellGradient: cell ?? none },
    },
    sequenceAttributes(settings, blocked),
    none,
  ) as GradientOutputs;
  const [pre, score, projected, told, first, firstCell] = outputs;
  return {
    pre,
    score: unlessEmpty(score),
    projected: unlessEmpty(projected),
    told: unlessEmpty(told),
    hidden: first,
    cell: firstCell,
  };
}

type GradientOutputs = [
  tf.Tensor4D,
  tf.Tensor3D,
  tf.Tensor4D,
  tf.Tensor4D,
  tf.Tensor3D,
  tf.Tensor3D,
];
