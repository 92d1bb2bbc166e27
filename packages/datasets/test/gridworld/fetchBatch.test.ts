import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import { FetchBatch } from '../../src/gridworld/fetchBatch.ts';
import { fetchEnvironment } from '../../src/gridworld/fetchEnvironment.ts';
import { fetchRules } from '../../src/gridworld/fetchRules.ts';
import { failure } from '../testFiles.ts';

const OPTIONS = { size: 5, mostSteps: 12, distractors: 1 } as const;
const RULES = fetchRules(OPTIONS);
const ENVIRONMENT = fetchEnvironment(OPTIONS);

const begin = (count: number, seed = 1) => new FetchBatch(RULES, count, new RandomStream(seed));

function actions(count: number, stream: RandomStream): Int32Array {
  return Int32Array.from({ length: count }, () => stream.integer(0, 4));
}

describe('rooms side by side', () => {
  it('do what each alone would do, and begin anew by themselves', () => {
    const rooms = begin(3);
    const chance = new RandomStream(2);
    const seen = { ended: 0, succeeded: 0 };
    for (let step = 0; step < 200; step++) {
      const before = rooms.states;
      const chosen = actions(3, chance);
      const after = rooms.step(chosen);
      const expected = before.map((state, i) => ENVIRONMENT.act(state, chosen[i] as number));
      expect([...after.rewards]).toEqual(expected.map(({ reward }) => Math.fround(reward)));
      expect([...after.ended]).toEqual(expected.map(({ ended }) => (ended ? 1 : 0)));
      expect([...(after.succeeded ?? [])]).toEqual(
        expected.map(({ succeeded }) => (succeeded ? 1 : 0)),
      );
      rooms.states.forEach((state, i) => {
        if (after.ended[i] === 1) {
          seen.ended++;
          seen.succeeded += after.succeeded?.[i] ?? 0;
          expect(state.steps).toBe(0);
        } else expect(state).toEqual(expected[i]?.state);
        const width = ENVIRONMENT.observationWidth;
        expect(after.observations.slice(i * width, (i + 1) * width)).toEqual(
          ENVIRONMENT.look(state),
        );
      });
    }
    expect(seen.ended).toBeGreaterThan(40);
    expect(seen.succeeded).toBeGreaterThan(5);
  });

  it('give arrays of the caller’s own', () => {
    const rooms = begin(2);
    const first = rooms.observe();
    expect(rooms.observe()).toEqual(first);
    const kept = rooms.step(Int32Array.of(0, 0));
    const copy = kept.observations.slice();
    rooms.step(Int32Array.of(1, 1));
    expect(kept.observations).toEqual(copy);
    rooms.states[0]?.cells.fill(1);
    expect(rooms.observe()).toEqual(first);
  });

  it('depend on the stream, and on the number of the room alone', () => {
    expect(begin(2).states).toEqual(begin(2).states);
    expect(begin(4).states.slice(0, 2)).toEqual(begin(2).states);
    expect(begin(2).states[0]).not.toEqual(begin(2).states[1]);
    expect(begin(2, 2).states).not.toEqual(begin(2).states);
    const stream = new RandomStream(1);
    const [one, two] = [new FetchBatch(RULES, 1, stream), new FetchBatch(RULES, 1, stream)];
    expect(one.states).not.toEqual(two.states);
  });

  it('go on from what they saved', () => {
    const rooms = begin(3);
    const chance = new RandomStream(9);
    for (let i = 0; i < 20; i++) rooms.step(actions(3, chance));
    const saved = JSON.parse(JSON.stringify(rooms.save())) as JsonObject;
    const rest = Array.from({ length: 30 }, () => actions(3, chance));
    const expected = rest.map((chosen) => rooms.step(chosen));
    const others = begin(3, 5);
    others.restore(saved);
    expect(rest.map((chosen) => others.step(chosen))).toEqual(expected);
  });

  it('refuse other states, and stay as they were', () => {
    const rooms = begin(2);
    const before = rooms.states;
    const saved = rooms.save() as { rooms: { episode: object; stream: object }[] };
    const withRoom = (room: unknown) =>
      ({ rooms: [saved.rooms[0], room] }) as unknown as JsonObject;
    const { episode, stream } = saved.rooms[1] as { episode: object; stream: object };
    expect(() => {
      rooms.restore({ rooms: [] });
    }).toThrow(failure('ERR_ARGUMENT', 'state.rooms must be 2 rooms, got 0'));
    for (const state of [null, {}, { rooms: 3 }]) {
      expect(() => {
        rooms.restore(state as never);
      }).toThrow(failure('ERR_ARGUMENT', 'fetchEnvironment: state'));
    }
    for (const room of [
      null,
      { stream },
      { episode },
      { stream, episode: { ...episode, x: 9 } },
      { stream, episode: { ...episode, cells: [1, 2, 3] } },
      { stream, episode: { ...episode, cells: [-1] } },
      { stream: { ...stream, words: [0, 0, 0, 0] }, episode },
    ]) {
      expect(() => {
        rooms.restore(withRoom(room));
      }).toThrow(/^(fetchEnvironment|RandomStream)/);
    }
    expect(rooms.states).toEqual(before);
  });

  it('refuse actions that there are not, before anything happens', () => {
    const rooms = begin(2);
    const before = rooms.states;
    for (const chosen of [Int32Array.of(0, 4), Int32Array.of(-1, 0)]) {
      expect(() => rooms.step(chosen)).toThrow(failure('ERR_VALUES', 'fetchEnvironment: actions'));
    }
    expect(() => rooms.step(Int32Array.of(0))).toThrow(failure('ERR_SHAPE', 'actions'));
    expect(() => rooms.step([0, 0] as never)).toThrow(failure('ERR_ARGUMENT', 'Int32Array'));
    expect(rooms.states).toEqual(before);
  });
});
