import type { SavedPart } from '@causal-mechanisms/tensor-utils';
import { restructured, savedState } from '../../../src/training/adaptive/restructure.ts';

const part = (values: number[], json?: number, name = 'values'): SavedPart => ({
  arrays: { [name]: { shape: [values.length], values: Float32Array.from(values) } },
  ...(json === undefined ? {} : { json }),
});

/** Three experts and what else there is. */
const before = {
  expert0: part([0, 0]),
  'expert0.statistics': part([10], undefined, 'value'),
  'expert0.adam': part([100], 5),
  expert1: part([1, 1]),
  'expert1.statistics': part([11], undefined, 'value'),
  'expert1.adam': part([101], 6),
  'average.expert0': part([1000, 0]),
  'average.expert1': part([1001, 1]),
  scorer: part([7]),
  wins: part([3, 4]),
  stream: { json: 'state' },
};
/** The same with other numbers of experts, at the start. */
const blankOf = (experts: number) => {
  const places = Array.from({ length: experts }, (_, j) => j);
  return Object.fromEntries<SavedPart>([
    ...places.flatMap((j): [string, SavedPart][] => [
      [`expert${j}`, part([-1, -1])],
      [`expert${j}.statistics`, part([-1], undefined, 'value')],
      [`expert${j}.adam`, part([0], 0)],
      [`average.expert${j}`, part([-1, -1])],
    ]),
    ['scorer', part([-1])],
    ['wins', part(places.map(() => 0))],
    ['stream', { json: 'start' }],
  ]);
};

it('takes experts with all their parts, in another order and number', () => {
  const found = restructured(before, [{ from: 1 }], blankOf(1));
  expect(found).toEqual({
    expert0: before.expert1,
    'expert0.statistics': before['expert1.statistics'],
    'expert0.adam': before['expert1.adam'],
    'average.expert0': before['average.expert1'],
    scorer: before.scorer,
    wins: part([0]),
    stream: before.stream,
  });
});

it('starts new experts with an optimiser and an average of their own', () => {
  const start = { parameters: part([5, 6]), statistics: part([9], undefined, 'value') };
  const found = restructured(before, [{ from: 0 }, { from: 1 }, { from: 0, start }], blankOf(3));
  expect(found['expert0.adam']).toEqual(before['expert0.adam']);
  expect(found['expert2']).toEqual(start.parameters);
  expect(found['expert2.statistics']).toEqual(start.statistics);
  expect(found['expert2.adam']).toEqual(part([0], 0));
  expect(found['average.expert2']).toEqual(start.parameters);
  expect(found['average.expert1']).toEqual(before['average.expert1']);
  expect(found['wins']).toEqual(part([0, 0, 0]));
});

it('starts records of wins anew where as many experts are others, or at other places', () => {
  const two = { ...before, recentShares: part([0.2, 0.8]) };
  const blank = { ...blankOf(2), recentShares: part([0.5, 0.5]) };
  const start = { parameters: part([5, 6]), statistics: part([9], undefined, 'value') };
  for (const origins of [
    // The first was pruned and one was added in the same look; the second became the first.
    [{ from: 1 }, { from: 0, start }],
    [{ from: 0 }, { from: 0, start }],
    [{ from: 1 }, { from: 0 }],
  ]) {
    const found = restructured(two, origins, blank);
    expect(found['wins']).toEqual(part([0, 0]));
    expect(found['recentShares']).toEqual(part([0.5, 0.5]));
    expect(found['scorer']).toEqual(before.scorer);
  }
  const same = restructured(two, [{ from: 0 }, { from: 1 }], blank);
  expect([same['wins'], same['recentShares']]).toEqual([two.wins, two.recentShares]);
});

it('keeps what has the size it had', () => {
  expect(restructured(before, [{ from: 0 }, { from: 1 }], blankOf(2))).toEqual(before);
});

it('reads every part', async () => {
  const state = {
    a: { save: () => Promise.resolve(part([1])), restore: () => undefined },
    b: { save: () => Promise.resolve({ json: 2 }), restore: () => undefined },
  };
  expect(await savedState(state)).toEqual({ a: part([1]), b: { json: 2 } });
});
