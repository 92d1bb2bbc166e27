import { dirichletScore } from '../../../src/pair/modules/dirichletScore.ts';

describe('dirichletScore', () => {
  it('predicts each category from those before it', () => {
    // Concentrations 1 and 2; the sequence 0, 1, 1 or any other order of it.
    const expected = Math.log((1 / 3) * (2 / 4) * (3 / 5));
    expect(dirichletScore(Float64Array.of(1, 2), Float64Array.of(1, 2))).toBeCloseTo(expected, 10);
  });

  it('looks at its stretch alone', () => {
    const counts = Float64Array.of(9, 1, 2, 9);
    const prior = Float64Array.of(9, 1, 2, 9);
    expect(dirichletScore(counts, prior, 1, 2)).toBeCloseTo(Math.log(0.1), 10);
  });

  it('gives an empty sequence probability 1', () => {
    expect(dirichletScore(new Float64Array(3), new Float64Array(3).fill(0.5))).toBeCloseTo(0, 10);
  });

  it('is near the plug-in where much was seen before', () => {
    const found = dirichletScore(Float64Array.of(2, 1), Float64Array.of(7e6, 3e6));
    expect(found).toBeCloseTo(2 * Math.log(0.7) + Math.log(0.3), 5);
  });

  it('is the plug-in where all but nothing is left to learn', () => {
    for (const size of [1e12, 1e17, 1e300]) {
      const found = dirichletScore(
        Float64Array.of(200, 100),
        Float64Array.of(0.7 * size, 0.3 * size),
      );
      expect(found).toBeCloseTo(200 * Math.log(0.7) + 100 * Math.log(0.3), 6);
    }
  });
});
