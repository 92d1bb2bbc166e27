import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { independenceTest, mutualInformation } from '../../src/answers/independenceTest.ts';
import { pairTable } from '../../src/answers/mechanismEvidence.ts';

describe('mutualInformation', () => {
  it('is log 2 for a coin and its copy, and 0 for two coins', () => {
    expect(mutualInformation(pairTable(Float64Array.of(5, 0, 0, 5), 2))).toBeCloseTo(Math.LN2, 12);
    expect(mutualInformation(pairTable(Float64Array.of(5, 5, 10, 10), 2))).toBeCloseTo(0, 12);
    expect(mutualInformation(pairTable(new Float64Array(4), 2))).toBe(0);
  });
});

describe('independenceTest', () => {
  it('finds dependence, also with few rows for many cells', () => {
    const clear = pairTable(Float64Array.of(40, 10, 10, 40), 2);
    expect(independenceTest(clear, new RandomStream(1)).pValue).toBeCloseTo(1 / 201, 12);
    const diagonal = new Float64Array(100);
    for (let i = 0; i < 10; i++) diagonal[11 * i] = 3;
    const { pValue } = independenceTest(pairTable(diagonal, 10), new RandomStream(1));
    expect(pValue).toBeLessThan(0.01);
  });

  it('rejects nothing where there is nothing to see', () => {
    const constant = pairTable(Float64Array.of(5, 7), 1);
    expect(independenceTest(constant, new RandomStream(1)).pValue).toBe(1);
  });

  it('rejects independent tables about as often as it says, although cells are nearly empty', () => {
    const stream = new RandomStream(2);
    const pValues = Array.from({ length: 200 }, () => {
      const counts = new Float64Array(64);
      for (let row = 0; row < 100; row++) {
        const at = 8 * stream.integer(0, 8) + stream.integer(0, 8);
        counts[at] = (counts[at] ?? 0) + 1;
      }
      return independenceTest(pairTable(counts, 8), stream, 99).pValue;
    });
    const below = (limit: number): number => pValues.filter((p) => p <= limit).length / 200;
    expect(below(0.5)).toBeGreaterThan(0.25);
    expect(below(0.05)).toBeLessThan(0.12);
  });
});
