import { sigmoid } from '@causal-mechanisms/tensor-utils';
import { beliefRegularisers } from '../../../src/graphs/beliefs/beliefRegularisers.ts';

describe('beliefRegularisers', () => {
  it('is the slope of what it is said to be', () => {
    const logits = Float64Array.of(3, 0.4, -1, 0.7, 3, 2, -0.3, 0.1, 3);
    const weights = { sparsity: 0.2, acyclicity: 0.7 };
    const value = (of: Float64Array) => {
      const p = of.map(sigmoid);
      let sum = 0;
      for (let i = 0; i < 3; i++) {
        for (let j = 0; j < 3; j++) {
          if (i === j) continue;
          sum += weights.sparsity * (p[i * 3 + j] ?? NaN);
          if (i < j)
            sum += weights.acyclicity * Math.cosh((p[i * 3 + j] ?? NaN) * (p[j * 3 + i] ?? NaN));
        }
      }
      return sum;
    };
    const found = beliefRegularisers(logits, weights);
    for (let edge = 0; edge < 9; edge++) {
      const [more, less] = [logits.slice(), logits.slice()];
      more[edge] = (more[edge] ?? NaN) + 1e-5;
      less[edge] = (less[edge] ?? NaN) - 1e-5;
      expect(found[edge]).toBeCloseTo((value(more) - value(less)) / 2e-5, 8);
    }
    expect(found[4]).toBe(0);
  });

  it('refuses what is not square, and weights that are none', () => {
    const weights = { sparsity: 1, acyclicity: 1 };
    expect(() => beliefRegularisers(new Float64Array(5), weights)).toThrow('square');
    expect(() => beliefRegularisers(new Float64Array(4), { ...weights, sparsity: NaN })).toThrow(
      'sparsity must be finite',
    );
  });
});
