import { valueInWords } from '../argumentChecks.ts';
import type { JsonObject } from '../config.ts';
import { ArgumentError } from '../errors.ts';

/** A named array of a checkpoint. */
export interface StoredArray {
  /** The shape; its product is the length of `values`. */
  readonly shape: readonly number[];
  /** The entries in row-major order. */
  readonly values: Float32Array | Int32Array;
}

/** Everything a run needs to go on as if it had never stopped. */
export interface TrainingState {
  /** Steps done. */
  readonly step: number;
  /** The resolved configuration of the run. */
  readonly config: JsonObject;
  /** Weights, optimiser moments, running statistics: by name. */
  readonly arrays: Readonly<Record<string, StoredArray>>;
  /** The rest: stream states, counters, phase. */
  readonly json: JsonObject;
}

/** A state read back, with what went wrong on the way to it. */
export interface RestoredState {
  /** The newest undamaged state. */
  readonly state: TrainingState;
  /** Where it came from. */
  readonly location: string;
  /** One line per damaged checkpoint that was passed over. */
  readonly warnings: readonly string[];
}

/** Where checkpoints live. `FolderCheckpoints` of the `../node` entry keeps them on disk. */
export interface CheckpointStore {
  /**
   * Writes a state so that a crash at any instant leaves either it or the one before.
   *
   * @param state - What to keep.
   * @returns Where it is.
   */
  save(state: TrainingState): Promise<string>;
  /** @returns The newest undamaged state, or `undefined` when there is none. */
  latest(): Promise<RestoredState | undefined>;
}

/**
 * A checkpoint store in memory: for tests, and for the browser.
 *
 * @returns A store that keeps the last state.
 *
 * @example
 * ```ts
 * import { memoryCheckpoints } from '@causal-mechanisms/tensor-utils';
 *
 * const store = memoryCheckpoints();
 * await store.save({ step: 1, config: {}, arrays: {}, json: {} });
 * console.log((await store.latest())?.state.step); // 1
 * ```
 */
export function memoryCheckpoints(): CheckpointStore {
  let kept: TrainingState | undefined;
  return {
    async save(state) {
      const fault = stateFault(state);
      if (fault !== undefined) {
        throw new ArgumentError(
          `memoryCheckpoints.save: state must be that of a run, got ${fault}`,
        );
      }
      kept = structuredClone(state);
      return Promise.resolve(`memory:${kept.step}`);
    },
    latest: () =>
      Promise.resolve(
        kept === undefined
          ? undefined
          : { state: structuredClone(kept), location: `memory:${kept.step}`, warnings: [] },
      ),
  };
}

/** @internal What is missing from the state of a run, in words; what is in its parts is looked at where it is used. */
export function stateFault(state: unknown): string | undefined {
  if (!isRecord(state)) return valueInWords(state);
  const lacks = (part: string) => `an object whose ${part} is ${valueInWords(state[part])}`;
  if (!Number.isSafeInteger(state['step']) || Number(state['step']) < 0) return lacks('step');
  for (const part of ['config', 'arrays', 'json']) {
    if (!isRecord(state[part])) return lacks(part);
  }
  const wrong = Object.entries(state['arrays'] as object).find(([, array]) => !isStored(array));
  return wrong === undefined
    ? undefined
    : `an object whose arrays.${wrong[0]} lacks a shape or values`;
}

function isStored(array: unknown): boolean {
  const { shape, values } = (array ?? {}) as Partial<StoredArray>;
  return Array.isArray(shape) && (values instanceof Float32Array || values instanceof Int32Array);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
