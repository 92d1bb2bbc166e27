import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { activation } from '../../../src/maml/network/activation.ts';
import { backwardPass, forwardPass, layerGradient } from '../../../src/maml/network/layerPasses.ts';
import { problem } from '../problems.ts';

beforeAll(() => useBackend());

const relu = activation('relu');
/** 1-2-1: hidden sums x + 1 and 2x - 1, answer 3 h_1 - h_2 + 5. */
const layers = () => [
  { kernel: tf.tensor3d([1, 2], [1, 1, 2]), bias: tf.tensor3d([1, -1], [1, 1, 2]) },
  { kernel: tf.tensor3d([3, -1], [1, 2, 1]), bias: tf.tensor3d([5], [1, 1, 1]) },
];

describe('forwardPass', () => {
  it('has the values computed by hand, for tasks that share weights', () => {
    tf.tidy(() => {
      const { answers, values, sums } = forwardPass(
        layers(),
        tf.tensor3d([2, 0, -3, 1], [2, 2, 1]),
        relu,
      );
      expect(answers.arraySync()).toEqual([
        [[3 * 3 - 3 + 5], [3 * 1 - 0 + 5]],
        [[0 - 0 + 5], [3 * 2 - 1 + 5]],
      ]);
      expect(sums[0]?.arraySync()).toEqual([
        [
          [3, 3],
          [1, -1],
        ],
        [
          [-2, -7],
          [2, 1],
        ],
      ]);
      expect(values).toHaveLength(2);
    });
  });
});

describe('backwardPass', () => {
  it('has the gradient computed by hand, task by task', () => {
    tf.tidy(() => {
      const weights = layers();
      const forward = forwardPass(weights, tf.tensor3d([2, 0, -3, 1], [2, 2, 1]), relu);
      const delta = tf.tensor3d([1, 10, 100, 1], [2, 2, 1]);
      const { gradient, deltas, slopes } = backwardPass(weights, forward, delta, relu);
      // Task 0: at x = 2 both units are active, at x = 0 the first one. Task 1: at -3 none, at 1 both.
      expect(gradient[1]?.kernel.arraySync()).toEqual([
        [[3 + 10], [3]],
        [[2], [1]],
      ]);
      expect(gradient[1]?.bias.arraySync()).toEqual([[[11]], [[101]]]);
      expect(gradient[0]?.kernel.arraySync()).toEqual([[[2 * 3 + 0, 2 * -1]], [[3, -1]]]);
      expect(gradient[0]?.bias.arraySync()).toEqual([[[3 + 30, -1]], [[3, -1]]]);
      expect(deltas).toHaveLength(2);
      expect(slopes[0]?.arraySync()).toEqual([
        [
          [1, 1],
          [1, 0],
        ],
        [
          [0, 0],
          [1, 1],
        ],
      ]);
    });
  });

  it('is what the tape computes, for tasks with weights of their own', async () => {
    const { parameters, batch, options, dispose } = problem({
      activation: 'tanh',
      loss: 'meanSquared',
    });
    const { network, loss } = options;
    const found = tf.tidy(() => {
      const own = parameters.views.map((view) => tf.mul(tf.tile(view, [3, 1, 1]), 1.1));
      const { x, y } = batch.support;
      const forward = forwardPass(network.layers(own), x, network.activation);
      const delta = loss.gradient(forward.answers, y, 1);
      const { gradient } = backwardPass(network.layers(own), forward, delta, network.activation);
      const tape = tf.grads((...given: tf.Tensor[]) =>
        tf.sum(loss.values(forwardPass(network.layers(given), x, network.activation).answers, y)),
      )(own);
      return gradient
        .flatMap(({ kernel, bias }) => [kernel, bias])
        .map((hand, i) => tf.max(tf.abs(tf.sub(hand, tape[i] as tf.Tensor))));
    });
    for (const gap of found) expect((await gap.data())[0]).toBeLessThan(1e-5);
    tf.dispose(found);
    dispose();
  });
});

describe('layerGradient', () => {
  it('adds up over points, not over tasks', () => {
    tf.tidy(() => {
      const value = tf.tensor3d([1, 2, 3, 4], [2, 2, 1]);
      const delta = tf.tensor3d([1, 1, 10, 10], [2, 2, 1]);
      const { kernel, bias } = layerGradient(value, delta);
      expect(kernel.arraySync()).toEqual([[[3]], [[70]]]);
      expect(bias.arraySync()).toEqual([[[2]], [[20]]]);
    });
  });
});
