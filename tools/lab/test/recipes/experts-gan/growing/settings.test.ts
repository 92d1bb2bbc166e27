import {
  growingEntries,
  growingSchema,
} from '../../../../src/recipes/experts-gan/growing/settings.ts';

it('names the competitions of a run, the fixed one first', () => {
  expect(growingEntries({ experts: 5, fixed: true, starts: [2, 8] })).toEqual([
    { name: 'fixed', label: 'always 5', start: 5, isFixed: true },
    { name: 'from-2', label: 'from 2', start: 2, isFixed: false },
    { name: 'from-8', label: 'from 8', start: 8, isFixed: false },
  ]);
  expect(growingEntries({ experts: 5, fixed: false, starts: [2] })).toEqual([
    { name: 'from-2', label: 'from 2', start: 2, isFixed: false },
  ]);
});

it.each([
  [{ starts: [4, 4] }, 'must differ'],
  [{ starts: [33] }, '1 to 32'],
  [{ starts: [2], adaptive: { least: 3 } }, '3 to 32'],
  [{ adaptive: { settle: 200 } }, 'patience x checkEvery'],
  [{ adaptive: { shrink: 1 } }, 'shrink'],
  [{ images: { train: 60 } }, ''],
])('refuses %j', (input, message) => {
  const { success, error } = growingSchema.safeParse(input);
  expect(success).toBe(false);
  expect(JSON.stringify(error?.issues)).toContain(message);
});
