import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { graphCosts } from '../../../src/graphs/networks/graphCosts.ts';

beforeAll(() => useBackend());

describe('graphCosts', () => {
  it('gives the costs of a network that is worked out by hand', async () => {
    // Two variables of two categories, one hidden unit.
    const parameters = [
      tf.tensor3d([
        [[9], [9], [1], [-2]],
        [[2], [-1], [9], [9]],
      ]),
      tf.tensor3d([[[0.5]], [[0]]]),
      tf.tensor3d([[[1, 0]], [[0, 1]]]),
      tf.tensor3d([[[0, 0.2]], [[0, 0]]]),
    ];
    const padding = tf.zeros<tf.Rank.R3>([2, 1, 2]);
    // Samples (0, 1) and (1, 0); graphs: none, 0 -> 1, 1 -> 0.
    const places = tf.tensor1d([0, 1, 3, 2], 'int32');
    const answers = tf.tensor4d([1, 0, 0, 1, 0, 1, 1, 0], [2, 1, 2, 2]);
    const parents = tf.tensor3d([
      [
        [0, 0],
        [0, 0],
        [0, 1],
      ],
      [
        [0, 0],
        [1, 0],
        [0, 0],
      ],
    ]);
    const before = tf.memory().numTensors;
    const costs = graphCosts(parameters, padding, { places, answers, parents });
    expect(tf.memory().numTensors).toBe(before + 1);
    const cost = (logits: readonly [number, number], answer: 0 | 1) =>
      Math.log(Math.exp(logits[0]) + Math.exp(logits[1])) - logits[answer];
    const alone0 = (cost([0.5, 0.2], 0) + cost([0.5, 0.2], 1)) / 2;
    // Hidden unit of variable 0: -2 + 0.5, times 0.1 below 0; 1 + 0.5.
    const given1 = (cost([-0.15, 0.2], 0) + cost([1.5, 0.2], 1)) / 2;
    const alone1 = (cost([0, 0], 1) + cost([0, 0], 0)) / 2;
    const given0 = (cost([0, 2], 1) + cost([0, -0.1], 0)) / 2;
    const found = await costs.data();
    [alone0, alone0, given1, alone1, given0, alone1].forEach((expected, i) => {
      expect(found[i]).toBeCloseTo(expected, 5);
    });
    tf.dispose([parameters, padding, places, answers, parents, costs]);
  });
});
