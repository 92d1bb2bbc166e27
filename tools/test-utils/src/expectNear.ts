/**
 * Expects two plain values to have the same structure, and numbers no farther apart than allowed.
 *
 * @param actual - What came.
 * @param expected - What should.
 * @param tolerance - How far apart two numbers may be; 0 asks for equality.
 * @throws Error that names the first place where they differ.
 *
 * @example
 * ```ts
 * import { expectNear } from '@causal-mechanisms/test-utils';
 *
 * expectNear({ loss: 1 }, { loss: 1.0000001 }, 1e-6);
 * ```
 */
export function expectNear(actual: unknown, expected: unknown, tolerance: number): void {
  const place = difference(actual, expected, tolerance, '');
  if (place !== undefined) throw new Error(`expected the same${place}`);
}

function difference(
  actual: unknown,
  expected: unknown,
  tolerance: number,
  path: string,
): string | undefined {
  if (typeof actual === 'number' && typeof expected === 'number') {
    const near = Object.is(actual, expected) || Math.abs(actual - expected) <= tolerance;
    return near ? undefined : ` at ${path}: got ${actual} instead of ${expected}`;
  }
  if (isRecord(actual) && isRecord(expected)) {
    const keys = new Set([...Object.keys(actual), ...Object.keys(expected)]);
    for (const key of keys) {
      const found = difference(actual[key], expected[key], tolerance, `${path}.${key}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return Object.is(actual, expected)
    ? undefined
    : ` at ${path}: got ${String(actual)} instead of ${String(expected)}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
