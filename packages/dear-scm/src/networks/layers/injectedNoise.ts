import * as tf from '@tensorflow/tfjs';
import type { Blueprint, Run } from './blueprint.ts';
import { zeros } from './starts.ts';

/** A layer that adds noise. */
export type NoiseLayer = <T extends tf.Tensor>(run: Run, x: T) => T;

/**
 * Declares injected noise: a standard normal map per example, the same for all channels, times a learned weight per entry of the map
 * and channel. Weights start at 0, so that a fresh network is a function of its inputs.
 *
 * @param blueprint - Of the network.
 * @param name - Of the layer.
 * @param shape - Of one example: `[height, width, c]`, or `[units]`, where every unit has noise of its own.
 * @returns The layer: it adds nothing where no stream is given.
 */
export function noiseLayer(
  blueprint: Blueprint,
  name: string,
  shape: readonly number[],
): NoiseLayer {
  const scale = blueprint.parameter(`${name}/noise`, shape, zeros);
  const map = shape.length === 3 ? [...shape.slice(0, 2), 1] : [...shape];
  return <T extends tf.Tensor>({ weights, pass: { noise, training = false } }: Run, x: T): T => {
    if (noise === undefined) {
      // In training every parameter needs a gradient, if of 0.
      return training ? x.add(scale(weights).mul(0)) : x;
    }
    const size = map.reduce((product, side) => product * side, x.shape[0]);
    const drawn = tf.tensor(noise.normals(size), [x.shape[0], ...map]);
    return x.add(drawn.mul(scale(weights)));
  };
}

/** Adds nothing: for networks without injected noise. */
export const noNoise: NoiseLayer = (_run, x) => x;
