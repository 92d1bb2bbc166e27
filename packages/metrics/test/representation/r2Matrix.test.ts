import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { r2Matrix } from '../../src/index.ts';

describe('r2Matrix', () => {
  it('is what the definition gives', () => {
    // Two steps in the order of x: (1, 2) and (4, 7). Squares within: .5 + 4.5 = 5, in all: 21.
    const value = 1 - 5 / (4 - 2) / (21 / 3);
    expect(r2Matrix([[1, 2, 4, 7]], [[1, 2, 3, 4]], { bins: 2 })[0]?.[0]).toBeCloseTo(value, 12);
    expect(r2Matrix([[7, 1, 4, 2]], [[4, 1, 3, 2]], { bins: 2 })[0]?.[0]).toBeCloseTo(value, 12);
  });

  it('finds any function of one column, and nothing in independent ones', () => {
    const stream = new RandomStream(1);
    const [x, y] = [stream.normals(5000), stream.normals(5000)];
    const found = r2Matrix([x.map((value) => value * value), y], [x, y], { bins: 50 });
    expect(found[0]?.[0]).toBeGreaterThan(0.93);
    expect(found[1]?.[1]).toBeGreaterThan(0.98);
    expect(Math.abs(found[0]?.[1] ?? 1)).toBeLessThan(0.03);
    expect(Math.abs(found[1]?.[0] ?? 1)).toBeLessThan(0.03);
  });

  it('has a row per true column, and 0 for one that is constant', () => {
    const matrix = r2Matrix(
      [
        [1, 1, 1],
        [1, 2, 3],
      ],
      [[1, 2, 3]],
      { bins: 2 },
    );
    expect(matrix).toHaveLength(2);
    expect(matrix[0]).toEqual([0]);
  });

  it.each([1, 4, 2.5])('refuses %p steps for 4 rows', (bins) => {
    expect(() => r2Matrix([[1, 2, 3, 4]], [[1, 2, 3, 4]], { bins })).toThrow(/bins must be/);
  });

  it('refuses columns of different length', () => {
    expect(() => r2Matrix([[1, 2, 3]], [[1, 2]], { bins: 2 })).toThrow(
      expect.objectContaining({ code: 'ERR_SHAPE' }) as Error,
    );
  });
});
