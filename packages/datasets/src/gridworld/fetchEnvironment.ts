import {
  checkCount,
  checkInstance,
  RandomStream,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { MOST_NUMBERS } from '../image/datasetChecks.ts';
import type { Environment } from './environment.ts';
import { FetchBatch } from './fetchBatch.ts';
import { act, drawEpisode } from './fetchEpisode.ts';
import { fetchRules } from './fetchRules.ts';
import type { FetchOptions, FetchRules } from './fetchRules.ts';
import { checkFetchState } from './fetchState.ts';
import type { FetchState } from './fetchState.ts';
import { codeOf, GRID_ACTIONS, objectOf } from './gridObjects.ts';
import type { GridObject } from './gridObjects.ts';
import { observationWidth, observationWriter } from './gridView.ts';

/** What came of one action in one room. */
export interface FetchTransition {
  /** Where the episode stands afterwards; a copy. */
  readonly state: FetchState;
  /** `1 - 0.9 steps / mostSteps` where the target was picked up, else 0. */
  readonly reward: number;
  /** Whether the episode is over: something was picked up, or no step is left. */
  readonly ended: boolean;
  /** Whether the target was picked up. */
  readonly succeeded: boolean;
}

/** Rooms in which one object is to be fetched. */
export interface FetchEnvironment extends Environment {
  /** What is settled about the rooms. */
  readonly rules: FetchRules;
  /** What can be a target. */
  readonly targets: readonly GridObject[];
  /** What can be a distractor; never the target of the same episode. */
  readonly distractors: readonly GridObject[];
  /**
   * Draws one episode, for those who go step by step.
   *
   * @param stream - Decides.
   * @returns The state at its start.
   */
  draw(stream: RandomStream): FetchState;
  /**
   * Acts once.
   *
   * @param state - Of an episode that is not over; not changed. A state does not tell that a wrong object was picked up: stop at `ended`.
   * @param action - 0 turns left, 1 turns right, 2 goes forward, 3 picks up.
   * @returns What came of it.
   * @throws ArgumentError, ShapeError, ValuesError when the state is none of these rooms, no step is left or the target is gone, or there is no such action.
   */
  act(state: FetchState, action: number): FetchTransition;
  /**
   * @param state - Of an episode.
   * @returns What the agent sees and is told to fetch `[observationWidth]`.
   * @throws ArgumentError, ShapeError, ValuesError when the state is none of these rooms.
   */
  look(state: FetchState): Float32Array;
}

/**
 * A square room with walls and objects of several kinds and colours, one of which is to be picked up, after MiniGrid's Fetch
 * (Chevalier-Boisvert et al., 2018): a task like that of Goyal et al. (2021, section 4.3), where other objects distract.
 *
 * The agent turns left, turns right, goes forward where the cell ahead is empty, or picks up what is there. Picking up the target ends
 * the episode with the reward `1 - 0.9 steps / mostSteps`; picking up anything else, or running out of steps, ends it with 0. Objects
 * stand in the way but hide nothing. Every episode can be solved: empty cells lead to the target.
 *
 * An observation tells the square of `view` by `view` cells in front of the agent, whose own cell is the middle one of the nearest row,
 * from the farthest row to the nearest and from left to right; then the target. With `oneHot` a cell is 12 ones and zeros: unseen (beyond
 * the walls), wall, the kinds of {@link GRID_KINDS}, the colours of {@link GRID_COLOURS}, all zeros where it is empty; the target is 10
 * of them. With `indices` a cell is two numbers, what (0 unseen, 1 empty, 2 wall, 3 + kind) and which colour (0 none, 1 + colour), and
 * the target is the numbers of its kind and colour. The widths are the same for all rooms, so that a policy can be tested with objects
 * that it never saw.
 *
 * @param options - Sizes, objects and distractors.
 * @returns The environment. `start` gives rooms side by side; each has a stream of its own, so that its episodes do not depend on how
 * many there are.
 * @throws ArgumentError when an option is impossible.
 *
 * @example
 * ```ts
 * import { fetchEnvironment } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const environment = fetchEnvironment({ size: 5, distractors: 1 });
 * const rooms = environment.start(3, new RandomStream(1));
 * const { observations, rewards } = rooms.step(Int32Array.of(0, 2, 3));
 * console.log(observations.length === 3 * environment.observationWidth, rewards.length); // true 3
 * ```
 */
export function fetchEnvironment(options: FetchOptions = {}): FetchEnvironment {
  const rules = fetchRules(options);
  const { size, mostSteps, distractors, targetCodes, distractorCodes } = rules;
  const width = observationWidth(rules);
  const write = observationWriter(rules);
  return {
    name: `fetch/${size}`,
    observationWidth: width,
    actions: GRID_ACTIONS.length,
    rules,
    targets: targetCodes.map(objectOf),
    distractors: distractors === 0 ? [] : distractorCodes.map(objectOf),
    start(count, stream) {
      checkCount('fetchEnvironment', 'count', count, {
        most: Math.floor(MOST_NUMBERS / Math.max(width, size * size)),
      });
      checkInstance('fetchEnvironment', 'stream', stream, RandomStream);
      return new FetchBatch(rules, count, stream);
    },
    draw(stream) {
      checkInstance('fetchEnvironment', 'stream', stream, RandomStream);
      return drawEpisode(rules, stream);
    },
    act(state, action) {
      checkFetchState('fetchEnvironment', state, size);
      checkCount('fetchEnvironment', 'action', action, {
        least: 0,
        most: GRID_ACTIONS.length - 1,
      });
      if (state.steps >= mostSteps || !state.cells.includes(codeOf(state.target))) {
        throw new ValuesError(
          `fetchEnvironment: the episode is over: ${state.steps >= mostSteps ? 'no step is left' : 'the target is gone'}`,
          { data: { steps: state.steps, mostSteps } },
        );
      }
      const next = { ...state, cells: state.cells.slice() };
      return { ...act(next, action, rules), state: next };
    },
    look(state) {
      checkFetchState('fetchEnvironment', state, size);
      const out = new Float32Array(width);
      write(state, out, 0);
      return out;
    },
  };
}
