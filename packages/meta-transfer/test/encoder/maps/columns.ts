import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Columns, InvertibleEncoder } from '../../../src/index.ts';

/** Columns of standard normal numbers. */
export function normalColumns(
  dimensions: number,
  rows: number,
  stream: RandomStream,
): Float64Array[] {
  return Array.from({ length: dimensions }, () =>
    Float64Array.from({ length: rows }, () => stream.normal()),
  );
}

/** Expects columns that differ by rounding only. */
export function expectColumns(actual: Columns, expected: Columns, digits = 10): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((column, k) => {
    expect(column).toHaveLength(expected[k]?.length ?? NaN);
    column.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[k]?.[i] ?? NaN, digits);
    });
  });
}

/** A loss with known gradients: the sum of sines of codes, and of squared log-determinants. */
export function expectParameterGradient(encoder: InvertibleEncoder, points: Columns): void {
  const loss = () =>
    encoder
      .encode(points)
      .reduce((sum, code) => sum + code.reduce((s, c) => s + Math.sin(c), 0), 0) +
    encoder.logDeterminants(points).reduce((sum, value) => sum + value * value, 0);
  const gradient = encoder.parameterGradient(
    points,
    encoder.encode(points).map((code) => code.map(Math.cos)),
    encoder.logDeterminants(points).map((value) => 2 * value),
  );
  expect(gradient).toHaveLength(encoder.parameters.length);
  const step = 1e-5;
  gradient.forEach((value, k) => {
    const at = encoder.parameters[k] ?? 0;
    const [high, low] = [at + step, at - step].map((moved) => {
      encoder.parameters[k] = moved;
      return loss();
    });
    encoder.parameters[k] = at;
    expect(value).toBeCloseTo(((high ?? 0) - (low ?? 0)) / (2 * step), 6);
  });
}
