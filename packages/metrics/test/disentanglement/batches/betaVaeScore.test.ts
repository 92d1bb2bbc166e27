import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { betaVaeScore, fixedFactorBatches } from '../../../src/index.ts';
import { codeOf } from '../../support.ts';
import { A, B, independentColumns } from '../twoBits.ts';

describe('betaVaeScore', () => {
  it('takes the mean absolute difference of the two halves of a batch', () => {
    const code = [0, 1, 5, 20, 7];
    // |0 - 5| and |1 - 20|; the fifth row is left out.
    const rows = Int32Array.of(0, 1, 2, 3, 4);
    const batches = Array.from({ length: 6 }, (_, i) => ({ factor: i < 3 ? 2 : 0, rows }));
    expect(betaVaeScore([code, code.map((value) => -value)], batches).differences).toEqual([
      [12, 12],
      [NaN, NaN],
      [12, 12],
    ]);
  });

  it('knows its ends', () => {
    const factors = independentColumns(2000, 3);
    const batches = fixedFactorBatches(factors, { stream: new RandomStream(1), batches: 600 });
    const [x = [], y = [], z = []] = factors;
    expect(betaVaeScore([z, x, y], batches).accuracy).toBe(1);
    expect(betaVaeScore([z, x, y, x], batches).accuracy).toBe(1);
    const constant = new Float32Array(2000).fill(0.1);
    // 200 batches are read: the share of one of three factors has a deviation of 0.033.
    expect(Math.abs(betaVaeScore([constant], batches).accuracy - 1 / 3)).toBeLessThan(0.1);
    const [other = []] = independentColumns(2000, 1, 9);
    expect(betaVaeScore([other], batches).accuracy).toBeLessThan(0.45);
    const { differences } = betaVaeScore([z, x, y], batches);
    expect(differences[0]?.[1]).toBeLessThan(0.3 * (differences[1]?.[1] ?? NaN));
  });

  it('refuses what does not fit', () => {
    const batches = fixedFactorBatches([A, B], { stream: new RandomStream(1), batches: 6 });
    expect(codeOf(() => betaVaeScore([A], batches.slice(1)))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => betaVaeScore([A], []))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => betaVaeScore([], batches))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => betaVaeScore([[0, 1, 0, NaN]], batches))).toBe('ERR_VALUES');
    expect(codeOf(() => betaVaeScore([[0, 1]], batches))).toBe('ERR_VALUES');
  });
});
