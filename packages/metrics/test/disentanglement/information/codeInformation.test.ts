import { codeInformation } from '../../../src/index.ts';
import { codeOf } from '../../support.ts';
import { A, B } from '../twoBits.ts';

describe('codeInformation', () => {
  it('is the mean over pairs of different codes', () => {
    const { mean, information } = codeInformation([A, A, B]);
    // One pair of three tells ln 2.
    expect(mean).toBeCloseTo(Math.log(2) / 3, 12);
    expect(information[0]?.[1]).toBeCloseTo(Math.log(2), 12);
    expect(information[2]?.[2]).toBeCloseTo(Math.log(2), 12);
    expect(information[0]?.[2]).toBeCloseTo(0, 12);
  });

  it('knows its ends', () => {
    expect(codeInformation([A, B]).mean).toBeCloseTo(0, 12);
    expect(codeInformation([A, A.map((bit) => 1 - bit)]).mean).toBeCloseTo(Math.log(2), 12);
    expect(codeInformation([A]).mean).toBe(0);
  });

  it.each([
    ['ERR_ARGUMENT', []],
    ['ERR_ARGUMENT', [[1]]],
    ['ERR_SHAPE', [A, [1, 2]]],
    ['ERR_VALUES', [[1, NaN]]],
  ])('refuses with %s', (code, found) => {
    expect(codeOf(() => codeInformation(found))).toBe(code);
  });
});
