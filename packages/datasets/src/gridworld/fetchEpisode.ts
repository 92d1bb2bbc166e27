import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { codeOf, EMPTY, isObject, objectOf, WALL } from './gridObjects.ts';
import { eastward, southward } from './fetchState.ts';
import type { FetchState } from './fetchState.ts';
import type { FetchRules } from './fetchRules.ts';

/** A state that is changed in place. */
export type FetchEpisode = { -readonly [Key in keyof FetchState]: FetchState[Key] };

/** What came of an action. */
export interface FetchOutcome {
  readonly reward: number;
  /** Whether the episode is over. */
  readonly ended: boolean;
  /** Whether the target was picked up. */
  readonly succeeded: boolean;
}

const GOES_ON: FetchOutcome = { reward: 0, ended: false, succeeded: false };
const FAILED: FetchOutcome = { reward: 0, ended: true, succeeded: false };

/** What the reward loses until the last step. */
const LOST = 0.9;

/**
 * Draws an episode: target, distractors and agent in cells of their own, such that the agent can get to a cell beside the target.
 *
 * @param rules - Of the room.
 * @param stream - Decides.
 * @returns The state at its start.
 */
export function drawEpisode(rules: FetchRules, stream: RandomStream): FetchEpisode {
  for (;;) {
    const episode = drawPlaces(rules, stream);
    // Rare, and only where objects stand in each other's way.
    if (canReachTarget(episode, rules.size)) return episode;
  }
}

function drawPlaces(rules: FetchRules, stream: RandomStream): FetchEpisode {
  const { size, distractors, targetCodes, distractorCodes } = rules;
  const inner = size - 2;
  const target = targetCodes[stream.integer(0, targetCodes.length)] as number;
  const others = distractorCodes.filter((code) => code !== target);
  const places = stream.sampleIndices(distractors + 2, inner * inner);
  const cells = emptyRoom(size);
  const cellOf = (place: number) => (1 + Math.floor(place / inner)) * size + 1 + (place % inner);
  cells[cellOf(places[0] as number)] = target;
  for (let i = 0; i < distractors; i++) {
    cells[cellOf(places[i + 1] as number)] = others[stream.integer(0, others.length)] as number;
  }
  const agent = cellOf(places[distractors + 1] as number);
  return {
    cells,
    x: agent % size,
    y: Math.floor(agent / size),
    direction: stream.integer(0, 4),
    steps: 0,
    target: objectOf(target),
  };
}

function emptyRoom(size: number): Uint8Array {
  const cells = new Uint8Array(size * size).fill(EMPTY);
  for (let i = 0; i < size; i++) {
    for (const cell of [i, (size - 1) * size + i, i * size, i * size + size - 1])
      cells[cell] = WALL;
  }
  return cells;
}

/** Whether empty cells lead from the agent to a cell beside the target. */
function canReachTarget({ cells, x, y, target }: FetchState, size: number): boolean {
  const wanted = codeOf(target);
  const seen = new Uint8Array(cells.length);
  const open = [y * size + x];
  seen[y * size + x] = 1;
  for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
    for (const next of [cell - 1, cell + 1, cell - size, cell + size]) {
      if (cells[next] === wanted) return true;
      if (cells[next] !== EMPTY || seen[next] === 1) continue;
      seen[next] = 1;
      open.push(next);
    }
  }
  return false;
}

/**
 * Acts, in place. Turning always works; forward does where the cell ahead is empty; picking up does where it holds an object, and ends
 * the episode.
 *
 * @param episode - Changed.
 * @param action - 0 left, 1 right, 2 forward, 3 pick up; not checked.
 * @param rules - Of the room.
 * @returns What came of it.
 */
export function act(episode: FetchEpisode, action: number, rules: FetchRules): FetchOutcome {
  const { size, mostSteps } = rules;
  episode.steps++;
  const { cells, direction } = episode;
  if (action === 0) episode.direction = (direction + 3) % 4;
  else if (action === 1) episode.direction = (direction + 1) % 4;
  else {
    const x = episode.x + eastward(direction);
    const y = episode.y + southward(direction);
    const ahead = cells[y * size + x] as number;
    if (action === 2 && ahead === EMPTY) {
      episode.x = x;
      episode.y = y;
    } else if (action === 3 && isObject(ahead)) {
      cells[y * size + x] = EMPTY;
      if (ahead !== codeOf(episode.target)) return FAILED;
      const reward = 1 - (LOST * episode.steps) / mostSteps;
      return { reward, ended: true, succeeded: true };
    }
  }
  return episode.steps >= mostSteps ? FAILED : GOES_ON;
}
