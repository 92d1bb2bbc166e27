import fc from 'fast-check';
import { codeOf } from '../support.ts';

/** What holds of every score of two groupings. */
export function describeGroupingScore(
  name: string,
  score: (labels: readonly number[], clusters: readonly number[]) => number,
): void {
  describe(name, () => {
    it('is 1 for the same grouping under other names', () => {
      expect(score([0, 0, 1, 1, 2], [7, 7, 0, 0, 1_000_000])).toBeCloseTo(1, 12);
      expect(score([3, 3], [1, 1])).toBe(1);
      expect(score([3], [1])).toBe(1);
    });

    it('stays at most 1 and does not depend on names or order', () => {
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), {
            minLength: 1,
            maxLength: 20,
          }),
          (pairs) => {
            const value = score(
              pairs.map(([a]) => a),
              pairs.map(([, b]) => b),
            );
            const turned = [...pairs].reverse();
            const renamed = score(
              turned.map(([a]) => 3 - a),
              turned.map(([, b]) => b + 5),
            );
            expect(value).toBeLessThanOrEqual(1);
            expect(renamed).toBeCloseTo(value, 10);
          },
        ),
        { seed: 1, numRuns: 100 },
      );
    });

    it('refuses bad lists', () => {
      expect(codeOf(() => score([], []))).toBe('ERR_ARGUMENT');
      expect(codeOf(() => score([0, 1], [0]))).toBe('ERR_SHAPE');
      expect(codeOf(() => score([0, NaN], [0, 0]))).toBe('ERR_VALUES');
      expect(codeOf(() => score([0, 1], [0, -1]))).toBe('ERR_VALUES');
      expect(codeOf(() => score([0, 1], [0, 0.5]))).toBe('ERR_VALUES');
    });
  });
}
