import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { rotation } from '../../../src/index.ts';
import { turned } from '../../../src/encoder/maps/rotation.ts';
import { expectColumns, expectParameterGradient, normalColumns } from './columns.ts';

const point = (...values: number[]) => values.map((value) => Float64Array.of(value));
const half = Math.SQRT1_2;

describe('rotation', () => {
  it('undoes the decoder at a quarter of pi', () => {
    expectColumns(rotation(-Math.PI / 4).encode(point(1, 0)), point(half, half));
    expectColumns(rotation(Math.PI / 4).encode(point(half, half)), point(1, 0));
  });

  it('lets the variables change places at minus a quarter of pi: (A, B) becomes (-B, A)', () => {
    const encoder = rotation(-Math.PI / 4);
    expectColumns(encoder.encode(encoder.encode(point(1, 0))), point(0, 1));
    expectColumns(encoder.encode(encoder.encode(point(2, 3))), point(-3, 2));
  });

  it('has an exact inverse and keeps volumes', () => {
    const points = normalColumns(2, 5, new RandomStream(1));
    const encoder = rotation(0.7);
    expectColumns(encoder.decode(encoder.encode(points)), points, 12);
    expectColumns([encoder.logDeterminants(points)], [new Float64Array(5)]);
  });

  it('turns U into V and V into -U, says the derivative', () => {
    const points = normalColumns(2, 7, new RandomStream(2));
    const [u, v] = rotation(0.4).encode(points);
    const ones = new Float64Array(7).fill(1);
    const none = new Float64Array(7);
    const sum = (column?: Float64Array) => column?.reduce((s, value) => s + value, 0);
    const encoder = rotation(0.4);
    expect(encoder.parameterGradient(points, [ones, none])[0]).toBeCloseTo(sum(v) ?? NaN, 12);
    expect(encoder.parameterGradient(points, [none, ones])[0]).toBeCloseTo(-(sum(u) ?? NaN), 12);
    expectParameterGradient(encoder, points);
  });

  it('refuses what does not fit', () => {
    expect(() => rotation(NaN)).toThrow('rotation: the angle must be finite, got NaN');
    expect(() => rotation().logDeterminants(point(1))).toThrow(
      /logDeterminants: columns must be 2/,
    );
    expect(() => rotation().encode(point(1))).toThrow(
      /^rotation\.encode: columns must be 2 columns/,
    );
    expect(() => rotation().decode(point(1, 2, 3))).toThrow(
      /^rotation\.decode: columns must be 2 columns/,
    );
    expect(() => rotation().parameterGradient(point(1, 2), point(1))).toThrow(/columns must be 3/);
  });
});

describe('turned', () => {
  it('is the product with [[cos, -sin], [sin, cos]]', () => {
    expectColumns(turned(point(2, 3), Math.PI / 2), point(3, -2));
  });
});
