import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { fixedFactorBatches } from '../../../src/index.ts';
import { codeOf } from '../../support.ts';
import { A, B, independentColumns } from '../twoBits.ts';

describe('fixedFactorBatches', () => {
  it('draws rows that agree in the factor and differ in others', () => {
    const factors = [A, B];
    const batches = fixedFactorBatches(factors, { stream: new RandomStream(3), batches: 50 });
    expect(batches).toHaveLength(50);
    const counts = [0, 0];
    for (const { factor, rows } of batches) {
      expect(rows).toHaveLength(64);
      const values = (column: number) => new Set(Array.from(rows, (row) => factors[column]?.[row]));
      expect(values(factor).size).toBe(1);
      expect(values(1 - factor).size).toBe(2);
      counts[factor] = (counts[factor] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(12);
  });

  it('draws classes as often as they occur', () => {
    const rare = Float64Array.from({ length: 100 }, (_, row) => Number(row < 10));
    const batches = fixedFactorBatches([rare], {
      stream: new RandomStream(1),
      batches: 1000,
      batchSize: 2,
    });
    const share = batches.filter(({ rows }) => (rows[0] ?? 100) < 10).length / 1000;
    expect(share).toBeGreaterThan(0.06);
    expect(share).toBeLessThan(0.14);
  });

  it('holds a continuous factor within a bin', () => {
    const [column = []] = independentColumns(1000, 1);
    const sorted = Float64Array.from(column).sort();
    const options = { stream: new RandomStream(2), batches: 20, batchSize: 40, bins: 10 };
    for (const { rows } of fixedFactorBatches([column], options)) {
      const ranks = Array.from(rows, (row) => sorted.indexOf(column[row] ?? NaN));
      expect(Math.floor(Math.min(...ranks) / 100)).toBe(Math.floor(Math.max(...ranks) / 100));
    }
  });

  it('depends on the stream alone', () => {
    const draw = (seed: number) =>
      fixedFactorBatches([A, B], { stream: new RandomStream(seed), batches: 5 });
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('refuses what does not fit', () => {
    const stream = new RandomStream(1);
    for (const bad of [{ batches: 0 }, { batchSize: 1 }, { bins: 1 }]) {
      expect(codeOf(() => fixedFactorBatches([A], { stream, ...bad }))).toBe('ERR_ARGUMENT');
    }
    expect(codeOf(() => fixedFactorBatches([], { stream }))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => fixedFactorBatches([[1, NaN]], { stream }))).toBe('ERR_VALUES');
  });
});
