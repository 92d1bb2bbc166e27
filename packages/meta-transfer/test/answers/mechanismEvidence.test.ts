import { pairTable, tableEvidence } from '../../src/answers/mechanismEvidence.ts';

describe('pairTable', () => {
  it('adds up both margins', () => {
    expect(pairTable(Float64Array.of(1, 2, 3, 4, 5, 6), 3)).toEqual({
      joint: Float64Array.of(1, 2, 3, 4, 5, 6),
      a: Float64Array.of(6, 15),
      b: Float64Array.of(5, 7, 9),
      total: 21,
    });
  });
});

describe('tableEvidence', () => {
  it('is the product of what each row is predicted with', () => {
    // The pairs (0,0) and (1,1): 1/4, then 1/5; each margin 2/4, then 2/5.
    const { joint, a, b } = tableEvidence([2, 2], 1)(pairTable(Float64Array.of(1, 0, 0, 1), 2));
    expect(joint).toBeCloseTo(Math.log(1 / 20), 12);
    expect(a).toBeCloseTo(Math.log(1 / 5), 12);
    expect(b).toBeCloseTo(Math.log(1 / 5), 12);
  });

  it('agrees with predicting row after row, for a table that is not square', () => {
    const rows = [0, 4, 4, 1, 2, 4, 0, 5, 4, 4, 3];
    const counts = new Float64Array(6);
    let joint = 0;
    let given = 0;
    rows.forEach((cell, seen) => {
      const a = Math.floor(cell / 3);
      const inRow = counts.slice(3 * a, 3 * a + 3).reduce((sum, count) => sum + count, 0);
      joint += Math.log(((counts[cell] ?? 0) + 0.3) / (seen + 1.8));
      given += Math.log(((counts[cell] ?? 0) + 0.3) / (inRow + 0.9));
      counts[cell] = (counts[cell] ?? 0) + 1;
    });
    const evidence = tableEvidence([2, 3], 0.3)(pairTable(counts, 3));
    expect(evidence.joint).toBeCloseTo(joint, 10);
    // What is left of the joint beside A is B given A.
    expect(evidence.joint - evidence.a).toBeCloseTo(given, 10);
  });

  it('goes on smoothly where counts are too large for its list', () => {
    const at = (count: number): number =>
      tableEvidence([2, 2], 0.1)(pairTable(Float64Array.of(count, 0, 0, count), 2)).a;
    // Of 2n tosses of a fair coin, two more cost about log 4.
    for (const count of [4094, 4095, 4096, 5000, 100_000]) {
      expect(at(count + 1) - at(count)).toBeCloseTo(-Math.log(4), 3);
    }
  });
});
