import { fetchRules } from '../../src/gridworld/fetchRules.ts';
import type { FetchState } from '../../src/gridworld/fetchState.ts';
import { observationWidth, observationWriter } from '../../src/gridworld/gridView.ts';
import { room } from './room.ts';

const RULES = fetchRules({ size: 5, view: 3, encoding: 'indices' });
const [UNSEEN, EMPTY, WALL, KEY, BALL] = [0, 1, 2, 3, 4] as const;

function look(state: FetchState, rules = RULES): number[] {
  const out = new Float32Array(observationWidth(rules));
  observationWriter(rules)(state, out, 0);
  return [...out];
}

/** What the cells hold, row by row. */
function seen(state: FetchState, rules = RULES): number[][] {
  const numbers = look(state, rules);
  const { view } = rules;
  return Array.from({ length: view }, (_, row) =>
    Array.from({ length: view }, (__, column) => numbers[2 * (row * view + column)] as number),
  );
}

function drawing(agent: string): string {
  return `
    #####
    #k..#
    #.${agent}.#
    #..b#
    #####`;
}

describe('what an agent sees', () => {
  it('is the square in front of it, turned with it', () => {
    // The key is to the north-west of the agent, the ball to the south-east.
    expect(seen(room(drawing('^')))).toEqual([
      [WALL, WALL, WALL],
      [KEY, EMPTY, EMPTY],
      [EMPTY, EMPTY, EMPTY],
    ]);
    expect(seen(room(drawing('>')))).toEqual([
      [WALL, WALL, WALL],
      [EMPTY, EMPTY, BALL],
      [EMPTY, EMPTY, EMPTY],
    ]);
    expect(seen(room(drawing('v')))).toEqual([
      [WALL, WALL, WALL],
      [BALL, EMPTY, EMPTY],
      [EMPTY, EMPTY, EMPTY],
    ]);
    expect(seen(room(drawing('<')))).toEqual([
      [WALL, WALL, WALL],
      [EMPTY, EMPTY, KEY],
      [EMPTY, EMPTY, EMPTY],
    ]);
  });

  it('ends at the walls: cells beyond are unseen', () => {
    const state = room(`
      #####
      #..^#
      #.k.#
      #...#
      #####`);
    expect(seen(state)).toEqual([
      [UNSEEN, UNSEEN, UNSEEN],
      [WALL, WALL, WALL],
      [EMPTY, EMPTY, WALL],
    ]);
    expect(seen({ ...state, direction: 0 })).toEqual([
      [UNSEEN, UNSEEN, UNSEEN],
      [WALL, WALL, WALL],
      [WALL, EMPTY, EMPTY],
    ]);
    // Looking west the key lies behind its left hand, one row ahead.
    expect(seen({ ...state, direction: 2 })).toEqual([
      [EMPTY, EMPTY, WALL],
      [KEY, EMPTY, WALL],
      [EMPTY, EMPTY, WALL],
    ]);
  });

  it('is not hidden by objects, and reaches as far as the view', () => {
    const state = room(`
      ######
      #....#
      #.b..#
      #.k..#
      #.^..#
      ######`);
    const rules = fetchRules({ size: 6, view: 5, encoding: 'indices' });
    expect(seen(state, rules)).toEqual([
      [WALL, WALL, WALL, WALL, WALL],
      [WALL, EMPTY, EMPTY, EMPTY, EMPTY],
      [WALL, EMPTY, BALL, EMPTY, EMPTY],
      [WALL, EMPTY, KEY, EMPTY, EMPTY],
      [WALL, EMPTY, EMPTY, EMPTY, EMPTY],
    ]);
    expect(seen(state, fetchRules({ size: 6, view: 3, encoding: 'indices' }))).toEqual([
      [EMPTY, BALL, EMPTY],
      [EMPTY, KEY, EMPTY],
      [EMPTY, EMPTY, EMPTY],
    ]);
  });

  it('tells colours and target by number', () => {
    const numbers = look(room(drawing('^'), { target: { kind: 'box', colour: 'purple' } }));
    expect(numbers).toHaveLength(20);
    // The red key in the fourth cell; the purple box is asked for.
    expect(numbers.slice(6, 8)).toEqual([KEY, 1]);
    expect(numbers.slice(-2)).toEqual([2, 3]);
    expect(look(room(drawing('v'))).slice(6, 8)).toEqual([BALL, 3]);
  });

  it('tells the same by ones and zeros', () => {
    const rules = fetchRules({ size: 5, view: 3 });
    const numbers = look(room(drawing('^')), rules);
    expect(observationWidth(rules)).toBe(9 * 12 + 10);
    const cell = (i: number) => numbers.slice(12 * i, 12 * (i + 1));
    expect(cell(0)).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(cell(3)).toEqual([0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
    expect(cell(4)).toEqual(new Array(12).fill(0));
    expect(numbers.slice(-10)).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
    const beside = look(room(drawing('^'), { x: 3, y: 1 }), rules);
    expect(beside.slice(0, 12)).toEqual([1, ...new Array<number>(11).fill(0)]);
    const ball = look(room(drawing('v'), { target: { kind: 'gem', colour: 'grey' } }), rules);
    expect(ball.slice(36, 48)).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0]);
    expect(ball.slice(-10)).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
  });

  it('is written from an offset on', () => {
    const out = new Float32Array(3 + observationWidth(RULES));
    observationWriter(RULES)(room(drawing('<')), out, 3);
    expect([...out]).toEqual([0, 0, 0, ...look(room(drawing('<')))]);
  });
});
