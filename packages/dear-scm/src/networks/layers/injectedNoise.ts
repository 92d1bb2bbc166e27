import * as tf from '@tensorflow/tfjs';
import type { AddedNoise } from './affine.ts';
import type { Blueprint, Run } from './blueprint.ts';
import { zeros } from './starts.ts';

/** What is to be added to a layer with these inputs in a run, if anything. */
export type NoiseSource = (run: Run, inputs: tf.Tensor) => AddedNoise | undefined;

/**
 * Declares injected noise: a standard normal map per example, the same for all channels, times a learned weight per entry of the map
 * and channel. Weights start at 0, so that a fresh network is a function of its inputs.
 *
 * @param blueprint - Of the network.
 * @param name - Of the layer that it is added in.
 * @param shape - Of one example: `[height, width, c]`, or `[units]`, where every unit has noise of its own.
 * @returns The source. Without a stream it gives nothing, or in training a noise of 0, since every parameter needs a gradient.
 */
export function noiseSource(
  blueprint: Blueprint,
  name: string,
  shape: readonly number[],
): NoiseSource {
  const scale = blueprint.parameter(`${name}/noise`, shape, zeros);
  const map = shape.length === 3 ? [...shape.slice(0, 2), 1] : [...shape];
  const size = map.reduce((product, side) => product * side, 1);
  return ({ weights, pass: { noise, training = false } }, inputs) => {
    const count = inputs.shape[0];
    if (noise !== undefined) {
      const drawn = tf.tensor(noise.normals(count * size), [count, ...map]);
      return { drawn, scale: scale(weights) };
    }
    return training ? { drawn: tf.zeros([1, ...map]), scale: scale(weights) } : undefined;
  };
}
