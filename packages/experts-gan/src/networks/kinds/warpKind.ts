import * as tf from '@tensorflow/tfjs';
import { parameterLayout } from '@causal-mechanisms/tensor-utils';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import type { ExpertKind } from './expertKind.ts';
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
    statistics: parameterLayout([]),
    multiple: 1,
    draw: (stream) => ({ parameters: drawWarp(stream), statistics: new Float32Array(0) }),
    async forward(parameters, images, pause) {
      const output = applyWarp(parameters, images, shape);
      const statistics = tf.tensor1d([]);
      await pause();
      return {
        output,
        statistics,
        async gradient(dOutput, { rows, pause: pauseAgain }) {
          const read = rows === undefined ? images : tf.gather(images, rows);
          const gradient = warpGradient(parameters, read, dOutput, shape);
          if (read !== images) read.dispose();
          await pauseAgain();
          return gradient;
        },
        dispose: () => {
          tf.dispose([output, statistics]);
        },
      };
    },
    fold: ({ parameters }) => parameters.map((parameter) => parameter.clone()),
    stages: (folded) => [(images) => applyWarp(folded, images, shape)],
    layers(input, { parameters }, name, weights) {
      const layer = `${name}_warp`;
      weights.push([layer, parameters.map((parameter) => parameter.clone())]);
      return new WarpLayer({ name: layer, shape }).apply(input) as tf.SymbolicTensor;
    },
  };
}
