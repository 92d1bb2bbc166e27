import type { JsonValue } from '../config.ts';
import { CausalMechanismsError, CheckpointError } from '../errors.ts';
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

/** @internal Numbers as an array without more structure. */
export function flat(values: Float32Array | Int32Array): StoredArray {
  return { shape: [values.length], values };
}

/** @internal An array of a saved part, which must have the shape. */
export function storedValues(
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

/** @internal The same for an array of floats. */
export function storedFloats(
  saved: SavedPart,
  name: string,
  shape: readonly number[],
): Float32Array {
  return storedValues(saved, name, shape) as Float32Array;
}

/** @internal What refuses a value does not know that it came from a checkpoint. */
export function inCheckpoint(restore: () => void): void {
  try {
    restore();
  } catch (cause) {
    if (!(cause instanceof CausalMechanismsError)) throw cause;
    throw new CheckpointError(cause.message, { cause });
  }
}
