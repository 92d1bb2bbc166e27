import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { innerStep, subtract } from '../../src/maml/innerStep.ts';
import { mlp } from '../../src/maml/network/mlp.ts';
import { taskLoss } from '../../src/maml/network/taskLoss.ts';

beforeAll(() => useBackend());

const network = mlp({ inputs: 1, hidden: [], outputs: 1, activation: 'relu' });
const adaptation = { network, loss: taskLoss('meanSquared'), rate: 0.1 };

describe('innerStep', () => {
  it('moves each task by its own points, from shared weights and from its own', () => {
    tf.tidy(() => {
      const layers = [{ kernel: tf.tensor3d([2], [1, 1, 1]), bias: tf.tensor3d([1], [1, 1, 1]) }];
      // Task 0: answers 1 and 3 for 0 and 0. Task 1: answer 5 twice, for 4.
      const points = {
        x: tf.tensor3d([0, 1, 2, 2], [2, 2, 1]),
        y: tf.tensor3d([0, 0, 4, 4], [2, 2, 1]),
      };
      const step = innerStep(layers, points, adaptation);
      const [after] = step.after;
      // Gradients by kernel: mean of 2 e x = 3 and 4; by bias: mean of 2 e = 4 and 2.
      expect(after?.kernel.arraySync().flat(2)).toEqual([Math.fround(1.7), Math.fround(1.6)]);
      expect(after?.bias.arraySync().flat(2)).toEqual([Math.fround(0.6), Math.fround(0.8)]);
      expect(step.before).toBe(layers);
      const again = innerStep(step.after, points, adaptation).after[0];
      // Task 0: errors 0.6 and 2.3; task 1: 3.2 + 0.8 - 4 = 0.
      expect(again?.kernel.arraySync()[0]?.[0]?.[0]).toBeCloseTo(1.7 - 0.1 * 2.3, 5);
      expect(again?.bias.arraySync()[0]?.[0]?.[0]).toBeCloseTo(0.6 - 0.1 * 2.9, 5);
      expect(again?.kernel.arraySync()[1]?.[0]?.[0]).toBeCloseTo(1.6, 5);
    });
  });
});

describe('subtract', () => {
  it('spreads shared weights over tasks', () => {
    tf.tidy(() => {
      const shared = [
        { kernel: tf.ones<tf.Rank.R3>([1, 1, 2]), bias: tf.zeros<tf.Rank.R3>([1, 1, 2]) },
      ];
      const own = [
        { kernel: tf.ones<tf.Rank.R3>([3, 1, 2]), bias: tf.ones<tf.Rank.R3>([3, 1, 2]) },
      ];
      const [found] = subtract(shared, own);
      expect(found?.kernel.shape).toEqual([3, 1, 2]);
      expect(Array.from(found?.kernel.dataSync() ?? [])).toEqual([0, 0, 0, 0, 0, 0]);
      expect(Array.from(found?.bias.dataSync() ?? [])).toEqual([-1, -1, -1, -1, -1, -1]);
    });
  });
});
