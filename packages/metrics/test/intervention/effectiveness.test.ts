import { effectiveness } from '../../src/index.ts';
import { codeOf } from '../support.ts';

describe('effectiveness', () => {
  it('is the mean absolute difference', () => {
    const { error, bias, errors } = effectiveness([60, 70, 80], [61, 68, 80]);
    expect(error).toBe(1);
    expect(bias).toBeCloseTo(-1 / 3, 12);
    expect([...errors]).toEqual([1, 2, 0]);
  });

  it('is 0 for exact counterfactuals', () => {
    expect(effectiveness([1, 2], Float32Array.of(1, 2))).toMatchObject({ error: 0, bias: 0 });
  });

  it.each([
    ['ERR_ARGUMENT', [1], [1]],
    ['ERR_SHAPE', [1, 2], [1, 2, 3]],
    ['ERR_VALUES', [NaN, 2], [1, 2]],
    ['ERR_VALUES', [1, 2], [1, NaN]],
  ])('refuses with %s', (code, requested, read) => {
    expect(codeOf(() => effectiveness(requested, read))).toBe(code);
  });
});
