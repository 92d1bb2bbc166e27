import * as tf from '@tensorflow/tfjs';
import { parameterLayout } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout, RandomStream } from '@causal-mechanisms/tensor-utils';

/** The sizes of many networks of two hidden layers that run side by side. */
export interface SmallSizes {
  /** How many networks. */
  readonly networks: number;
  /** Numbers per input. */
  readonly width: number;
  /** Units of each of the two hidden layers. */
  readonly hidden: number;
}

/** What a forward pass gives: the output, and what the gradient needs. */
interface SmallPass {
  /** `[networks, batch, hidden]`. */
  readonly first: tf.Tensor3D;
  /** `[networks, batch, hidden]`. */
  readonly second: tf.Tensor3D;
  /** `[networks, batch, 1]`. */
  readonly logits: tf.Tensor3D;
}

/**
 * @param sizes - Of the networks.
 * @returns How their parameters lie in one vector: those of one layer of all networks beside each other.
 */
export function smallLayout({ networks, width, hidden }: SmallSizes): ParameterLayout {
  return parameterLayout([
    { name: 'first/kernel', shape: [networks, width, hidden] },
    { name: 'first/bias', shape: [networks, 1, hidden] },
    { name: 'second/kernel', shape: [networks, hidden, hidden] },
    { name: 'second/bias', shape: [networks, 1, hidden] },
    { name: 'last/kernel', shape: [networks, hidden, 1] },
    { name: 'last/bias', shape: [networks, 1, 1] },
  ]);
}

/**
 * Draws a start for every network from a stream of its own: it does not depend on how many there are.
 *
 * @param sizes - Of the networks.
 * @param streams - One per network.
 * @returns The parameters: uniform kernels of variance 2 / inputs (1 / inputs for the last), biases of zero.
 */
export function smallStart(sizes: SmallSizes, streams: readonly RandomStream[]): Float32Array {
  const { specs, sizes: lengths, length } = smallLayout(sizes);
  const values = new Float32Array(length);
  let offset = 0;
  for (const [i, { name, shape }] of specs.entries()) {
    const total = lengths[i] ?? 0;
    if (name.endsWith('kernel')) {
      const bound = Math.sqrt((name === 'last/kernel' ? 3 : 6) / (shape[1] ?? 1));
      const each = total / sizes.networks;
      streams.forEach((stream, network) => {
        values.set(stream.split(name).uniforms(each, -bound, bound), offset + network * each);
      });
    }
    offset += total;
  }
  return values;
}

/**
 * @param parameters - In the order of the layout; not disposed.
 * @param x - `[networks, batch, width]`; not disposed.
 * @returns The hidden layers and the logits; the surrounding tidy disposes of them.
 */
export function smallForward(parameters: readonly tf.Tensor[], x: tf.Tensor3D): SmallPass {
  const [w1, b1, w2, b2, w3, b3] = parameters as [
    tf.Tensor3D,
    tf.Tensor3D,
    tf.Tensor3D,
    tf.Tensor3D,
    tf.Tensor3D,
    tf.Tensor3D,
  ];
  const first = tf.relu(tf.matMul(x, w1).add<tf.Tensor3D>(b1));
  const second = tf.relu(tf.matMul(first, w2).add<tf.Tensor3D>(b2));
  return { first, second, logits: tf.matMul(second, w3).add<tf.Tensor3D>(b3) };
}

/**
 * The gradient of the sum over networks of their mean cross entropies, by hand: a tape would take several times as long as the
 * arithmetic.
 *
 * @param parameters - In the order of the layout; not disposed.
 * @param x - `[networks, batch, width]`; not disposed.
 * @param labels - `[networks, batch, 1]` in [0, 1]; not disposed.
 * @returns One tensor of the length of the layout; the caller disposes of it.
 */
export function smallGradient(
  parameters: readonly tf.Tensor[],
  x: tf.Tensor3D,
  labels: tf.Tensor3D,
): tf.Tensor1D {
  return tf.tidy(() => {
    const [, , w2, , w3] = parameters as [unknown, unknown, tf.Tensor3D, unknown, tf.Tensor3D];
    const { first, second, logits } = smallForward(parameters, x);
    const d3 = tf.sigmoid(logits).sub(labels).div<tf.Tensor3D>(logits.shape[1]);
    // A product with one column: the outer product is a broadcast multiplication.
    const d2 = d3.mul(w3.transpose([0, 2, 1])).mul<tf.Tensor3D>(tf.step(second));
    const d1 = tf.matMul(d2, w2, false, true).mul<tf.Tensor3D>(tf.step(first));
    const parts = [
      tf.matMul(x, d1, true, false),
      d1.sum(1),
      tf.matMul(first, d2, true, false),
      d2.sum(1),
      tf.matMul(second, d3, true, false),
      d3.sum(1),
    ];
    return tf.concat1d(parts.map((part) => part.as1D()));
  });
}
