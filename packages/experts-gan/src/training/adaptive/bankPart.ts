import { CheckpointError } from '@causal-mechanisms/tensor-utils';
import type {
  JsonObject,
  SavedPart,
  StatePart,
  StoredArray,
} from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { resolveExpertsConfig } from '../../expertsConfig.ts';
import type { ExpertsConfig } from '../../expertsConfig.ts';
import { savedState } from './restructure.ts';
import type { SavedState } from './restructure.ts';

const savedSchema = z.object({
  config: z.record(z.string(), z.unknown()),
  parts: z.record(z.string(), z.unknown()),
});

/** The competition of the present experts, as far as a checkpoint is concerned. */
export interface CompetitionSlot {
  /** @returns The configuration of the present bank, and all that changes. */
  get(): { readonly config: ExpertsConfig; readonly state: Readonly<Record<string, StatePart>> };
  /**
   * Makes room for a bank of another configuration, or for the same again.
   *
   * @param config - Of the saved bank.
   * @returns All that changes.
   */
  open(config: ExpertsConfig): Readonly<Record<string, StatePart>>;
}

/**
 * A competition whose number of experts changes, as one part of a state: it holds the configuration of its bank, so that a bank of another
 * size than that of the beginning comes back.
 *
 * @param slot - Gives the present competition, and opens another one.
 * @returns Its part of the state.
 */
export function bankPart(slot: CompetitionSlot): StatePart {
  return {
    async save() {
      const { config, state } = slot.get();
      const saved = await savedState(state);
      const arrays: Record<string, StoredArray> = {};
      const parts: Record<string, SavedPart['json']> = {};
      for (const [part, { arrays: own = {}, json }] of Object.entries(saved)) {
        for (const [name, array] of Object.entries(own)) arrays[`${part}/${name}`] = array;
        if (json !== undefined) parts[part] = json;
      }
      return { arrays, json: JSON.parse(JSON.stringify({ config, parts })) as JsonObject };
    },
    restore({ arrays = {}, json }) {
      const { success, data, error } = z.safeParse(savedSchema, json);
      if (!success) throw new CheckpointError('its JSON is damaged', { cause: error });
      const saved: Record<string, SavedPart> = {};
      const state = slot.open(configOf(data.config));
      for (const part of Object.keys(state)) {
        const prefix = `${part}/`;
        const own = Object.entries(arrays)
          .filter(([name]) => name.startsWith(prefix))
          .map(([name, array]) => [name.slice(prefix.length), array] as const);
        const found = data.parts[part] as SavedPart['json'];
        saved[part] = {
          arrays: Object.fromEntries(own),
          ...(found === undefined ? {} : { json: found }),
        };
      }
      restoreState(state, saved);
    },
  };
}

/**
 * @param state - Of a learner.
 * @param saved - What each of its parts goes back to.
 */
export function restoreState(state: Readonly<Record<string, StatePart>>, saved: SavedState): void {
  for (const [name, part] of Object.entries(state)) part.restore(saved[name] ?? {});
}

function configOf(saved: Readonly<Record<string, unknown>>): ExpertsConfig {
  try {
    return resolveExpertsConfig(saved);
  } catch (cause) {
    throw new CheckpointError('the configuration of its bank is damaged', { cause });
  }
}
