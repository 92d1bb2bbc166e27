import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { rotation3 } from '../../../src/index.ts';
import { expectColumns, expectParameterGradient, normalColumns } from './columns.ts';

const point = (...values: number[]) => values.map((value) => Float64Array.of(value));
const quarter = Math.PI / 2;

describe('rotation3', () => {
  it.each([
    [
      [quarter, 0, 0],
      [2, -1, 3],
    ],
    [
      [0, quarter, 0],
      [3, 2, -1],
    ],
    [
      [0, 0, quarter],
      [1, 3, -2],
    ],
    // (1, 2, 3) -> (2, -1, 3) -> (3, -1, -2) -> (3, -2, 1)
    [
      [quarter, quarter, quarter],
      [3, -2, 1],
    ],
  ])('turns one plane after the other by %j', (angles, expected) => {
    expectColumns(rotation3(angles).encode(point(1, 2, 3)), point(...expected));
  });

  it('has an exact inverse, keeps lengths and volumes', () => {
    const points = normalColumns(3, 6, new RandomStream(1));
    const encoder = rotation3([0.3, -1.1, 2]);
    const codes = encoder.encode(points);
    expectColumns(encoder.decode(codes), points, 12);
    const lengths = (columns: readonly Float64Array[]) =>
      Float64Array.from({ length: 6 }, (_, i) =>
        columns.reduce((sum, column) => sum + (column[i] ?? 0) ** 2, 0),
      );
    expectColumns([lengths(codes)], [lengths(points)], 12);
    expectColumns([encoder.logDeterminants(points)], [new Float64Array(6)]);
  });

  it('leaves its arguments as they are', () => {
    const points = point(1, 2, 3);
    rotation3([1, 1, 1]).encode(points);
    expectColumns(points, point(1, 2, 3));
  });

  it('has the gradient of finite differences', () => {
    expectParameterGradient(rotation3([0.3, -1.1, 2]), normalColumns(3, 9, new RandomStream(3)));
  });

  it('refuses what does not fit', () => {
    expect(() => rotation3([1, 2])).toThrow('rotation3: angles must be three, got 2');
    expect(() => rotation3([1, 2, NaN])).toThrow('rotation3: all angles must be finite, got NaN');
    const missing = [1, undefined, 2] as number[];
    expect(() => rotation3(missing)).toThrow('rotation3: angles must be finite numbers');
    expect(() => rotation3().logDeterminants(point(1, 2))).toThrow(
      /logDeterminants: columns must be 3/,
    );
    expect(() => rotation3().encode(point(1, 2))).toThrow(
      /^rotation3\.encode: columns must be 3 columns/,
    );
    expect(() => rotation3().decode(point(1, 2))).toThrow(
      /^rotation3\.decode: columns must be 3 columns/,
    );
    expect(() => rotation3().parameterGradient(point(1, 2, 3), point(1))).toThrow(
      /columns must be 6/,
    );
  });
});
