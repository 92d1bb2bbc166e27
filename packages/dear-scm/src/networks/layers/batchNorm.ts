import * as tf from '@tensorflow/tfjs';
import { announceKept, withHandGradient } from '@causal-mechanisms/tensor-utils';
import { batchNormGradient, batchNormTrain } from '@causal-mechanisms/tensor-utils/kernels';
import type { Blueprint, Place, Run } from './blueprint.ts';
import { ones, zeros } from './starts.ts';

/** How much of a batch's statistics the running ones take over. */
const MOMENTUM = 0.1;
/** Added to variances. */
const EPSILON = 1e-5;

/** A layer that keeps the shape of maps `[n, height, width, c]` or vectors `[n, c]`. */
export type NormLayer = <T extends tf.Tensor4D | tf.Tensor2D>(run: Run, x: T) => T;

/**
 * Declares batch norm (Ioffe and Szegedy, 2015): with the statistics of the batch in training, which it reports to `observe`, else
 * with the running ones. `advance` moves those by 0.1 towards the statistics that were observed last; variances are unbiased there.
 *
 * @param blueprint - Of the network.
 * @param name - Of the layer.
 * @param channels - Of x.
 * @returns The layer.
 */
export function batchNorm(blueprint: Blueprint, name: string, channels: number): NormLayer {
  const gamma = blueprint.parameter<tf.Tensor1D>(`${name}/gamma`, [channels], ones);
  const beta = blueprint.parameter<tf.Tensor1D>(`${name}/beta`, [channels], zeros);
  const [meanName, varianceName] = [`${name}/mean`, `${name}/variance`];
  const running = (buffer: string, start: typeof ones): Place<tf.Tensor1D> => {
    const place: Place<tf.Tensor1D> = blueprint.buffer<tf.Tensor1D>(
      buffer,
      [channels],
      start,
      (weights, observed) => moved(place(weights), observed.get(buffer)),
    );
    return place;
  };
  const [mean, variance] = [running(meanName, zeros), running(varianceName, ones)];
  return <T extends tf.Tensor4D | tf.Tensor2D>({ weights, pass }: Run, x: T): T => {
    const [scale, shift] = [gamma(weights), beta(weights)];
    if (pass.training !== true) {
      const factor = variance(weights).add(EPSILON).rsqrt().mul<tf.Tensor1D>(scale);
      return x.mul(factor).add(shift.sub(mean(weights).mul(factor)));
    }
    const maps = x.reshape<tf.Tensor4D>([x.shape[0], 1, -1, channels]);
    const normalised = trained(maps, scale, shift, (batchMean, batchVariance) => {
      pass.observe?.(meanName, batchMean);
      pass.observe?.(varianceName, batchVariance);
    });
    return normalised.reshape(x.shape);
  };
}

function trained(
  maps: tf.Tensor4D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  report: (mean: tf.Tensor1D, variance: tf.Tensor1D) => void,
): tf.Tensor4D {
  return withHandGradient<tf.Tensor4D>([maps, gamma, beta], {
    forward: () => {
      const { y, mean, variance, saved } = batchNormTrain(maps, gamma, beta, EPSILON);
      report(mean, variance);
      announceKept(2); // whoever listens may keep both
      return { value: y, saved: [maps, gamma, ...saved] };
    },
    gradient: (dy, [x, scale, ...saved]) => {
      const { dx, dGamma, dBeta } = batchNormGradient(
        dy,
        x as tf.Tensor4D,
        scale as tf.Tensor1D,
        saved,
        EPSILON,
      );
      return [dx, dGamma, dBeta];
    },
  });
}

function moved(running: tf.Tensor, observed: tf.Tensor | undefined): tf.Tensor {
  if (observed === undefined) return running.clone();
  return running.mul(1 - MOMENTUM).add(observed.mul(MOMENTUM));
}
