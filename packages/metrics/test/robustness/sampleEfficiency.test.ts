import { sampleEfficiency } from '../../src/index.ts';
import { codeOf } from '../support.ts';

describe('sampleEfficiency', () => {
  it('is the mean of ratios, not the ratio of means', () => {
    const { mean, deviation, ratios } = sampleEfficiency([0.4, 0.9], [0.8, 0.9]);
    expect(ratios).toEqual([0.5, 1]);
    expect(mean).toBe(0.75);
    expect(deviation).toBeCloseTo(Math.sqrt(0.125), 12);
  });

  it('takes a single run', () => {
    const { mean, deviation } = sampleEfficiency([79.71], [90.64]);
    expect(mean).toBeCloseTo(0.8794, 4);
    expect(deviation).toBeNaN();
  });

  it('is 1 for what needs no more examples, 0 for what learns nothing from few', () => {
    expect(sampleEfficiency([0.8, 0.7], [0.8, 0.7])).toMatchObject({ mean: 1, deviation: 0 });
    expect(sampleEfficiency([0], [0.7]).mean).toBe(0);
  });

  it.each([
    ['ERR_ARGUMENT', [], []],
    ['ERR_SHAPE', [1], [1, 1]],
    ['ERR_VALUES', [1], [0]],
    ['ERR_VALUES', [-0.1], [1]],
    ['ERR_VALUES', [NaN], [1]],
    ['ERR_VALUES', [1], [Infinity]],
    ['ERR_VALUES', [Infinity], [1]],
  ])('refuses with %s', (code, few, many) => {
    expect(codeOf(() => sampleEfficiency(few, many))).toBe(code);
  });
});
