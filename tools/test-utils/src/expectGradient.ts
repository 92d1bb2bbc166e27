import * as tf from '@tensorflow/tfjs';

/** Settings of {@link expectGradient}. */
export interface ExpectGradientOptions {
  /** Directions per input. Default: 2. */
  readonly directions?: number;
  /** How far a step goes along a direction of length 1. Default: 0.01. */
  readonly step?: number;
  /** The largest relative difference. Default: 0.01. */
  readonly tolerance?: number;
  /** Differences below this count as none: what float32 rounding does to a quotient. Default: 1e-4. */
  readonly floor?: number;
}

/**
 * Compares the gradient of a function with central finite differences of the fourth order,
 * `(8 f(h) - 8 f(-h) - f(2h) + f(-2h)) / 12h`, along directions of each input by itself: the gradient's own, and fixed ones. Where they
 * differ, half and twice the step are tried as well.
 *
 * @param f - Gives a scalar; must be differentiable in every input.
 * @param inputs - Where it is differentiated; not disposed.
 * @param options - Step and tolerance.
 * @throws Error when a directional derivative differs, with both values.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { expectGradient } from '@causal-mechanisms/test-utils';
 *
 * await expectGradient((x) => tf.sum<tf.Scalar>(tf.square(x)), [tf.tensor1d([1, -2])]);
 * ```
 */
export async function expectGradient(
  f: (...tensors: tf.Tensor[]) => tf.Scalar,
  inputs: readonly tf.Tensor[],
  { directions = 2, step = 0.01, tolerance = 0.01, floor = 1e-4 }: ExpectGradientOptions = {},
): Promise<void> {
  const gradients = tf.tidy(() => tf.grads((...args: tf.Tensor[]) => f(...args))([...inputs]));
  const given = await Promise.all(inputs.map(numbers));
  const derived = await Promise.all(gradients.map(numbers));
  tf.dispose(gradients);
  for (const [i, start] of given.entries()) {
    for (let d = 1; d <= directions; d++) {
      // Along the gradient itself the function changes most, which rounding hides least.
      const steepest = d === 1 && derived[i]?.some((g) => g !== 0) === true;
      const direction = unitVector(
        steepest ? (derived[i] ?? start) : wave(start.length, 7 * i + d),
      );
      const expected = derived[i]?.reduce((sum, g, j) => sum + g * (direction[j] ?? 0), 0) ?? NaN;
      const at = async (distance: number): Promise<number> => {
        const value = tf.tidy(() => {
          const moved = start.map((x, j) => x + distance * (direction[j] ?? 0));
          const shape = inputs[i]?.shape ?? [];
          return f(...inputs.map((input, j) => (j === i ? tf.tensor(moved, shape) : input)));
        });
        const [found = NaN] = await numbers(value);
        value.dispose();
        return found;
      };
      const slope = async (h: number): Promise<number> => {
        const near = (await at(h)) - (await at(-h));
        const far = (await at(2 * h)) - (await at(-2 * h));
        return (8 * near - far) / (12 * h);
      };
      const agrees = (measured: number): boolean =>
        Math.abs(measured - expected) <=
        floor + tolerance * Math.max(Math.abs(measured), Math.abs(expected));
      // A corner of a rectifier near the start spoils a quotient, rounding a finer one; a wrong gradient agrees with none.
      const measured = await slope(step);
      if (!agrees(measured) && !agrees(await slope(step / 2)) && !agrees(await slope(2 * step))) {
        throw new Error(
          `expected the gradient of input ${i} along direction ${d} to be ${measured} as measured, got ${expected}`,
        );
      }
    }
  }
}

async function numbers(tensor: tf.Tensor): Promise<Float32Array> {
  return Float32Array.from(await tensor.data());
}

/** A direction that follows no structure of a tensor. */
function wave(length: number, speed: number): Float32Array {
  return Float32Array.from({ length }, (_, j) => Math.cos((j + 1) * (12.9898 + speed)));
}

function unitVector(values: Float32Array): Float32Array {
  const size = Math.hypot(...values);
  return values.map((value) => value / size);
}
