import { headingAnchor } from '../../src/verify/headingAnchor.ts';

describe('headingAnchor', () => {
  it.each([
    ['Small preset: 400 random truths', 'small-preset-400-random-truths'],
    ['`small`: images of 32x32, seeds 1 to 3', 'small-images-of-32x32-seeds-1-to-3'],
    ['Figures & `code`, once', 'figures--code-once'],
    ['Über_uns - hier', 'über_uns---hier'],
  ])('of "%s" is %s', (heading, anchor) => {
    expect(headingAnchor(heading)).toBe(anchor);
  });
});
