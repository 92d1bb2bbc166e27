import * as tf from '@tensorflow/tfjs';
import type { FlatAdam, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Expert } from '../networks/expert.ts';
import { energyLoss } from './energyLoss.ts';
import { withNoise, withoutNoise } from './forwardMechanisms.ts';

/** Canonical images with what became of them. */
export interface ImagePairs {
  /** What an expert restored `[n, height, width, c]`. */
  readonly restored: tf.Tensor4D;
  /** What it restored them from. */
  readonly changed: tf.Tensor4D;
}

/** A network with its optimiser. */
export interface LearningNetwork {
  /** The network; changed in place. */
  readonly expert: Expert;
  /** Its optimiser. */
  readonly adam: FlatAdam;
}

/**
 * One update of a network towards what a mechanism does: by the mean squared error, or by the energy score of two samples where it is random.
 *
 * @param network - Changed in place.
 * @param pairs - What it learns from; not disposed.
 * @param noise - What a random one draws from; `undefined` for others.
 * @param pause - Gives the event loop its turn between pieces.
 * @returns The loss before the update; the caller disposes of it.
 */
export async function forwardStep(
  { expert, adam }: LearningNetwork,
  { restored, changed }: ImagePairs,
  noise: RandomStream | undefined,
  pause: () => Promise<void>,
): Promise<tf.Scalar> {
  const inputs = noise === undefined ? restored.clone() : twiceWithNoise(restored, noise);
  const pass = await expert.forward(inputs, pause);
  const { loss, dOutput } =
    noise === undefined ? squaredError(pass.output, changed) : energyOf(pass.output, changed);
  const gradient = await pass.gradient(dOutput, { pause });
  expert.update(adam, gradient);
  expert.updateStatistics(pass.statistics);
  pass.dispose();
  tf.dispose([inputs, dOutput, gradient]);
  return loss;
}

/** Both samples of every image, in one batch. */
function twiceWithNoise(images: tf.Tensor4D, noise: RandomStream): tf.Tensor4D {
  const twice = tf.concat4d([images, images], 0);
  const noisy = withNoise(twice, noise);
  twice.dispose();
  return noisy;
}

interface OutputLoss {
  readonly loss: tf.Scalar;
  readonly dOutput: tf.Tensor4D;
}

function squaredError(output: tf.Tensor4D, changed: tf.Tensor4D): OutputLoss {
  const difference = output.sub<tf.Tensor4D>(changed);
  const loss = tf.tidy(() => difference.square().mean<tf.Scalar>());
  const dOutput = difference.mul<tf.Tensor4D>(2 / changed.size);
  difference.dispose();
  return { loss, dOutput };
}

function energyOf(output: tf.Tensor4D, changed: tf.Tensor4D): OutputLoss {
  const count = changed.shape[0];
  const images = withoutNoise(output);
  const first = images.slice([0], [count]);
  const second = images.slice([count], [count]);
  const { loss, dFirst, dSecond } = energyLoss(first, second, changed);
  // Nobody looks at the last channel that comes out.
  const dOutput = tf.tidy(() =>
    tf.concat4d([dFirst, dSecond], 0).pad<tf.Tensor4D>([
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 1],
    ]),
  );
  tf.dispose([images, first, second, dFirst, dSecond]);
  return { loss, dOutput };
}
