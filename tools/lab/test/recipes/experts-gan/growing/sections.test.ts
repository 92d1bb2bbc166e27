import { changesSection, corners } from '../../../../src/recipes/experts-gan/growing/sections.ts';
import type { GrowingValue } from '../../../../src/recipes/experts-gan/growing/trainGrowing.ts';

it('keeps the corners of a curve of steps', () => {
  const points = [2, 2, 2, 3, 3, 3, 2].map((y, i) => [i + 1, y] as const);
  expect(corners(points)).toEqual([
    [1, 2],
    [3, 2],
    [4, 3],
    [6, 3],
    [7, 2],
  ]);
  expect(corners([])).toEqual([]);
});

it('says what changed and why', () => {
  const change = { step: 40, expert: 1, other: 3, value: 0.0123, limit: 0.05, experts: 4 };
  const value = {
    changes: (['pruned', 'merged', 'split', 'added'] as const).map((kind) => ({ ...change, kind })),
  } as unknown as GrowingValue;
  const entry = { name: 'from-2', label: 'from 2', start: 2, isFixed: false };
  const [section] = changesSection([[entry, value]]);
  const [block] = section?.blocks ?? [];
  if (block?.kind !== 'table') throw new Error('no table');
  expect(block.table.rows).toEqual([
    ['from 2', '40', '1 goes', 'it wins 1.2 %, less than 5.0 %', '4'],
    ['from 2', '40', '1 goes, 3 stays', 'their distance is 0.012, less than 0.05', '4'],
    ['from 2', '40', '1 becomes 1 and 3', 'its bimodality is 0.01, more than 0.05', '4'],
    ['from 2', '40', '1 is added', '3 leaves 1.2 % of its images unserved, more than 5.0 %', '4'],
  ]);
  expect(changesSection([[entry, { ...value, changes: [] }]])).toEqual([]);
});
