import { filmFrames, summary } from '../../../../src/recipes/rims/bouncing-balls/ballStudy.ts';

it('shows the last frames foretold from true ones, and own ones from the first to the last', () => {
  const frames = filmFrames({ fed: 15, own: 35 });
  expect(frames).toHaveLength(14);
  expect(frames.slice(0, 3)).toEqual([13, 14, 15]);
  expect(frames.at(-1)).toBe(49);
  expect(filmFrames({ fed: 1, own: 3 })).toEqual([1, 2, 3]);
});

it('takes means over frames foretold from true ones, and over the first own ones', () => {
  const crossEntropy = [0.1, 0.3, 1, 2, 9];
  const found = summary({ crossEntropy, f1: [1, 0, 0.5, 0.25, 9] }, { fed: 3, scored: 2 });
  expect(found['crossEntropy/fed']).toBeCloseTo(0.2, 12);
  expect(found['crossEntropy/own']).toBeCloseTo(1.5, 12);
  expect(found['f1/fed']).toBeCloseTo(0.5, 12);
  expect(found['f1/own']).toBeCloseTo(0.375, 12);
});
