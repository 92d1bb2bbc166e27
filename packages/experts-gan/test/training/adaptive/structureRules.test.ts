import type { AdaptiveSettings } from '../../../src/index.ts';
import type { BankLook } from '../../../src/training/adaptive/bankLook.ts';
import { decideStructure } from '../../../src/training/adaptive/structureRules.ts';
import { firstStructure } from '../../../src/training/adaptive/structureState.ts';
import type { StructureState } from '../../../src/training/adaptive/structureState.ts';
import { lookOf, settingsOf, twofold } from './looks.ts';

/** Looks at a bank again and again, from the first iteration on. */
function follow(
  looks: readonly BankLook[],
  part: Partial<AdaptiveSettings> = {},
  { start, steps = 1000 }: { start?: StructureState; steps?: number } = {},
) {
  const settings = settingsOf(part);
  let state = start ?? firstStructure(looks[0]?.shares.length ?? 0);
  const decisions = looks.map((look, i) => {
    const decision = decideStructure(settings, state, look, { step: i + 1, steps });
    ({ state } = decision);
    return decision;
  });
  return { decisions, state };
}

const same = (...places: number[]) => places.map((from) => ({ as: 'same', from, id: from }));

it('leaves a bank alone in which all is well', () => {
  const { decisions, state } = follow([lookOf([0.5, 0.3, 0.2]), lookOf([0.4, 0.3, 0.3])]);
  expect(decisions.at(-1)?.sources).toEqual(same(0, 1, 2));
  expect(state).toEqual(firstStructure(3));
});

it('removes who is idle for as many looks as it takes', () => {
  const idle = lookOf([0.6, 0.004, 0.396]);
  const { decisions, state } = follow([idle, idle]);
  expect(decisions.map(({ sources }) => sources.length)).toEqual([3, 2]);
  expect(decisions[1]?.sources).toEqual(same(0, 2));
  expect(state.ids).toEqual([0, 2]);
  expect(state.idle).toEqual([0, 0]);
  expect(state.lastChange).toBe(2);
  expect(state.changes).toEqual([
    { step: 2, kind: 'pruned', expert: 1, other: null, value: 0.004, limit: 0.005, experts: 2 },
  ]);
});

it('begins to count again when an expert wins something', () => {
  const [idle, busy] = [lookOf([1, 0]), lookOf([0.9, 0.1])];
  expect(follow([idle, busy, idle]).state.ids).toEqual([0, 1]);
  expect(follow([idle, busy, idle, idle]).state.ids).toEqual([0]);
});

it('keeps the least number of experts, and the one that wins most', () => {
  const idle = lookOf([0, 0.001, 0.002]);
  expect(follow([idle, idle], { pruneBelow: 1 }).state.ids).toEqual([2]);
  expect(follow([idle, idle], { least: 2 }).state.ids).toEqual([1, 2]);
  const first = lookOf([0.002, 0.001, 0]);
  expect(follow([first, first], { pruneBelow: 1 }).state.ids).toEqual([0]);
});

it('removes the one of two equal ones that wins less', () => {
  const near = (a: number, b: number) => {
    const look = lookOf([0.2, 0.3, 0.5]);
    const distances = look.distances.map((row, i) =>
      row.map((value, j) => ((i === a && j === b) || (i === b && j === a) ? 0.09 : value)),
    );
    return { ...look, distances };
  };
  const { state } = follow([near(0, 2), near(0, 2)]);
  expect(state.ids).toEqual([1, 2]);
  expect(state.changes).toEqual([
    { step: 2, kind: 'merged', expert: 0, other: 2, value: 0.09, limit: 0.5, experts: 2 },
  ]);
  // Another pair: begins to count anew.
  expect(follow([near(0, 2), near(0, 1)]).state.ids).toEqual([0, 1, 2]);
  expect(follow([near(0, 2), near(0, 2)], { mergeBelow: 0.09 }).state.ids).toEqual([0, 1, 2]);
  expect(follow([near(0, 2), near(0, 2)], { least: 3 }).state.ids).toEqual([0, 1, 2]);
  // Equal ones that do two things can part.
  const undecided = { ...near(0, 2), modes: twofold(3, [2]) };
  expect(follow([undecided, undecided], { most: 3 }).state.ids).toEqual([0, 1, 2]);
});

it('makes one of three equal ones', () => {
  const look = { ...lookOf([0.2, 0.5, 0.3]), distances: [0, 1, 2].map(() => [0, 0, 0]) };
  const { state } = follow([look, look]);
  expect(state.ids).toEqual([1]);
  expect(state.changes.map(({ expert, other }) => [expert, other])).toEqual([
    [0, 1],
    [2, 1],
  ]);
});

it('splits who does two things, with a head start for either half', () => {
  const look = lookOf([0.5, 0.5], { modes: twofold(2, [1]) });
  const { decisions, state } = follow([look, look], { headStart: 7 });
  expect(decisions[1]?.sources).toEqual([...same(0, 1), { as: 'copy', from: 1, id: 2 }]);
  expect(state.changes).toEqual([
    { step: 2, kind: 'split', expert: 1, other: 2, value: 0.9, limit: 0.7, experts: 3 },
  ]);
  expect(state.headStarts).toEqual([
    {
      kind: 'halves',
      expert: 1,
      copy: 2,
      left: 7,
      centres: [
        [1, 0],
        [1, 1],
      ],
    },
  ]);
  expect(state.twofold).toEqual([0, 0, 0]);
  expect(state.nextId).toBe(3);
  expect(state.made).toEqual([2]);
  expect(follow([look, look], { headStart: 0 }).state.headStarts).toEqual([]);
});

it('splits several at a time, up to the most', () => {
  const look = lookOf([0.5, 0.3, 0.2], { modes: twofold(3, [0, 1, 2]) });
  expect(follow([look, look]).state.ids).toEqual([0, 1, 2, 3, 4, 5]);
  expect(follow([look, look], { most: 4 }).state.ids).toEqual([0, 1, 2, 3]);
});

it('adds an expert where images are served by nobody, one at a time', () => {
  const look = (...shares: number[]) => lookOf(shares, { unserved: [0.1, 0.4, 0], threshold: -1 });
  const { decisions, state } = follow([look(0.5, 0.5), look(0.5, 0.5)]);
  expect(decisions[1]?.sources.at(-1)).toEqual({ as: 'newcomer', from: 0, id: 2 });
  expect(state.changes).toEqual([
    { step: 2, kind: 'added', expert: 2, other: 1, value: 0.8, limit: 0.5, experts: 3 },
  ]);
  expect(state.headStarts).toEqual([{ kind: 'unserved', expert: 2, left: 20, threshold: -1 }]);
  // While the new one wins nothing, no other comes.
  const [waiting] = [look(0.5, 0.5, 0)];
  const start = { ...state, headStarts: [] };
  const later = follow([waiting, waiting, waiting], { patience: 3 }, { start });
  expect(later.state.changes.map(({ kind }) => kind)).toEqual(['added', 'pruned']);
  const busy = look(0.5, 0.4, 0.1);
  expect(follow([busy, busy], {}, { start: state }).state.ids).toEqual([0, 1, 2, 3]);
});

it('counts what an expert leaves unserved of its own images, where that is much', () => {
  const ids = (unserved: readonly number[], part: Partial<AdaptiveSettings> = {}) => {
    const look = lookOf([0.4, 0.4, 0.2], { unserved });
    return follow([look, look], part).state.ids;
  };
  // More than half of its images, and more than the quarter that each of four experts would have.
  expect(ids([0, 0.26, 0])).toEqual([0, 1, 2, 3]);
  expect(ids([0, 0.24, 0])).toEqual([0, 1, 2]);
  expect(ids([0.2, 0.2, 0.2])).toEqual([0, 1, 2]);
  expect(ids([0, 0.3, 0], { growAbove: 0.74 })).toEqual([0, 1, 2, 3]);
  expect(ids([0, 0.3, 0], { growAbove: 0.75 })).toEqual([0, 1, 2]);
  expect(ids([0, 0.4, 0], { growAbove: 1 })).toEqual([0, 1, 2]);
  expect(ids([0, 0.26, 0], { most: 3 })).toEqual([0, 1, 2]);
});

it('names the expert that leaves most images unserved', () => {
  const look = lookOf([0.4, 0.6], { unserved: [0.35, 0.45] });
  const [change] = follow([look, look]).state.changes;
  expect(change).toMatchObject({ kind: 'added', expert: 2, other: 1, limit: 0.5 });
  expect(change?.value).toBeCloseTo(0.75, 12);
  // At looks in a row: by turns is not enough.
  const turn = lookOf([0.4, 0.6], { unserved: [0.1, 0.45] });
  expect(follow([look, lookOf([0.4, 0.6]), turn]).state.ids).toEqual([0, 1]);
});

it('splits rather than adds', () => {
  const look = lookOf([0.5, 0.5], { modes: twofold(2, [0]), unserved: [0.4, 0.4] });
  const { state } = follow([look, look]);
  expect(state.changes.map(({ kind }) => kind)).toEqual(['split']);
  expect(state.unserved).toEqual([0, 0, 0]);
});

it('waits twice as long after an expert that was made has gone again', () => {
  const start = { ...firstStructure(2), failed: 2 };
  const unserved = lookOf([0.5, 0.5], { unserved: [0, 0.4] });
  const looks = (count: number) => Array.from({ length: count }, () => unserved);
  expect(follow(looks(7), {}, { start }).state.ids).toHaveLength(2);
  expect(follow(looks(8), {}, { start }).state.ids).toHaveLength(3);
  const made = { ...firstStructure(2), made: [1] };
  const idle = lookOf([1, 0]);
  expect(follow([idle, idle], {}, { start: made }).state.failed).toBe(1);
  expect(follow([idle, idle]).state.failed).toBe(0);
});

it('makes experts in the first share of the iterations only, and removes them to the end', () => {
  const unserved = lookOf([1, 0], { unserved: [0.6, 0], modes: twofold(2, [0]) });
  const early = follow([unserved, unserved], { growWithin: 0.5 }, { steps: 4 }).state;
  expect(early.changes.map(({ kind }) => kind)).toEqual(['pruned', 'split']);
  const late = follow([unserved, unserved], { growWithin: 0.49 }, { steps: 4 }).state;
  expect(late.changes.map(({ kind }) => kind)).toEqual(['pruned']);
});

it('removes nobody who has a head start', () => {
  const headStarts: StructureState['headStarts'] = [
    { kind: 'halves', expert: 0, copy: 1, left: 3, centres: [[0], [1]] },
    { kind: 'unserved', expert: 2, left: 3, threshold: 0 },
  ];
  const idle = { ...firstStructure(4), idle: [0, 1, 1, 1], headStarts };
  const look = lookOf([1, 0, 0, 0]);
  expect(follow([look], {}, { start: idle }).state.ids).toEqual([0, 1, 2]);
  const near = { ...firstStructure(4), near: [[0, 3, 1] as const, [1, 2, 1] as const], headStarts };
  const equal = { ...lookOf([1, 1, 1, 1]), distances: look.distances.map(() => [0, 0, 0, 0]) };
  expect(follow([equal], {}, { start: near }).state.ids).toEqual([0, 1, 2, 3]);
  expect(follow([equal], {}, { start: { ...near, headStarts: [] } }).state.ids).toEqual([0, 1]);
});

it('settles when nothing has changed for long enough', () => {
  const quiet = lookOf([0.5, 0.5]);
  const looks = Array.from({ length: 4 }, () => quiet);
  const { decisions } = follow(looks, { settle: 3 });
  expect(decisions.map(({ state }) => state.settled)).toEqual([false, false, true, true]);
  const idle = lookOf([1, 0]);
  const changed = follow([idle, idle, lookOf([1]), lookOf([1]), lookOf([1])], { settle: 3 });
  expect(changed.decisions.map(({ state }) => state.settled)).toEqual([
    false,
    false,
    false,
    false,
    true,
  ]);
});
