import { codeOf, EMPTY, WALL } from '../../src/gridworld/gridObjects.ts';
import type { GridObject } from '../../src/gridworld/gridObjects.ts';
import type { FetchState } from '../../src/gridworld/fetchState.ts';

const RED_KEY: GridObject = { kind: 'key', colour: 'red' };
const BLUE_BALL: GridObject = { kind: 'ball', colour: 'blue' };

/**
 * A state as it is drawn: `#` wall, `.` empty, `k` red key, `b` blue ball, and the agent as `>`, `v`, `<` or `^`. The target is the key
 * unless something else is said.
 */
export function room(drawing: string, rest: Partial<FetchState> = {}): FetchState {
  const rows = drawing
    .trim()
    .split('\n')
    .map((row) => row.trim());
  const text = rows.join('');
  const codes: Record<string, number> = { '#': WALL, k: codeOf(RED_KEY), b: codeOf(BLUE_BALL) };
  const agent = Array.from(text).findIndex((letter) => '>v<^'.includes(letter));
  return {
    cells: Uint8Array.from(Array.from(text), (letter) => codes[letter] ?? EMPTY),
    x: agent % rows.length,
    y: Math.floor(agent / rows.length),
    direction: '>v<^'.indexOf(text[agent] ?? ''),
    steps: 0,
    target: RED_KEY,
    ...rest,
  };
}
