import { factorDrift } from '../../src/index.ts';
import { codeOf } from '../support.ts';

describe('factorDrift', () => {
  const before = [
    [0, 2],
    [10, 30],
    [1, 5],
  ];
  const after = [
    [2, 4],
    [11, 29],
    [1, 5],
  ];

  it('is the mean absolute change in units of the scale', () => {
    const { drift, relative, meanChange } = factorDrift(before, after, {
      target: 0,
      scales: [1, 10, 1],
    });
    expect(drift).toEqual([2, 0.1, 0]);
    expect(relative).toEqual([1, 0.05, 0]);
    expect(meanChange).toEqual([2, 0, 0]);
    expect(factorDrift(before, after, { target: 1, scales: [1, 10, 1] }).relative).toEqual([
      20, 1, 0,
    ]);
  });

  it('takes standard deviations where no scale is given', () => {
    // Standard deviations 1, 10 and 2.
    expect(factorDrift(before, after, { target: 0 }).drift).toEqual([2, 0.1, 0]);
    expect(factorDrift(after, before, { target: 0 }).meanChange).toEqual([-2, 0, 0]);
  });

  it('says so where the target did not move', () => {
    expect(factorDrift(before, before, { target: 1 })).toEqual({
      drift: [0, 0, 0],
      relative: [NaN, NaN, NaN],
      meanChange: [0, 0, 0],
    });
    expect(factorDrift(before, after, { target: 2 }).relative[0]).toBe(Infinity);
  });

  it('refuses what does not fit', () => {
    const constant = [
      [0.1, 0.1, 0.1],
      [1, 2, 3],
    ];
    expect(codeOf(() => factorDrift(constant, constant, { target: 0 }))).toBe('ERR_ARGUMENT');
    for (const target of [-1, 3, 0.5]) {
      expect(codeOf(() => factorDrift(before, after, { target }))).toBe('ERR_ARGUMENT');
    }
    for (const scale of [0, -1, NaN, Infinity]) {
      const scales = [1, scale, 1];
      expect(codeOf(() => factorDrift(before, after, { target: 0, scales }))).toBe('ERR_ARGUMENT');
    }
    expect(codeOf(() => factorDrift(before, after, { target: 0, scales: [1] }))).toBe('ERR_SHAPE');
    expect(codeOf(() => factorDrift(before, after.slice(1), { target: 0 }))).toBe('ERR_SHAPE');
    expect(codeOf(() => factorDrift([[1, 2]], [[1, 2, 3]], { target: 0 }))).toBe('ERR_SHAPE');
    expect(codeOf(() => factorDrift([[1, 2]], [[1, NaN]], { target: 0 }))).toBe('ERR_VALUES');
    expect(codeOf(() => factorDrift([], [], { target: 0 }))).toBe('ERR_ARGUMENT');
  });
});
