import * as tf from '@tensorflow/tfjs';
import { tidyAll } from '@causal-mechanisms/tensor-utils';
import type { PolicyHeads } from '../model/policyNetwork.ts';

/** What the policy should have done. */
export interface PolicyTargets {
  /** What was done `[rows]`. */
  readonly actions: Int32Array;
  /** How much better that was than expected `[rows]`. */
  readonly advantages: Float32Array;
  /** What the critic should have expected `[rows]`. */
  readonly returns: Float32Array;
}

/** How the parts are weighed. */
export interface LossWeights {
  /** Of the critic's squared error. */
  readonly valueWeight: number;
  /** Of the entropy, which is wanted. */
  readonly entropyWeight: number;
}

/** The loss and its parts, scalars; the caller disposes of them. */
export interface PolicyLoss {
  /** Actor, plus weighed critic, minus weighed entropy; differentiable. */
  readonly loss: tf.Scalar;
  /** Mean of -advantage times the log probability of the action. */
  readonly actorLoss: tf.Scalar;
  /** Mean squared error of the values. */
  readonly criticLoss: tf.Scalar;
  /** Mean entropy of the policy in nats. */
  readonly entropy: tf.Scalar;
}

/**
 * The loss of advantage actor-critic (Mnih et al., 2016). Advantages and returns are constants in it.
 *
 * @param heads - What actor and critic say `[rows, actions]`, `[rows, 1]`; not disposed.
 * @param targets - What they should have said.
 * @param weights - How the parts are weighed.
 * @returns The loss and its parts.
 */
export function policyLoss(
  { logits, values }: PolicyHeads,
  { actions, advantages, returns }: PolicyTargets,
  { valueWeight, entropyWeight }: LossWeights,
): PolicyLoss {
  return tidyAll(() => {
    const rows = actions.length;
    const logs = tf.logSoftmax(logits);
    const taken = tf.oneHot(tf.tensor1d(actions, 'int32'), logits.shape[1]).toFloat();
    const weighed = taken.mul(tf.tensor2d(advantages, [rows, 1]));
    const actorLoss = logs.mul(weighed).sum().div<tf.Scalar>(-rows);
    const criticLoss = values
      .sub(tf.tensor2d(returns, [rows, 1]))
      .square()
      .mean<tf.Scalar>();
    const entropy = logs.exp().mul(logs).sum().div<tf.Scalar>(-rows);
    const loss = actorLoss
      .add(criticLoss.mul(valueWeight))
      .sub<tf.Scalar>(entropy.mul(entropyWeight));
    return { loss, actorLoss, criticLoss, entropy };
  });
}
