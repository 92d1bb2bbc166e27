import { RandomStream } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';

/** Normal numbers. */
export function normalTensor(shape: number[], seed: number): tf.Tensor {
  const stream = new RandomStream(seed);
  return tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => stream.normal()),
    shape,
  );
}

/** Numbers in (0, 1) that stay away from both ends. */
export function shareTensor(shape: number[], seed: number): tf.Tensor {
  return tf.tidy(() => normalTensor(shape, seed).sigmoid());
}

/** Weights that sum to one along the last axis. */
export function weightTensor(shape: number[], seed: number): tf.Tensor {
  return tf.tidy(() => normalTensor(shape, seed).softmax());
}

/** A sum whose terms count differently: the value whose gradient is checked. */
export function weightedSum(tensor: tf.Tensor): tf.Scalar {
  return tensor.mul(normalTensor(tensor.shape, 99)).sum<tf.Scalar>();
}

/** Compares numbers one by one, so that NaN fails. */
export async function expectNumbers(
  tensor: tf.Tensor,
  expected: readonly number[],
  digits = 5,
): Promise<void> {
  const actual = Array.from(await tensor.data());
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, digits);
}
