import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { couplingLayers } from '../../../src/index.ts';
import type { CouplingLayersOptions } from '../../../src/index.ts';
import { expectColumns, expectParameterGradient, normalColumns } from './columns.ts';

const make = (options: Partial<CouplingLayersOptions> = {}) =>
  couplingLayers({ hidden: 5, outputDeviation: 1, stream: new RandomStream(4), ...options });

describe.each([
  { kind: 'additive', dimensions: 2 },
  { kind: 'affine', dimensions: 2 },
  { kind: 'additive', dimensions: 5, layers: 3 },
  { kind: 'affine', dimensions: 3, layers: 4, first: 'even' },
] as const)('couplingLayers %j', (options) => {
  const points = normalColumns(options.dimensions, 8, new RandomStream(5));

  it('has an exact inverse', () => {
    const encoder = make(options);
    const codes = encoder.encode(points);
    expect(Math.abs((codes[0]?.[0] ?? 0) - (points[0]?.[0] ?? 0))).toBeGreaterThan(1e-3);
    expectColumns(encoder.decode(codes), points, 11);
  });

  it('has the gradient of finite differences, log-determinants included', () => {
    expectParameterGradient(make(options), points);
  });

  it('knows the determinant of its Jacobian', () => {
    const encoder = make(options);
    const step = 1e-6;
    const one = points.map((column) => column.slice(0, 1));
    const jacobian = one.map((_, j) => {
      const [high, low] = [step, -step].map((by) =>
        encoder.encode(one.map((column, k) => column.map((value) => value + (k === j ? by : 0)))),
      );
      return one.map((_column, i) => ((high?.[i]?.[0] ?? 0) - (low?.[i]?.[0] ?? 0)) / (2 * step));
    });
    const found = encoder.logDeterminants(one)[0] ?? NaN;
    expect(found).toBeCloseTo(Math.log(Math.abs(determinant(jacobian))), 6);
    if (options.kind === 'additive') expect(found).toBe(0);
    else expect(Math.abs(found)).toBeGreaterThan(0.01);
  });
});

describe('couplingLayers', () => {
  it('is the identity without output weights', () => {
    const points = normalColumns(2, 3, new RandomStream(1));
    expectColumns(make({ kind: 'affine', outputDeviation: 0 }).encode(points), points, 14);
  });

  it('moves the odd coordinates first, or the even ones', () => {
    const points = normalColumns(2, 3, new RandomStream(1));
    const odd = make({ layers: 1 }).encode(points);
    expect(odd[0]).toEqual(points[0]);
    expect(odd[1]).not.toEqual(points[1]);
    const even = make({ layers: 1, first: 'even' }).encode(points);
    expect(even[1]).toEqual(points[1]);
    expect(even[0]).not.toEqual(points[0]);
  });

  it('is undone by layers of the same shape in the other order', () => {
    const stream = new RandomStream(8);
    const decoder = couplingLayers({ outputDeviation: 1, stream });
    const points = normalColumns(2, 4, stream);
    // Layers moved odd, even; the inverse moves even first, with shifts of the other sign.
    const encoder = couplingLayers({ first: 'even', stream });
    const half = decoder.parameters.length / 2;
    encoder.parameters.set(decoder.parameters.subarray(half), 0);
    encoder.parameters.set(decoder.parameters.subarray(0, half), half);
    // Per network of 1 input, 16 units, 1 output: 32 numbers, then the 17 of the output.
    for (const start of [0, half]) {
      for (let i = start + 32; i < start + 49; i++) {
        encoder.parameters[i] = -(encoder.parameters[i] ?? 0);
      }
    }
    expectColumns(encoder.encode(decoder.encode(points)), points, 12);
  });

  it('depends on its stream alone', () => {
    expect(make().parameters).toEqual(make().parameters);
    expect(make({ stream: new RandomStream(5) }).parameters).not.toEqual(make().parameters);
  });

  it.each([{ dimensions: 1 }, { layers: 0 }, { hidden: 0.5 }])('refuses %j', (options) => {
    expect(() => make(options)).toThrow(/^couplingLayers: .* must be an integer/);
  });

  it('refuses columns that do not fit', () => {
    const points = normalColumns(2, 3, new RandomStream(1));
    expect(() => make().encode([])).toThrow(/^couplingLayers\.encode: columns must be 2 columns/);
    expect(() => make().decode([])).toThrow(/^couplingLayers\.decode: columns must be 2 columns/);
    expect(() => make().logDeterminants([])).toThrow(
      /^couplingLayers\.logDeterminants: columns must be 2/,
    );
    expect(() => make().parameterGradient(points, [])).toThrow(/columns must be 4 columns/);
    expect(() => make().parameterGradient(points, points, new Float64Array(2))).toThrow(
      /expected 3 determinantGradients, got 2/,
    );
  });

  it('gives new columns, of coordinates that no layer moves too', () => {
    const encoder = couplingLayers({ layers: 1, stream: new RandomStream(1) });
    const points = normalColumns(2, 3, new RandomStream(1));
    for (const results of [encoder.encode(points), encoder.decode(points)]) {
      results.forEach((column, i) => expect(column).not.toBe(points[i]));
    }
  });

  it.each([
    { kind: 'linear' as 'affine' },
    { first: 'both' as 'odd' },
    { outputDeviation: NaN },
    { outputDeviation: -1 },
  ])('refuses %j', (bad) => {
    expect(() => couplingLayers({ ...bad, stream: new RandomStream(1) })).toThrow(
      /couplingLayers: (kind|first|outputDeviation) must be/,
    );
  });
});

/** By the first row. */
function determinant(matrix: readonly (readonly number[])[]): number {
  if (matrix.length === 1) return matrix[0]?.[0] ?? NaN;
  return (matrix[0] ?? []).reduce((sum, value, j) => {
    const minor = matrix.slice(1).map((row) => row.filter((_, k) => k !== j));
    return sum + (j % 2 === 0 ? 1 : -1) * value * determinant(minor);
  }, 0);
}
