import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { moduleSequence, moduleSequenceGradient } from '@causal-mechanisms/tensor-utils/kernels';
import type {
  ModuleSequenceGradientSettings,
  ModuleSequenceInputs,
} from '@causal-mechanisms/tensor-utils/kernels';
import * as tf from '@tensorflow/tfjs';
import { at } from './sequenceReference.ts';
import type { SequenceCase, Values } from './sequenceReference.ts';

/** Two of four modules are active, and communicate. */
export const plain: SequenceCase = {
  ...{ k: 4, d: 5, steps: 4, batch: 7, entries: 3, active: 2 },
  ...{ attends: true, communicates: true, gated: true, held: false, blocked: true, masked: false },
  ...{ heads: 2, key: 3, value: 4 },
};
/** One case for each setting, and for sizes that do not fill vectors and blocks. */
export const cases: readonly (readonly [string, SequenceCase])[] = [
  ['an active part that communicates', plain],
  ['gradients that are not blocked', { ...plain, blocked: false }],
  ['old states shown', { ...plain, held: true, blocked: false }],
  ['old states shown, blocked', { ...plain, held: true }],
  ['plain reading', { ...plain, gated: false, blocked: false }],
  ['plain reading with a mask', { ...plain, gated: false, masked: true, batch: 1 }],
  ['a mask, wide', { ...plain, masked: true, d: 19, batch: 3, key: 9, value: 11 }],
  ['all active', { ...plain, active: 4 }],
  ['all active, one row per step', { ...plain, active: 4, entries: 28, held: true }],
  ['one row per step', { ...plain, entries: 28, blocked: false }],
  ['no attention on the input', { ...plain, attends: false, active: 4 }],
  ['no communication', { ...plain, communicates: false }],
  ['one LSTM', { ...plain, k: 1, active: 1, attends: false, communicates: false, batch: 20 }],
  ['one module that reads itself', { ...plain, k: 1, active: 1, batch: 1, blocked: false }],
  ['a long batch', { ...plain, batch: 67, steps: 2, blocked: false }],
  ['a deep product', { ...plain, k: 2, d: 90, active: 1, steps: 2, batch: 2, value: 8 }],
  ['many modules', { ...plain, k: 7, active: 3, d: 16, heads: 1, key: 16, value: 16, batch: 2 }],
];

/** Sizes of all that a case has, by name. */
export function shapesOf(c: SequenceCase): Record<string, number[]> {
  const { k, d, steps, batch, entries, heads, key, value } = c;
  const told = c.gated ? 2 * d : d;
  return {
    ...(c.attends ? { lookUp: [k, entries, d] } : {}),
    driven: [k, entries, 4 * d],
    recurrentKernel: [k, d, 4 * d],
    bias: [k, 1, 4 * d],
    ...(c.communicates
      ? {
          communication: [k, d, heads * (2 * key + value)],
          readKernel: [heads * value, told],
          readBias: [told],
          ...(c.masked ? { readMask: [steps, k, batch, d] } : {}),
        }
      : {}),
    hidden: [k, batch, d],
    cell: [k, batch, d],
    toHidden: [k, steps, batch, d],
    toCell: [k, batch, d],
  };
}

/** Numbers that depend on the case alone. */
export function problemOf(c: SequenceCase): Values {
  const stream = new RandomStream(5).split(JSON.stringify(c));
  const draw = ([name, shape]: [string, number[]]) => {
    const scale = name === 'lookUp' ? 1 : 0.6;
    const numbers = stream.normals(tf.util.sizeFromShape(shape));
    return [name, Float32Array.from(numbers, (x) => x * scale)] as const;
  };
  const rows = Int32Array.from({ length: c.steps * c.batch }, (_, i) =>
    c.entries === c.steps * c.batch ? i : stream.integer(0, c.entries),
  );
  return { ...Object.fromEntries(Object.entries(shapesOf(c)).map(draw)), rows };
}

/** The numbers as tensors; the caller disposes of them. */
export function tensorsOf(c: SequenceCase, problem: Values): Record<string, tf.Tensor> {
  const floats = Object.entries(shapesOf(c)).map(
    ([name, shape]) => [name, tf.tensor(problem[name] as Float32Array, shape)] as const,
  );
  const rows = tf.tensor2d(problem['rows'] as Int32Array, [c.steps, c.batch], 'int32');
  return { ...Object.fromEntries(floats), rows };
}

/** The settings of a case. */
export function settingsOf(c: SequenceCase): ModuleSequenceGradientSettings {
  const { active, heads, key, value, gated, held, blocked } = c;
  const widths = { heads, keyWidth: key, valueWidth: value };
  return { activeModules: active, ...widths, gated, held, blocked };
}

/** All outputs of both kernels, flat, by name. */
export async function byKernels(
  c: SequenceCase,
  problem: Values,
): Promise<Record<string, Float32Array>> {
  const tensors = tensorsOf(c, problem);
  const inputs = tensors as unknown as ModuleSequenceInputs;
  const settings = settingsOf(c);
  const { kept, ...states } = moduleSequence(inputs, settings);
  if (kept === undefined) throw new Error('nothing was kept');
  const { hidden, cell, ...gradient } = moduleSequenceGradient(
    {
      inputs,
      active: states.active,
      kept,
      hidden: tensors['toHidden'] as tf.Tensor4D,
      cell: tensors['toCell'] as tf.Tensor3D,
    },
    settings,
  );
  const named: Record<string, tf.Tensor | undefined> = {
    ...{ ...states, ...kept, ...gradient },
    ...{ hiddenGradient: hidden, cellGradient: cell },
  };
  const values: Record<string, Float32Array> = {};
  for (const [name, tensor] of Object.entries(named)) {
    if (tensor !== undefined) values[name] = (await tensor.data<'float32'>()).slice();
  }
  tf.dispose([tensors, ...Object.values(named).filter((tensor) => tensor !== undefined)]);
  return values;
}

/** Entries of one sequence of [modules, steps, batch, size] or, without steps, [modules, batch, size]. */
export function ofSequence(
  values: ArrayLike<number>,
  batch: number,
  size: number,
  b: number,
): number[] {
  const places = values.length / batch / size;
  return Array.from({ length: places * size }, (_, i) =>
    at(values, (Math.floor(i / size) * batch + b) * size + (i % size)),
  );
}

/** The largest distance between two entries of one place. */
export function largestDifference(actual: ArrayLike<number>, expected: readonly number[]): number {
  if (actual.length !== expected.length) return Infinity;
  return Math.max(0, ...expected.map((wanted, i) => Math.abs(at(actual, i) - wanted)));
}
