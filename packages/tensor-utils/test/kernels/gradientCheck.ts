import { RandomStream } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import type { GradientCase } from './gradientCases.ts';

/** The value of a case, or one of its gradients. */
export interface Result {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The value of a case and its gradients, for inputs that depend on the case alone. */
export async function evaluate({ name, shapes, run }: GradientCase): Promise<Result[]> {
  const stream = new RandomStream(1).split(name);
  const arrays = shapes.map((shape) =>
    Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => stream.uniform(-1, 1)),
  );
  const tensors = tf.tidy(() => {
    const inputs = arrays.map((values, i) => tf.tensor(values, [...(shapes[i] ?? [])]));
    const value = run(...inputs);
    const weights = Float32Array.from({ length: value.size }, (_, i) => Math.sin(i * 1.7) + 0.3);
    const gradients = tf.grads((...args: tf.Tensor[]) => run(...args).mul(1))(
      inputs,
      tf.tensor(weights, value.shape),
    );
    return [value, ...gradients];
  });
  const results = await Promise.all(
    tensors.map(async (tensor) => ({
      shape: tensor.shape,
      values: Float32Array.from(await tensor.data()),
    })),
  );
  tf.dispose(tensors);
  return results;
}

/**
 * Compares a case on the given backend with the cpu backend.
 *
 * @returns The largest difference of the value and of each gradient, relative to the largest entry of each.
 */
export async function differences(
  gradientCase: GradientCase,
  backend: string,
): Promise<readonly number[]> {
  await tf.setBackend('cpu');
  const expected = await evaluate(gradientCase);
  await tf.setBackend(backend);
  const actual = await evaluate(gradientCase);
  if (
    actual.map(({ shape }) => shape.join()).join(';') !==
    expected.map(({ shape }) => shape.join()).join(';')
  ) {
    return [Infinity];
  }
  return expected.map(({ values }, i) => {
    const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
    return values.reduce((worst, value, j) => {
      const difference = Math.abs(value - (actual[i]?.values[j] ?? NaN)) / scale;
      return difference <= worst ? worst : difference; // NaN stays
    }, 0);
  });
}
