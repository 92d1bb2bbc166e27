import * as tf from '@tensorflow/tfjs';
import * as z from 'zod/mini';
import { checkMethods } from '../argumentChecks.ts';
import { CheckpointError } from '../errors.ts';
import { matchSchema } from '../matchSchema.ts';
import type { StoredArray } from './checkpointStore.ts';
import { storedFloats } from './statePart.ts';
import type { StatePart } from './statePart.ts';

/** A tensor that a learner holds, such as running statistics. */
export interface TensorSlot {
  /** @returns The present tensor; disposed by its holder. */
  get(): tf.Tensor;
  /**
   * Puts another one in its place.
   *
   * @param tensor - Of the same shape; owned by the holder from here on.
   */
  set(tensor: tf.Tensor): void;
}

/**
 * @param slot - A float tensor of fixed shape.
 * @returns Its part of the state.
 * @throws ArgumentError when it is no slot.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { tensorPart } from '@causal-mechanisms/tensor-utils';
 *
 * let mean: tf.Tensor = tf.tensor1d([2]);
 * const part = tensorPart({
 *   get: () => mean,
 *   set: (tensor) => {
 *     mean.dispose();
 *     mean = tensor;
 *   },
 * });
 * console.log((await part.save()).arrays?.['value']?.values); // [2]
 * mean.dispose();
 * ```
 */
export function tensorPart(slot: TensorSlot): StatePart {
  checkMethods('tensorPart', 'slot', slot, ['get', 'set']);
  return {
    async save() {
      const tensor = slot.get();
      return { arrays: { value: { shape: tensor.shape, values: await tensor.data<'float32'>() } } };
    },
    restore(saved) {
      const { shape } = slot.get();
      slot.set(tf.tensor(storedFloats(saved, 'value', shape), [...shape]));
    },
  };
}

/** Tensors whose names and shapes are free, such as a state that is carried from batch to batch. */
export interface TensorGroup {
  /** @returns The present tensors; disposed by their holder. */
  get(): Readonly<Record<string, tf.Tensor>>;
  /**
   * Puts others in their place.
   *
   * @param tensors - Owned by the holder from here on.
   */
  set(tensors: Readonly<Record<string, tf.Tensor>>): void;
}

/**
 * @param group - Float tensors.
 * @returns Their part of the state.
 * @throws ArgumentError when it is no group.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { tensorsPart } from '@causal-mechanisms/tensor-utils';
 *
 * let carried: Readonly<Record<string, tf.Tensor>> = { hidden: tf.zeros([1, 2]) };
 * const part = tensorsPart({
 *   get: () => carried,
 *   set: (tensors) => {
 *     tf.dispose(Object.values(carried));
 *     carried = tensors;
 *   },
 * });
 * console.log((await part.save()).json); // { hidden: [1, 2] }
 * tf.dispose(Object.values(carried));
 * ```
 */
export function tensorsPart(group: TensorGroup): StatePart {
  checkMethods('tensorsPart', 'group', group, ['get', 'set']);
  return {
    async save() {
      const arrays: Record<string, StoredArray> = {};
      for (const [name, tensor] of Object.entries(group.get())) {
        arrays[name] = { shape: tensor.shape, values: await tensor.data<'float32'>() };
      }
      const shapes = Object.entries(arrays).map(([name, { shape }]) => [name, shape] as const);
      return { arrays, json: Object.fromEntries(shapes) };
    },
    restore(saved) {
      const { success, data, error } = matchSchema(shapesSchema, saved.json);
      if (!success) throw new CheckpointError('its JSON is damaged', { cause: error });
      const found = Object.entries(data).map(
        ([name, shape]) => [name, shape, storedFloats(saved, name, shape)] as const,
      );
      group.set(
        Object.fromEntries(found.map(([name, shape, values]) => [name, tf.tensor(values, shape)])),
      );
    },
  };
}

const shapesSchema = z.record(z.string(), z.array(z.int().check(z.minimum(0))));
