import {
  ArgumentError,
  checkArray,
  checkNumbers,
  checkOptions,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import type { JsonObject, RandomStreamState } from '@causal-mechanisms/tensor-utils';
import type { EnvironmentBatch, EnvironmentStep } from './environment.ts';
import { act, drawEpisode } from './fetchEpisode.ts';
import type { FetchEpisode } from './fetchEpisode.ts';
import type { FetchRules } from './fetchRules.ts';
import { checkFetchState } from './fetchState.ts';
import type { FetchState } from './fetchState.ts';
import { GRID_ACTIONS } from './gridObjects.ts';
import { observationWidth, observationWriter } from './gridView.ts';
import type { WriteObservation } from './gridView.ts';

/** A room as plain JSON. */
interface SavedRoom {
  readonly stream: RandomStreamState;
  readonly episode: Omit<FetchState, 'cells'> & { readonly cells: readonly number[] };
}

const OWNER = 'fetchEnvironment';

/** Rooms side by side. Each draws its episodes from a stream of its own. */
export class FetchBatch implements EnvironmentBatch {
  /** How many rooms there are. */
  readonly count: number;
  readonly #rules: FetchRules;
  readonly #width: number;
  readonly #write: WriteObservation;
  readonly #streams: readonly RandomStream[];
  readonly #episodes: FetchEpisode[];

  /**
   * @param rules - Of all rooms.
   * @param count - How many.
   * @param stream - What their streams are split from.
   */
  constructor(rules: FetchRules, count: number, stream: RandomStream) {
    this.count = count;
    this.#rules = rules;
    this.#width = observationWidth(rules);
    this.#write = observationWriter(rules);
    // Drawn once, so that batches begun from one stream after the other differ.
    const seed = stream.integer(0, 2 ** 32);
    const own = new RandomStream(seed);
    this.#streams = Array.from({ length: count }, (_, i) => own.split(`room ${i}`));
    this.#episodes = this.#streams.map((from) => drawEpisode(rules, from));
  }

  /** @returns Where the episodes stand; a copy. */
  get states(): readonly FetchState[] {
    return this.#episodes.map((episode) => ({ ...episode, cells: episode.cells.slice() }));
  }

  /** @returns What the agents see `[count, observationWidth]`; the caller's own. */
  observe(): Float32Array {
    const out = new Float32Array(this.count * this.#width);
    this.#episodes.forEach((episode, i) => {
      this.#write(episode, out, i * this.#width);
    });
    return out;
  }

  /**
   * Acts once in each room.
   *
   * @param actions - One per room.
   * @returns What came of it.
   * @throws ArgumentError, ShapeError, ValuesError when there are more or fewer, or one is none; nothing has happened then.
   */
  step(actions: Int32Array): EnvironmentStep {
    const { count } = this;
    checkNumbers(OWNER, 'actions', actions, {
      length: count,
      kinds: [Int32Array],
      least: 0,
      most: GRID_ACTIONS.length - 1,
    });
    const rewards = new Float32Array(count);
    const ended = new Uint8Array(count);
    const succeeded = new Uint8Array(count);
    for (let i = 0; i < count; i++) {
      const outcome = act(this.#episodes[i] as FetchEpisode, actions[i] as number, this.#rules);
      if (!outcome.ended) continue;
      rewards[i] = outcome.reward;
      ended[i] = 1;
      succeeded[i] = outcome.succeeded ? 1 : 0;
      this.#episodes[i] = drawEpisode(this.#rules, this.#streams[i] as RandomStream);
    }
    return { observations: this.observe(), rewards, ended, succeeded };
  }

  /** @returns Rooms and streams as plain JSON. */
  save(): JsonObject {
    const rooms = this.#episodes.map((episode, i) => ({
      stream: (this.#streams[i] as RandomStream).state(),
      episode: { ...episode, cells: Array.from(episode.cells) },
    }));
    // No JsonObject by its type alone, since interfaces have no index.
    return { rooms: JSON.parse(JSON.stringify(rooms)) as JsonObject[] };
  }

  /**
   * Goes on where other rooms stood.
   *
   * @param state - What {@link FetchBatch.save} gave.
   * @throws ArgumentError, ShapeError, ValuesError when it is none of as many rooms of this size; nothing has changed then.
   */
  restore(state: JsonObject): void {
    const given = checkOptions(OWNER, state, 'state')['rooms'];
    const rooms = checkArray(OWNER, 'state.rooms', given as unknown as readonly SavedRoom[]);
    if (rooms.length !== this.count) {
      throw new ArgumentError(
        `${OWNER}: state.rooms must be ${this.count} rooms, got ${rooms.length}`,
        { data: { expected: this.count, actual: rooms.length } },
      );
    }
    const read = rooms.map((room, i) => {
      const { episode, stream } = checkOptions(OWNER, room, `state.rooms[${i}]`);
      const { cells, ...rest } = checkOptions(OWNER, episode, `state.rooms[${i}].episode`);
      checkNumbers(OWNER, `state.rooms[${i}].episode.cells`, cells, { least: 0, most: 255 });
      const { x, y, direction, steps, target } = rest;
      const restored = { cells: Uint8Array.from(cells), x, y, direction, steps, target };
      checkFetchState(OWNER, restored, this.#rules.size);
      return { episode: restored, stream: RandomStream.fromState(stream).state() };
    });
    read.forEach(({ episode, stream }, i) => {
      this.#episodes[i] = episode;
      this.#streams[i]?.restore(stream);
    });
  }
}
