import * as tf from '@tensorflow/tfjs';
import { checkOptions, checkTensor, ShapeError } from '@causal-mechanisms/tensor-utils';
import { networkLayers, networkSizes } from './mixtureNetworkLayout.ts';
import type { MixtureNetworkSizes, NetworkLayers } from './mixtureNetworkLayout.ts';

/** Many networks, each with samples of its own. */
export interface NetworkBatch {
  /** The parameters of each network `[networks, length]`, in the order of `mixtureNetworkLayout`; not disposed. */
  readonly parameters: tf.Tensor2D;
  /** Inputs `[networks, samples]`; not disposed. */
  readonly x: tf.Tensor2D;
  /** Targets `[networks, samples]`; not disposed. */
  readonly y: tf.Tensor2D;
}

/** What {@link mixtureNetworkGradient} finds; the caller disposes of all of it. */
export interface MixtureNetworkGradient {
  /** Mean negative log-likelihood of each network's samples, in nats `[networks]`. */
  readonly losses: tf.Tensor1D;
  /** The derivative of each network's loss by its parameters `[networks, length]`. */
  readonly gradient: tf.Tensor2D;
}

/** The same with the derivatives by the data; the caller disposes of all of it. */
export interface MixtureNetworkDataGradient extends MixtureNetworkGradient {
  /** By the inputs `[networks, samples]`; they contain the `1 / samples` of the mean. */
  readonly inputGradient: tf.Tensor2D;
  /** By the targets `[networks, samples]`. */
  readonly targetGradient: tf.Tensor2D;
}

/** Logarithms of standard deviations below count as this. */
const LEAST_LOG_DEVIATION = -7;
const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * The mean negative log-likelihood of samples under mixture density networks, with its gradient, for any number of networks at once.
 *
 * `p(y | x) = sum_k pi_k(x) Normal(y; mu_k(x), s_k(x)^2)`, with all heads linear in `tanh(w x + b)`. The gradient is derived by hand: with the
 * responsibilities `r_k` it is `pi_k - r_k` by a logit, `-r_k (y - mu_k) / s_k^2` by a mean and `-r_k ((y - mu_k)^2 / s_k^2 - 1)` by a `log s_k`.
 * A `log s_k` below -7 counts as -7 and has no gradient. There are some forty ops whatever the number of networks, and no tape.
 *
 * @param batch - Networks and their samples.
 * @param sizes - Units and components.
 * @returns Losses and gradient; the caller disposes of them.
 * @throws ShapeError when shapes do not fit; ArgumentError when a size is no positive integer.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { mixtureNetworkGradient } from '@causal-mechanisms/meta-transfer';
 *
 * // All zero: one standard normal component, whatever the input.
 * const [x, y] = [tf.zeros<tf.Rank.R2>([1, 5]), tf.zeros<tf.Rank.R2>([1, 5])];
 * const parameters = tf.zeros<tf.Rank.R2>([1, 1054]);
 * const { losses, gradient } = mixtureNetworkGradient({ parameters, x, y });
 * console.log((await losses.data())[0]?.toFixed(4), gradient.shape); // 0.9189 [ 1, 1054 ]
 * tf.dispose([x, y, parameters, losses, gradient]);
 * ```
 */
export function mixtureNetworkGradient(
  batch: NetworkBatch,
  sizes: MixtureNetworkSizes = {},
): MixtureNetworkGradient {
  return tf.tidy(() => {
    const { losses, gradient } = backward('mixtureNetworkGradient', batch, sizes);
    return { losses, gradient };
  });
}

/**
 * {@link mixtureNetworkGradient} with the derivatives by inputs and targets: what a representation learns from that the networks read.
 *
 * @param batch - Networks and their samples.
 * @param sizes - Units and components.
 * @returns Losses and gradients; the caller disposes of them.
 * @throws ShapeError when shapes do not fit; ArgumentError when a size is no positive integer.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { mixtureNetworkDataGradient } from '@causal-mechanisms/meta-transfer';
 *
 * // All zero: one standard normal component, so that the derivative of y^2 / 2 by y is y.
 * const [x, y] = [tf.zeros<tf.Rank.R2>([1, 1]), tf.fill<tf.Rank.R2>([1, 1], 2)];
 * const parameters = tf.zeros<tf.Rank.R2>([1, 1054]);
 * const found = mixtureNetworkDataGradient({ parameters, x, y });
 * console.log((await found.targetGradient.data())[0]?.toFixed(4)); // 2.0000
 * tf.dispose([x, y, parameters, { ...found }]);
 * ```
 */
export function mixtureNetworkDataGradient(
  batch: NetworkBatch,
  sizes: MixtureNetworkSizes = {},
): MixtureNetworkDataGradient {
  return tf.tidy(() => {
    const found = backward('mixtureNetworkDataGradient', batch, sizes);
    const { losses, gradient, atHidden, atMeans, layers } = found;
    const [networks, samples] = batch.x.shape;
    return {
      losses,
      gradient,
      inputGradient: tf
        .matMul(atHidden, layers.kernel, false, true)
        .reshape<tf.Tensor2D>([networks, samples]),
      targetGradient: atMeans.sum<tf.Tensor2D>(2).neg(),
    };
  });
}

/**
 * The mean negative log-likelihood of samples under mixture density networks.
 *
 * @param batch - Networks and their samples.
 * @param sizes - Units and components.
 * @returns Losses in nats `[networks]`; the caller disposes of them.
 * @throws ShapeError when shapes do not fit; ArgumentError when a size is no positive integer.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { mixtureNetworkLosses } from '@causal-mechanisms/meta-transfer';
 *
 * const [x, y] = [tf.zeros<tf.Rank.R2>([1, 5]), tf.zeros<tf.Rank.R2>([1, 5])];
 * const parameters = tf.zeros<tf.Rank.R2>([1, 1054]);
 * const losses = mixtureNetworkLosses({ parameters, x, y });
 * console.log((await losses.data())[0]?.toFixed(4)); // 0.9189
 * tf.dispose([x, y, parameters, losses]);
 * ```
 */
export function mixtureNetworkLosses(
  batch: NetworkBatch,
  sizes: MixtureNetworkSizes = {},
): tf.Tensor1D {
  return tf.tidy(() => forward('mixtureNetworkLosses', batch, sizes).losses);
}

/** @internal Three matrices. */
export function checkNetworkBatch(owner: string, batch: NetworkBatch): void {
  const { parameters, x, y } = checkOptions(owner, batch, 'batch');
  checkTensor(owner, 'parameters', parameters, { rank: 2 });
  checkTensor(owner, 'x', x, { rank: 2 });
  checkTensor(owner, 'y', y, { rank: 2 });
}

function forward(owner: string, batch: NetworkBatch, sizes: MixtureNetworkSizes) {
  checkNetworkBatch(owner, batch);
  const { parameters, x, y } = batch;
  const layers = networkLayers(owner, parameters, networkSizes(sizes, owner));
  const [networks, samples] = x.shape;
  const shapes = [x, y].map(({ shape }) => shape.join());
  if (networks !== parameters.shape[0] || shapes[0] !== shapes[1] || samples === 0) {
    throw new ShapeError(
      `${owner}: x and y must have the shape [${parameters.shape[0]}, samples], got [${shapes.join('] and [')}]`,
      { data: { networks: parameters.shape[0], x: x.shape, y: y.shape } },
    );
  }
  const inputs = x.reshape<tf.Tensor3D>([networks, samples, 1]);
  const hidden = inputs
    .mul<tf.Tensor3D>(layers.kernel)
    .add<tf.Tensor3D>(layers.bias)
    .tanh<tf.Tensor3D>();
  const heads = tf.matMul(hidden, layers.headKernel).add(layers.headBias);
  const [logits, means, logDeviations] = tf.split(heads, 3, 2) as [
    tf.Tensor3D,
    tf.Tensor3D,
    tf.Tensor3D,
  ];
  const floored = logDeviations.maximum<tf.Tensor3D>(LEAST_LOG_DEVIATION);
  const inverse = floored.neg().exp<tf.Tensor3D>();
  const z = y.reshape([networks, samples, 1]).sub(means).mul<tf.Tensor3D>(inverse);
  const squares = z.square();
  const prior = normalised(logits);
  const posterior = normalised(logits.sub(floored).sub(squares.mul(0.5)));
  const losses = prior.logSum.sub(posterior.logSum).mean<tf.Tensor2D>(1).add(HALF_LOG_TWO_PI);
  return {
    losses: losses.reshape<tf.Tensor1D>([networks]),
    layers,
    inputs,
    hidden,
    logDeviations,
    inverse,
    z,
    squares,
    prior: prior.shares,
    posterior: posterior.shares,
  };
}

/** The gradient, and what the derivatives by the data need beside it. */
interface Backward extends MixtureNetworkGradient {
  readonly layers: NetworkLayers;
  readonly atHidden: tf.Tensor3D;
  readonly atMeans: tf.Tensor3D;
}

function backward(owner: string, batch: NetworkBatch, sizes: MixtureNetworkSizes): Backward {
  const pass = forward(owner, batch, sizes);
  const { layers, inputs, hidden, posterior, z, inverse, squares, logDeviations } = pass;
  const [networks, samples] = batch.x.shape;
  const weighted = posterior.mul(-1 / samples);
  const atLogits = pass.prior.mul(1 / samples).add<tf.Tensor3D>(weighted);
  const atMeans = weighted.mul(z).mul<tf.Tensor3D>(inverse);
  const atDeviations = weighted
    .mul(squares.sub(1))
    .mul<tf.Tensor3D>(logDeviations.greater(LEAST_LOG_DEVIATION).cast('float32'));
  const atHeads = tf.concat3d([atLogits, atMeans, atDeviations], 2);
  const atHidden = tf
    .matMul(atHeads, layers.headKernel, false, true)
    .mul<tf.Tensor3D>(tf.sub(1, hidden.square()));
  const parts = [
    tf.matMul(inputs, atHidden, true, false),
    atHidden.sum(1),
    tf.matMul(hidden, atHeads, true, false),
    atHeads.sum(1),
  ].map((part) => part.reshape<tf.Tensor2D>([networks, -1]));
  return { losses: pass.losses, gradient: tf.concat2d(parts, 1), layers, atHidden, atMeans };
}

/** Shares that add up to 1 along the last axis, and the logarithm of the sum that they are shares of. */
function normalised(logits: tf.Tensor3D): { shares: tf.Tensor3D; logSum: tf.Tensor3D } {
  const largest = logits.max<tf.Tensor3D>(2, true);
  const exponentials = logits.sub(largest).exp();
  const sum = exponentials.sum<tf.Tensor3D>(2, true);
  return { shares: exponentials.div(sum), logSum: sum.log().add(largest) };
}
