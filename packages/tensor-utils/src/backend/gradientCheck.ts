import * as tf from '@tensorflow/tfjs';
import { BackendError } from '../errors.ts';

/** A gradient that is known. */
interface KnownGradient {
  /** What is tried; opens the message. */
  readonly name: string;
  /** Where the gradient is taken. */
  readonly at: () => tf.Tensor;
  /** The function; the gradient is that of the sum of its values. */
  readonly value: (at: tf.Tensor) => tf.Tensor;
  /** The gradient, row by row. */
  readonly gradient: readonly number[];
}

const image = (): tf.Tensor4D => tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
const filter = (): tf.Tensor4D => tf.tensor4d([1, 2, 3, 4], [2, 2, 1, 1]);

/** What the learners of this project are made of, on inputs that are small enough to compute by hand. */
const KNOWN: readonly KnownGradient[] = [
  {
    // Half precision has 4096 and 4100 beside each other, and nothing between 1.97e-6 and 2.03e-6.
    name: 'square in single precision',
    at: () => tf.tensor1d([2049, 1e-6]),
    value: (at) => tf.square(at),
    gradient: [4098, 2e-6],
  },
  {
    name: 'conv2d for its filter',
    at: filter,
    value: (at) => tf.conv2d(image(), at as tf.Tensor4D, 1, 'valid'),
    gradient: [12, 16, 24, 28],
  },
  {
    name: 'conv2d for its image',
    at: image,
    value: (at) => tf.conv2d(at as tf.Tensor4D, filter(), 1, 'valid'),
    gradient: [1, 3, 2, 4, 10, 6, 3, 7, 4],
  },
  {
    name: 'conv2dTranspose for its image',
    at: () => tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]),
    value: (at) => tf.conv2dTranspose(at as tf.Tensor4D, filter(), [1, 4, 4, 1], 2, 'same'),
    gradient: [10, 10, 10, 10],
  },
  {
    name: 'avgPool',
    at: () => tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]),
    value: (at) => tf.avgPool(at as tf.Tensor4D, 2, 2, 'valid'),
    gradient: [0.25, 0.25, 0.25, 0.25],
  },
  {
    name: 'maxPool',
    at: () => tf.tensor4d([1, 2, 4, 3], [1, 2, 2, 1]),
    value: (at) => tf.maxPool(at as tf.Tensor4D, 2, 2, 'valid'),
    gradient: [0, 0, 1, 0],
  },
  {
    name: 'matMul',
    at: () => tf.tensor2d([[1, 2]]),
    value: (at) =>
      tf.matMul(
        at,
        tf.tensor2d([
          [1, 2],
          [3, 4],
        ]),
      ),
    gradient: [3, 7],
  },
  {
    name: 'gather',
    at: () => tf.tensor2d([[1], [2], [3]]),
    value: (at) => tf.gather(at, tf.tensor1d([0, 2, 2], 'int32')),
    gradient: [1, 0, 2],
  },
  {
    // With s the standard deviation and n the normalised values: (d_0j - 1/4 - n_0 n_j / 4) / s.
    name: 'normalisation by mean and variance',
    at: () => tf.tensor1d([1, 2, 3, 4]),
    value: (at) => {
      const { mean, variance } = tf.moments(at);
      return tf.mul(tf.div(tf.sub(at, mean), tf.sqrt(variance)), tf.tensor1d([1, 0, 0, 0]));
    },
    gradient: [0.2683282, -0.3577709, -0.0894427, 0.1788854],
  },
  {
    name: 'elu',
    at: () => tf.tensor1d([-1, 1]),
    value: (at) => tf.elu(at),
    gradient: [0.3678794, 1],
  },
  {
    name: 'leakyRelu',
    at: () => tf.tensor1d([-1, 1]),
    value: (at) => tf.leakyRelu(at, 0.2),
    gradient: [0.2, 1],
  },
  {
    name: 'softplus',
    at: () => tf.tensor1d([0, 2]),
    value: (at) => tf.softplus(at),
    gradient: [0.5, 0.8807971],
  },
  {
    name: 'logSoftmax',
    at: () => tf.tensor1d([0, Math.log(3)]),
    value: (at) => tf.mul(tf.logSoftmax(at), tf.tensor1d([1, 0])),
    gradient: [0.75, -0.75],
  },
];

/**
 * Computes small gradients on the current backend, and compares them with what they are.
 *
 * @throws BackendError that names the first that is wrong; whatever a kernel throws that is not there. No tensor is left.
 */
export async function checkGradients(): Promise<void> {
  for (const known of KNOWN) {
    const tensor = tf.tidy(() => tf.grad(known.value)(known.at()));
    const found = await tensor.data().finally(() => tensor.dispose());
    const isRight = known.gradient.every((right, at) => isNear(found[at], right));
    if (isRight && found.length === known.gradient.length) continue;
    throw new BackendError(
      `${tf.getBackend()} computes the gradient of ${known.name} as ${[...found].join(', ')}, right is ${known.gradient.join(', ')}`,
      { data: { name: known.name, found: [...found], right: known.gradient } },
    );
  }
}

function isNear(value: number | undefined, right: number): boolean {
  if (value === undefined) return false;
  return Math.abs(value - right) <= (right === 0 ? 1e-6 : 1e-4 * Math.abs(right));
}
