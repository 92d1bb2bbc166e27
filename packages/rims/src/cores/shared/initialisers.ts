import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/**
 * @param length - How many.
 * @param bound - The largest magnitude.
 * @param stream - Where they are drawn from.
 * @returns Uniform values in (-bound, bound).
 */
export function uniformValues(length: number, bound: number, stream: RandomStream): Float32Array {
  return Float32Array.from({ length }, () => stream.uniform(-bound, bound));
}

/**
 * @param length - How many.
 * @param deviation - The standard deviation.
 * @param stream - Where they are drawn from.
 * @returns Normal values of mean 0.
 */
export function normalValues(
  length: number,
  deviation: number,
  stream: RandomStream,
): Float32Array {
  return Float32Array.from({ length }, () => stream.normal(0, deviation));
}

/**
 * @param length - How many.
 * @param value - Each of them.
 * @returns Equal values.
 */
export function constantValues(length: number, value: number): Float32Array {
  return new Float32Array(length).fill(value);
}
