import * as tf from '@tensorflow/tfjs';
import { weightsOf } from '../dearTrainee.ts';
import type { DearTrainee } from '../dearTrainee.ts';

/** The discriminator between two of its updates, for those who learn from it. */
export interface FrozenDiscriminator {
  /**
   * @param observations - Not disposed.
   * @param codes - Latent vectors of theirs; not disposed.
   * @returns The logits of the pairs, differentiable in both; the surrounding tidy disposes of them.
   */
  logits(observations: tf.Tensor, codes: tf.Tensor2D): tf.Tensor1D;
  /** Disposes of what it holds. */
  dispose(): void;
}

/**
 * Divides the kernels of the discriminator by their norms once, for all that is done until its next update.
 *
 * @param trainee - What is trained; its discriminator must not move meanwhile.
 * @returns The discriminator; the caller disposes of it.
 */
export function frozenDiscriminator(trainee: DearTrainee): FrozenDiscriminator {
  const { discriminator } = trainee.networks;
  const weights = weightsOf(trainee, 'discriminator');
  const parameters = tf.tidy(() => discriminator.normalised(weights));
  return {
    logits: (observations, codes) =>
      discriminator.run({ ...weights, parameters }, [observations, codes], {
        training: true,
        normalised: true,
      }),
    dispose: () => tf.dispose(parameters),
  };
}
