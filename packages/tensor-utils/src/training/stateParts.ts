import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import type { JsonValue } from '../config.ts';
import { CausalMechanismsError, CheckpointError } from '../errors.ts';
import type { FlatAdam } from '../parameters/flatAdam.ts';
import type { ParameterVector } from '../parameters/parameterVector.ts';
import type { RandomStream, RandomStreamState } from '../random/randomStream.ts';
import type { StoredArray } from './checkpointStore.ts';

/** What a part of a learner's state puts into a checkpoint. */
export interface SavedPart {
  /** Arrays by name. Default: none. */
  readonly arrays?: Readonly<Record<string, StoredArray>>;
  /** The rest. Default: nothing. */
  readonly json?: JsonValue;
}

/** A part of a learner's state: something that changes while it trains. */
export interface StatePart {
  /** @returns What it is now, detached from what comes later. */
  save(): Promise<SavedPart>;
  /**
   * Goes back to what was saved.
   *
   * @param saved - What `save` gave.
   * @throws CheckpointError when it does not fit.
   */
  restore(saved: SavedPart): void;
}

/**
 * @param vector - The parameters of a network.
 * @returns Its part of the state.
 */
export function parametersPart(vector: ParameterVector): StatePart {
  return {
    save: async () => ({ arrays: { values: flat(await vector.values.data<'float32'>()) } }),
    restore(saved) {
      const { length } = vector.layout;
      vector.replace(tf.tensor1d(floats(saved, 'values', [length])));
    },
  };
}

/**
 * @param adam - An optimiser.
 * @returns Its part of the state: both moments and the number of updates.
 */
export function adamPart(adam: FlatAdam): StatePart {
  return {
    async save() {
      const { first, second, steps } = await adam.state();
      return { arrays: { first: flat(first), second: flat(second) }, json: { steps } };
    },
    restore(saved) {
      const [first, second] = [
        floats(saved, 'first', [adam.length]),
        floats(saved, 'second', [adam.length]),
      ];
      const { steps } = (saved.json ?? {}) as { steps?: number };
      inCheckpoint(() => {
        adam.restore({ first, second, steps: steps ?? NaN });
      });
    },
  };
}

/**
 * @param stream - A stream; it stays the same object on resume.
 * @returns Its part of the state.
 */
export function streamPart(stream: RandomStream): StatePart {
  return {
    save: () => Promise.resolve({ json: { ...stream.state() } }),
    restore({ json }) {
      const { seed, words, spareNormal } = (json ?? {}) as Partial<RandomStreamState>;
      inCheckpoint(() => {
        stream.restore({
          seed: seed ?? NaN,
          words: words ?? [],
          spareNormal: spareNormal === undefined ? NaN : spareNormal,
        });
      });
    },
  };
}

/** A tensor that a learner holds, such as running statistics. */
export interface TensorSlot {
  /** @returns The present tensor; disposed by its holder. */
  get(): tf.Tensor;
  /** @param tensor - Takes its place: of the same shape, owned by the holder from here on. */
  set(tensor: tf.Tensor): void;
}

/**
 * @param slot - A float tensor of fixed shape.
 * @returns Its part of the state.
 */
export function tensorPart(slot: TensorSlot): StatePart {
  return {
    async save() {
      const tensor = slot.get();
      return { arrays: { value: { shape: tensor.shape, values: await tensor.data<'float32'>() } } };
    },
    restore(saved) {
      const { shape } = slot.get();
      slot.set(tf.tensor(floats(saved, 'value', shape), [...shape]));
    },
  };
}

/** Tensors whose names and shapes are free, such as a state that is carried from batch to batch. */
export interface TensorGroup {
  /** @returns The present tensors; disposed by their holder. */
  get(): Readonly<Record<string, tf.Tensor>>;
  /** @param tensors - Take their place; owned by the holder from here on. */
  set(tensors: Readonly<Record<string, tf.Tensor>>): void;
}

/**
 * @param group - Float tensors.
 * @returns Their part of the state.
 */
export function tensorsPart(group: TensorGroup): StatePart {
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
      const { success, data, error } = shapesSchema.safeParse(saved.json);
      if (!success) throw new CheckpointError('its JSON is damaged', { cause: error });
      const found = Object.entries(data).map(
        ([name, shape]) => [name, shape, floats(saved, name, shape)] as const,
      );
      group.set(
        Object.fromEntries(found.map(([name, shape, values]) => [name, tf.tensor(values, shape)])),
      );
    },
  };
}

const shapesSchema = z.record(z.string(), z.array(z.int().min(0)));

/**
 * @param values - Numbers that are changed in place, such as tables of a learner without tensors.
 * @returns Their part of the state. Doubles are kept bit for bit, as pairs of 32-bit words.
 */
export function numbersPart(values: Float32Array | Float64Array | Int32Array): StatePart {
  const words =
    values.BYTES_PER_ELEMENT === 8
      ? new Int32Array(values.buffer, values.byteOffset, 2 * values.length)
      : (values as Float32Array | Int32Array);
  return {
    save: () => Promise.resolve({ arrays: { values: flat(words.slice()) } }),
    restore(saved) {
      words.set(stored(saved, 'values', [words.length]));
    },
  };
}

/**
 * @param schema - What the value must be.
 * @param slot - Reads and replaces the value: plain JSON.
 * @returns Its part of the state.
 */
export function jsonPart<Value extends JsonValue>(
  schema: z.ZodType<Value>,
  slot: { get(): Value; set(value: Value): void },
): StatePart {
  return {
    save: () => Promise.resolve({ json: structuredClone(slot.get()) }),
    restore({ json }) {
      const { success, data, error } = schema.safeParse(json);
      if (!success) throw new CheckpointError('its JSON is damaged', { cause: error });
      slot.set(data);
    },
  };
}

function flat(values: Float32Array | Int32Array): StoredArray {
  return { shape: [values.length], values };
}

function stored(
  { arrays }: SavedPart,
  name: string,
  shape: readonly number[],
): StoredArray['values'] {
  const found = arrays?.[name];
  const size = shape.reduce((product, length) => product * length, 1);
  if (found?.shape.join() === shape.join() && found.values.length === size) return found.values;
  const actual =
    found === undefined ? 'nothing' : `${found.values.length} numbers [${found.shape.join(', ')}]`;
  throw new CheckpointError(
    `it holds ${actual} of ${name} instead of ${size} [${shape.join(', ')}]`,
    {
      data: { name, expected: shape, actual: found?.shape },
    },
  );
}

function floats(saved: SavedPart, name: string, shape: readonly number[]): Float32Array {
  return stored(saved, name, shape) as Float32Array;
}

/** What refuses a value does not know that it came from a checkpoint. */
function inCheckpoint(restore: () => void): void {
  try {
    restore();
  } catch (cause) {
    if (!(cause instanceof CausalMechanismsError)) throw cause;
    throw new CheckpointError(cause.message, { cause });
  }
}
