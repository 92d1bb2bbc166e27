import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { act, drawEpisode } from '../../src/gridworld/fetchEpisode.ts';
import { fetchRules } from '../../src/gridworld/fetchRules.ts';
import { codeOf, isObject, WALL } from '../../src/gridworld/gridObjects.ts';
import { room } from './room.ts';

const RULES = fetchRules({ size: 5, mostSteps: 10 });
const [LEFT, RIGHT, FORWARD, PICK_UP] = [0, 1, 2, 3] as const;
const NOTHING = { reward: 0, ended: false, succeeded: false };

const START = `
  #####
  #.k.#
  #.>b#
  #...#
  #####`;

describe('acting in a room', () => {
  it('turns left and right, a full turn in four', () => {
    const state = { ...room(START) };
    const directions = [LEFT, LEFT, LEFT, LEFT, RIGHT, RIGHT].map((action) => {
      expect(act(state, action, RULES)).toEqual(NOTHING);
      return state.direction;
    });
    expect(directions).toEqual([3, 2, 1, 0, 1, 2]);
    expect([state.x, state.y, state.steps]).toEqual([2, 2, 6]);
  });

  it.each([
    ['^', 2, 1],
    ['v', 2, 3],
    ['<', 1, 2],
    ['>', 3, 2],
  ])('goes forward where it looks: %s', (agent, x, y) => {
    const state = {
      ...room(`
        #####
        #...#
        #.${agent}.#
        #..k#
        #####`),
    };
    expect(act(state, FORWARD, RULES)).toEqual(NOTHING);
    expect([state.x, state.y, state.steps]).toEqual([x, y, 1]);
  });

  it('stays before walls and objects, which costs a step', () => {
    const before = { ...room(START) };
    act(before, FORWARD, RULES);
    expect([before.x, before.y, before.steps]).toEqual([2, 2, 1]);
    const wall = { ...room(START.replace('.>b', '<.b')) };
    act(wall, FORWARD, RULES);
    expect([wall.x, wall.y, wall.steps]).toEqual([1, 2, 1]);
  });

  it('picks up the target for a reward that falls with the steps', () => {
    const state = { ...room(START) };
    act(state, LEFT, RULES);
    // The second step of ten.
    expect(act(state, PICK_UP, RULES)).toEqual({ reward: 1 - 0.18, ended: true, succeeded: true });
    expect(state.cells.includes(codeOf(state.target))).toBe(false);
  });

  it('ends with nothing where something else is picked up', () => {
    const state = { ...room(START) };
    expect(act(state, PICK_UP, RULES)).toEqual({ reward: 0, ended: true, succeeded: false });
  });

  it('picks up nothing from empty cells and walls', () => {
    for (const agent of ['v', '<']) {
      const state = { ...room(START.replace('.>', `${agent}.`)) };
      expect(act(state, PICK_UP, RULES)).toEqual(NOTHING);
      expect(state.cells).toEqual(room(START).cells);
    }
  });

  it('ends with nothing after the last step, and with a tenth where the target comes by it', () => {
    const state = { ...room(START), steps: 9 };
    expect(act(state, LEFT, RULES)).toEqual({ reward: 0, ended: true, succeeded: false });
    const last = { ...room(START), direction: 3, steps: 9 };
    const { reward, ...rest } = act(last, PICK_UP, RULES);
    expect(reward).toBeCloseTo(0.1, 12);
    expect(rest).toEqual({ ended: true, succeeded: true });
  });
});

describe('drawing an episode', () => {
  it('places walls, target, distractors and agent', () => {
    const stream = new RandomStream(4);
    const rules = fetchRules({ size: 6, distractors: 3 });
    const seen = { directions: new Set<number>(), targets: new Set<number>() };
    for (let i = 0; i < 300; i++) {
      const { cells, x, y, direction, steps, target } = drawEpisode(rules, stream);
      expect(steps).toBe(0);
      expect(cells.filter((code) => code === WALL)).toHaveLength(20);
      for (let k = 0; k < 6; k++) {
        for (const edge of [k, 30 + k, 6 * k, 6 * k + 5]) expect(cells[edge]).toBe(WALL);
      }
      const objects = [...cells].filter(isObject);
      expect(objects).toHaveLength(4);
      // The target is there once, so that it is clear what to fetch.
      expect(objects.filter((code) => code === codeOf(target))).toHaveLength(1);
      expect(cells[6 * y + x]).toBe(0);
      seen.directions.add(direction);
      seen.targets.add(codeOf(target));
    }
    expect([seen.directions.size, seen.targets.size]).toEqual([4, 12]);
  });

  it('draws new distractors beside known targets', () => {
    const rules = fetchRules({
      size: 6,
      kinds: ['key'],
      colours: ['red', 'green'],
      newKinds: ['ball'],
      from: 'new',
    });
    const stream = new RandomStream(5);
    const found = new Set<number>();
    for (let i = 0; i < 100; i++) {
      const { cells, target } = drawEpisode(rules, stream);
      expect(target.kind).toBe('key');
      for (const code of cells) if (isObject(code) && code !== codeOf(target)) found.add(code);
    }
    expect([...found].sort()).toEqual([8, 9]);
  });

  it('can always be solved, however full the room is', () => {
    const rules = fetchRules({ size: 4, distractors: 2 });
    const stream = new RandomStream(6);
    for (let i = 0; i < 200; i++) {
      const { cells, x, y, target } = drawEpisode(rules, stream);
      // Of the four cells the agent must stand beside the target: the others are full.
      const place = cells.indexOf(codeOf(target));
      expect(Math.abs((place % 4) - x) + Math.abs(Math.floor(place / 4) - y)).toBe(1);
    }
  });

  it('depends on the stream alone', () => {
    const rules = fetchRules({});
    const draw = () => drawEpisode(rules, new RandomStream(7));
    expect(draw()).toEqual(draw());
    expect(drawEpisode(rules, new RandomStream(8))).not.toEqual(draw());
  });
});
