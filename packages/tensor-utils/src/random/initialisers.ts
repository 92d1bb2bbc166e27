import { checkInstance, checkNumber } from '../argumentChecks.ts';
import { checkCount } from '../checks.ts';
import { MOST_DRAWN, RandomStream } from './randomStream.ts';

/**
 * Draws initial parameters that are uniform.
 *
 * @param length - How many.
 * @param bound - The largest magnitude.
 * @param stream - Where they are drawn from.
 * @returns Uniform values in [-bound, bound).
 * @throws ArgumentError when the length is no count, the bound is not finite, or there is no stream.
 *
 * @example
 * ```ts
 * import { RandomStream, uniformValues } from '@causal-mechanisms/tensor-utils';
 *
 * const kernel = uniformValues(6, 0.5, new RandomStream(1));
 * console.log(kernel.every((value) => Math.abs(value) <= 0.5)); // true
 * ```
 */
export function uniformValues(length: number, bound: number, stream: RandomStream): Float32Array {
  checkInstance('uniformValues', 'stream', stream, RandomStream);
  checkCount('uniformValues', 'length', length, { least: 0, most: MOST_DRAWN });
  checkNumber('uniformValues', 'bound', bound);
  return Float32Array.from({ length }, () => stream.uniform(-bound, bound));
}

/**
 * Draws initial parameters that are normal.
 *
 * @param length - How many.
 * @param deviation - The standard deviation.
 * @param stream - Where they are drawn from.
 * @returns Normal values of mean 0.
 * @throws ArgumentError when the length is no count, the deviation is not finite or below 0, or there is no stream.
 *
 * @example
 * ```ts
 * import { normalValues, RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * console.log(normalValues(6, 0.01, new RandomStream(1)).length); // 6
 * ```
 */
export function normalValues(
  length: number,
  deviation: number,
  stream: RandomStream,
): Float32Array {
  checkInstance('normalValues', 'stream', stream, RandomStream);
  checkCount('normalValues', 'length', length, { least: 0, most: MOST_DRAWN });
  checkNumber('normalValues', 'deviation', deviation, { least: 0 });
  return Float32Array.from({ length }, () => stream.normal(0, deviation));
}

/**
 * Makes initial parameters that are all the same, such as biases of zero.
 *
 * @param length - How many.
 * @param value - Each of them.
 * @returns Equal values.
 * @throws ArgumentError when the length is no count, or the value is not finite.
 *
 * @example
 * ```ts
 * import { constantValues } from '@causal-mechanisms/tensor-utils';
 *
 * console.log(Array.from(constantValues(2, 1))); // [ 1, 1 ]
 * ```
 */
export function constantValues(length: number, value: number): Float32Array {
  checkCount('constantValues', 'length', length, { least: 0, most: MOST_DRAWN });
  checkNumber('constantValues', 'value', value);
  return new Float32Array(length).fill(value);
}
