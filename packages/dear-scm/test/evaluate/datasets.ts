import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs';
import { factorDataset } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Representation } from '../../src/model/representation.ts';

/**
 * Three numbers: x and y, whose product is positive where the target is 1, and an attribute that agrees with the target as often as said.
 */
export function crossData(size: number, seed: number, agreement = 0.5): FactorDataset {
  const stream = new RandomStream(seed);
  const rows = Array.from({ length: size }, () => {
    const [x, y] = [stream.normal(), stream.normal()];
    const target = x * y > 0 ? 1 : 0;
    return { x, y, target, attribute: stream.uniform() < agreement ? target : 1 - target };
  });
  return factorDataset({
    name: `cross/${seed}`,
    observations: Float32Array.from(rows.flatMap(({ x, y, attribute }) => [x, y, 3 * attribute])),
    shape: [3],
    factors: [
      { name: 'x', kind: 'continuous' },
      { name: 'target', kind: 'binary' },
      { name: 'attribute', kind: 'binary' },
    ],
    values: rows.flatMap(({ x, target, attribute }) => [x, target, attribute]),
  });
}

/** A representation that gives observations back: the first `factors` coordinates stand for factors. */
export function identity(factors: number, width = 3): Representation & { calls: number } {
  const model = {
    observationShape: [width],
    factorNames: ['a', 'b', 'c'].slice(0, factors),
    latentWidth: width,
    calls: 0,
    encode: (x: Tensor) => {
      model.calls++;
      return tf.mul<Tensor2D>(x, 1);
    },
  };
  return model;
}
