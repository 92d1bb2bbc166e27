import * as tf from '@tensorflow/tfjs';
import {
  clipGradient,
  cosineRate,
  splitParameters,
  tapeGuard,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { FlatAdam } from '@causal-mechanisms/tensor-utils';
import type { PolicyModel } from '../model/policyModel.ts';
import type { PolicyHeads } from '../model/policyNetwork.ts';
import { joinRows } from '../model/stateRows.ts';
import type { ActorCriticConfig } from './actorCriticConfig.ts';
import { generalisedAdvantages } from './generalisedAdvantages.ts';
import { policyLoss } from './policyLoss.ts';
import type { Rollout } from './rollout.ts';
import { rolloutPieces } from './rolloutPieces.ts';

/** What {@link updatePolicy} trains, and how. */
export interface PolicyTrainee {
  readonly config: ActorCriticConfig;
  /** Changed in place. */
  readonly model: PolicyModel;
  /** Its optimiser; changed in place. */
  readonly adam: FlatAdam;
}

/** What an update measured. */
export interface PolicyUpdate {
  readonly loss: number;
  readonly actorLoss: number;
  readonly criticLoss: number;
  /** Of the policy, in nats. */
  readonly entropy: number;
  /** The norm of the gradient before it was clipped. */
  readonly gradientNorm: number;
}

/**
 * One update from one rollout: advantages, loss, gradient through the rollout's steps, clip, optimiser.
 *
 * @param trainee - Changed in place.
 * @param rollout - What happened; its tensors are not disposed.
 * @param done - Updates done before.
 * @returns Loss and its parts.
 * @throws ValuesError when the loss is not finite any more; the model is as before then.
 */
export async function updatePolicy(
  { config, model, adam }: PolicyTrainee,
  rollout: Rollout,
  done: number,
): Promise<PolicyUpdate> {
  const { parts, gradient } = differentiate(config, model, rollout);
  const clipped = clipGradient(gradient, config.clipNorm);
  const scalars = tf.tidy(() => tf.stack([...parts, clipped.norm]));
  try {
    // Read before the step: a loss that is not finite must not reach the parameters.
    const [loss = NaN, actorLoss = NaN, criticLoss = NaN, entropy = NaN, gradientNorm = NaN] =
      await scalars.data<'float32'>();
    if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) {
      throw new ValuesError(
        `trainActorCritic: the loss became ${loss} and its gradient ${gradientNorm} at update ${done + 1}; try a smaller learning rate`,
        { data: { update: done + 1, loss, gradientNorm } },
      );
    }
    const rate = cosineRate(done, {
      first: config.learningRate,
      last: config.finalLearningRate,
      steps: config.updates,
    });
    model.parameters.replace(adam.update(model.parameters.values, clipped.gradient, rate));
    return { loss, actorLoss, criticLoss, entropy, gradientNorm };
  } finally {
    tf.dispose([...parts, gradient, clipped.gradient, clipped.norm, scalars]);
  }
}

/**
 * What the policy says of every step of a rollout `[steps * count, ...]`, differentiable in the parameters. The core goes once through
 * all sequences of the rollout.
 *
 * @param model - The policy.
 * @param parameters - Of the model, in the order of its layout; not disposed.
 * @param rollout - What was seen; its tensors are not disposed.
 * @returns What actor and critic say; the caller disposes of it.
 */
export function rethink(
  { network, config }: PolicyModel,
  parameters: readonly tf.Tensor[],
  { observations, steps, count, ended, start }: Rollout,
): PolicyHeads {
  const pieces = rolloutPieces(ended, count);
  const seen = tf.tensor2d(observations, [steps * count, config.observationWidth]);
  const table = network.encode(parameters, seen);
  const indices = tf.tensor2d(pieces.observations, [pieces.steps, pieces.rows], 'int32');
  const begun = pieces.rows - count;
  const state = begun === 0 ? start : joinRows(start, network.initialState(parameters, begun));
  const { outputs } = network.remember(parameters, { table, indices }, state);
  const flat = outputs.reshape<tf.Tensor2D>([pieces.steps * pieces.rows, -1]);
  const hidden = tf.gather(flat, tf.tensor1d(pieces.outputs, 'int32'));
  return network.heads(parameters, hidden);
}

/** Loss, its parts and its gradient for the flat vector of parameters. */
function differentiate(
  config: ActorCriticConfig,
  model: PolicyModel,
  rollout: Rollout,
): { parts: tf.Tensor[]; gradient: tf.Tensor1D } {
  const { layout, values } = model.parameters;
  const targets = { actions: rollout.actions, ...generalisedAdvantages(rollout, config) };
  let kept: tf.Tensor[] = [];
  try {
    const { value, grad } = tapeGuard(() =>
      tf.tidy(() =>
        tf.valueAndGrad((flat: tf.Tensor) => {
          const parameters = splitParameters(flat as tf.Tensor1D, layout);
          const { loss, actorLoss, criticLoss, entropy } = policyLoss(
            rethink(model, parameters, rollout),
            targets,
            config,
          );
          kept = [actorLoss, criticLoss, entropy].map((part) => tf.keep(part));
          return loss;
        })(values),
      ),
    );
    return { parts: [value, ...kept], gradient: grad as tf.Tensor1D };
  } catch (error) {
    tf.dispose(kept);
    throw error;
  }
}
