import { mutualInformationGap } from '../../../src/index.ts';
import { codeOf } from '../../support.ts';
import { A, B, CONSTANT, REFUSED, XOR, independentColumns } from '../twoBits.ts';

describe('mutualInformationGap', () => {
  it('is what the definition gives', () => {
    const { mean, gaps, information, entropies } = mutualInformationGap([A, B], [A, XOR]);
    expect(mean).toBeCloseTo(0.5, 12);
    [1, 0].forEach((gap, i) => expect(gaps[i]).toBeCloseTo(gap, 12));
    expect(information[0]?.[0]).toBeCloseTo(Math.log(2), 12);
    expect(entropies).toHaveLength(2);
    // A code of which the factor takes a part: (ln 4 - ln 2) / ln 4.
    expect(mutualInformationGap([[0, 1, 2, 3]], [[0, 1, 2, 3], A]).mean).toBeCloseTo(0.5, 12);
  });

  it('knows its ends', () => {
    expect(mutualInformationGap([A, B], [A, B]).mean).toBeCloseTo(1, 12);
    expect(mutualInformationGap([A, B], [B.map((bit) => 3 - bit), A, CONSTANT]).mean).toBeCloseTo(
      1,
      12,
    );
    expect(mutualInformationGap([A, B], [A, B, A, B]).mean).toBeCloseTo(0, 12);
    expect(mutualInformationGap([A, B], [CONSTANT]).mean).toBe(0);
    expect(mutualInformationGap([A, CONSTANT], [A]).gaps[1]).toBe(0);
  });

  it('takes continuous columns', () => {
    const factors = independentColumns(10_000, 3);
    const order = [2, 0, 1];
    const codes = order.map((i) => factors[i]?.map((value) => -2 * value) ?? []);
    expect(mutualInformationGap(factors, codes).mean).toBeGreaterThan(0.97);
    expect(mutualInformationGap(factors, [...codes, ...codes]).mean).toBe(0);
  });

  it.each(REFUSED)('refuses with %s', (code, truth, found) => {
    expect(codeOf(() => mutualInformationGap(truth, found))).toBe(code);
  });
});
