import { keepActivity, readActivity } from '../../../src/recipes/rims/keptActivity.ts';

const ACTIVITY = {
  tokens: [1, 2, 3],
  active: [
    [1, 1, 0],
    [0, 1, 1],
  ],
};

it('keeps a text per module, and gives the numbers back', () => {
  const kept = keepActivity(ACTIVITY);
  expect(kept).toEqual({ tokens: [1, 2, 3], active: ['110', '011'] });
  expect(readActivity(kept)).toEqual(ACTIVITY);
});
