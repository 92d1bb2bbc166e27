import type * as tf from '@tensorflow/tfjs';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import type { ExpertKind } from '../expertKind.ts';
import { rowwisePasses } from '../rowwisePasses.ts';
import { WarpLayer } from './warpLayer.ts';
import { applyWarp, drawWarp, warpGradient, warpLayout } from './warpNetwork.ts';

/**
 * Experts that move pixels: a spatial transformer with one learned affine map for all images, which chooses among the eight orientations
 * of an image. It has no running statistics.
 *
 * @param shape - Height, width and channels of the images in training.
 * @returns The kind.
 */
export function warpKind(shape: ImageShape): ExpertKind {
  return {
    layout: warpLayout,
    multiple: 1,
    draw: (stream) => ({ parameters: drawWarp(stream), statistics: new Float32Array(0) }),
    ...rowwisePasses({
      apply: (parameters, images) => applyWarp(parameters, images, shape),
      gradient: (parameters, images, dOutput) => warpGradient(parameters, images, dOutput, shape),
    }),
    layers(input, { parameters }, name, weights) {
      const layer = `${name}_warp`;
      weights.push([layer, parameters.map((parameter) => parameter.clone())]);
      return new WarpLayer({ name: layer, shape }).apply(input) as tf.SymbolicTensor;
    },
  };
}
