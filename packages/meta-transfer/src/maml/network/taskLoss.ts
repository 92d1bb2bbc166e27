import * as tf from '@tensorflow/tfjs';
import { logSumExpTwice } from './twiceDifferentiable.ts';

/** The name of a loss. */
export type TaskLossName = 'meanSquared' | 'crossEntropy';

/** All of them. */
export const TASK_LOSSES = [
  'meanSquared',
  'crossEntropy',
] as const satisfies readonly TaskLossName[];

/** The loss of every task, the mean over its points, with what the passes need of it. */
export interface TaskLoss {
  /**
   * Made of ops that nested tapes differentiate twice.
   *
   * @param answers - Of the network `[tasks, points, outputs]`.
   * @param targets - `[tasks, points, outputs]`.
   * @returns The loss of every task `[tasks]`.
   */
  values(answers: tf.Tensor3D, targets: tf.Tensor3D): tf.Tensor1D;
  /**
   * @param answers - Of the network `[tasks, points, outputs]`.
   * @param targets - `[tasks, points, outputs]`.
   * @param scale - A factor.
   * @returns The gradient of every task's loss by its answers, times the factor `[tasks, points, outputs]`.
   */
  gradient(answers: tf.Tensor3D, targets: tf.Tensor3D, scale: number): tf.Tensor3D;
  /**
   * @param answers - Of the network `[tasks, points, outputs]`.
   * @param tangent - How the answers move `[tasks, points, outputs]`.
   * @param scale - A factor.
   * @returns How `gradient` moves with them.
   */
  tangent(answers: tf.Tensor3D, tangent: tf.Tensor3D, scale: number): tf.Tensor3D;
}

const pointsOf = ({ shape }: tf.Tensor3D) => shape[1];
const numbersOf = ({ shape }: tf.Tensor3D) => shape[1] * shape[2];

const BY_NAME: Readonly<Record<TaskLossName, TaskLoss>> = {
  /** The mean over points and outputs of the squared difference. */
  meanSquared: {
    values: (answers, targets) => tf.mean(tf.square(tf.sub(answers, targets)), [1, 2]),
    gradient: (answers, targets, scale) =>
      tf.mul(tf.sub(answers, targets), (2 * scale) / numbersOf(answers)),
    tangent: (answers, tangent, scale) => tf.mul(tangent, (2 * scale) / numbersOf(answers)),
  },
  /** The mean over points of the cross entropy between targets, which are probabilities, and the softmax of answers. */
  crossEntropy: {
    values: (answers, targets) => {
      // The targets of a point add up to 1.
      const logShares = tf.sub(answers, logSumExpTwice(answers));
      return tf.neg(tf.mean(tf.sum(tf.mul(targets, logShares), 2), 1));
    },
    gradient: (answers, targets, scale) =>
      tf.mul(tf.sub(tf.softmax(answers), targets), scale / pointsOf(answers)),
    tangent: (answers, tangent, scale) => {
      const shares = tf.softmax(answers);
      const moved = tf.mul(shares, tangent);
      const centred = tf.sub(moved, tf.mul(shares, tf.sum(moved, 2, true)));
      return tf.mul(centred, scale / pointsOf(answers));
    },
  },
};

/**
 * @param name - Of a loss.
 * @returns The loss.
 */
export function taskLoss(name: TaskLossName): TaskLoss {
  return BY_NAME[name];
}
