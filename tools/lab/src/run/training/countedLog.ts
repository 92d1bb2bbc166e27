import type { CheckpointStore, TrainingState } from '@causal-mechanisms/tensor-utils';
import { openEventLog } from '@causal-mechanisms/tensor-utils/node';
import type { EventLog } from '@causal-mechanisms/tensor-utils/node';

/** A log that knows how many events it has. */
export interface CountedLog extends EventLog {
  /** Events in the file. */
  readonly count: number;
}

/** Under this key every checkpoint says how many events came before it. */
const COUNT_KEY = 'labEvents';

/**
 * Opens a log at the events that a checkpoint knows of: later lines are cut off.
 *
 * @param path - The file.
 * @param resumed - The state that training goes on from. Default: it begins, and the log is emptied.
 * @returns The log; close it.
 */
export async function openCountedLog(path: string, resumed?: TrainingState): Promise<CountedLog> {
  const kept = resumed === undefined ? 0 : countOf(resumed);
  let place = 0;
  const log = await openEventLog(path, {
    afterStep: kept,
    stepOf: () => {
      place += 1;
      return place;
    },
  });
  let count = kept;
  return {
    path: log.path,
    get count() {
      return count;
    },
    append: async (event) => {
      await log.append(event);
      count += 1;
    },
    sync: () => log.sync(),
    close: () => log.close(),
  };
}

/**
 * Lets every checkpoint say how many events came before it.
 *
 * @param store - Where checkpoints go.
 * @param log - Brought onto the disk before each of them.
 * @param onSaved - Called after each of them. Default: nothing happens.
 * @returns The store for a learner, which does not see the count.
 */
export function countingStore(
  store: CheckpointStore,
  log: Pick<CountedLog, 'sync' | 'count'>,
  onSaved?: () => Promise<unknown>,
): CheckpointStore {
  return {
    async save(state) {
      await log.sync();
      const json = { ...state.json, [COUNT_KEY]: log.count };
      const location = await store.save({ ...state, json });
      await onSaved?.();
      return location;
    },
    async latest() {
      const restored = await store.latest();
      return restored && { ...restored, state: withoutCount(restored.state) };
    },
  };
}

/**
 * @param state - Of a checkpoint of a {@link countingStore}.
 * @returns The state as the learner saved it.
 */
export function withoutCount(state: TrainingState): TrainingState {
  const json = Object.entries(state.json).filter(([key]) => key !== COUNT_KEY);
  return { ...state, json: Object.fromEntries(json) };
}

function countOf(state: TrainingState): number {
  const count = state.json[COUNT_KEY];
  return typeof count === 'number' ? count : 0;
}
