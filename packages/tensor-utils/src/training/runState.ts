import * as z from 'zod/mini';
import type { JsonObject, JsonValue } from '../config.ts';
import { ArgumentError, CheckpointError } from '../errors.ts';
import { matchSchema } from '../matchSchema.ts';
import type { StoredArray, TrainingState } from './checkpointStore.ts';
import type { StatePart } from './statePart.ts';

/** Everything that changes while a learner trains, by names without `/`: what is not here is lost with the process. */
export type RunState = Readonly<Record<string, StatePart>>;

/** What the parts of a state put into a checkpoint. */
export type SavedParts = Pick<TrainingState, 'arrays' | 'json'>;

const savedSchema = z.object({ parts: z.record(z.string(), z.unknown()) });

/**
 * @param state - Of a learner.
 * @returns What all of its parts save: arrays as `part/array`, the rest below `parts`.
 * @throws ArgumentError when the name of a part has a `/` in it.
 */
export async function saveParts(state: RunState): Promise<SavedParts> {
  const arrays: Record<string, StoredArray> = {};
  const parts: Record<string, JsonValue> = {};
  for (const [part, holder] of Object.entries(state)) {
    if (part.includes('/')) {
      throw new ArgumentError(`RunState: the name of a part must not have a "/", got "${part}"`, {
        data: { part },
      });
    }
    const saved = await holder.save();
    for (const [name, array] of Object.entries(saved.arrays ?? {})) {
      arrays[`${part}/${name}`] = array;
    }
    if (saved.json !== undefined) parts[part] = saved.json;
  }
  return { arrays, json: { parts } };
}

/**
 * Puts all parts where they were.
 *
 * @param owner - Opens messages.
 * @param state - Changed in place.
 * @param saved - What {@link saveParts} gave.
 * @throws CheckpointError when something is missing, of another size, or damaged; the state is of no use then.
 */
export function restoreParts(owner: string, state: RunState, { arrays, json }: SavedParts): void {
  const { success, data, error } = matchSchema(savedSchema, json);
  if (!success) {
    throw new CheckpointError(`${owner}: the checkpoint is damaged`, { cause: error });
  }
  for (const [part, holder] of Object.entries(state)) {
    const prefix = `${part}/`;
    const own = Object.entries(arrays)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, array]) => [name.slice(prefix.length), array] as const);
    const found = data.parts[part] as JsonValue | undefined;
    try {
      holder.restore({
        arrays: Object.fromEntries(own),
        ...(found === undefined ? {} : { json: found }),
      });
    } catch (cause) {
      if (!(cause instanceof CheckpointError)) throw cause;
      throw new CheckpointError(
        `${owner}: the checkpoint does not fit at "${part}": ${cause.message}`,
        { data: { part, ...cause.data }, cause },
      );
    }
  }
}

/**
 * @param value - Plain data; what is `undefined` in it is left out.
 * @returns A copy as a JSON file would give it back.
 */
export function asJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
