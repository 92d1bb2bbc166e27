import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs';
import { factorDataset } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Representation } from '../../../src/model/representation.ts';

/** Observations of three numbers: a cause, its effect, and a bit. */
export function causeEffectBit(size: number, seed = 1): FactorDataset {
  const stream = new RandomStream(seed);
  const values = Array.from({ length: size }, () => {
    const cause = stream.normal();
    return [cause, cause + stream.normal() / 2, stream.integer(0, 2)];
  }).flat();
  return factorDataset({
    name: `causes/${seed}`,
    observations: Float32Array.from(values),
    shape: [3],
    factors: [
      { name: 'cause', kind: 'continuous' },
      { name: 'effect', kind: 'continuous' },
      { name: 'bit', kind: 'binary' },
    ],
    values,
  });
}

/** A representation that is a linear map of observations: `[3, width]`. */
export function linear(
  matrix: number[][],
  factorNames = ['cause', 'effect', 'bit'],
): Representation {
  return {
    observationShape: [3],
    factorNames,
    latentWidth: matrix[0]?.length ?? 0,
    encode: (x: Tensor) => tf.tidy(() => tf.matMul(x as Tensor2D, tf.tensor2d(matrix))),
  };
}

export const IDENTITY = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
