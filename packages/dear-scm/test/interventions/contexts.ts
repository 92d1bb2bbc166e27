import * as tf from '@tensorflow/tfjs';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { InterventionContext } from '../../src/interventions/interventionContext.ts';
import { labelScaling } from '../../src/labels/labelScaling.ts';
import { plainPendulum } from './models.ts';

/** The factors of {@link vectorContext}. */
export const FACTORS = ['pendulum', 'light', 'length', 'position'];

/**
 * A model whose observations are twice its latents, with four factors in [0, 10]: mean 5, standard deviation 5.
 *
 * @param loss - How labels are scaled.
 * @returns The model, which counts nothing and holds no tensors.
 */
export function vectorContext(loss: 'ce' | 'l2' = 'l2'): InterventionContext {
  const labels = [0, 5, 10].flatMap((label) => FACTORS.map(() => label));
  const factors = FACTORS.map((name) => ({ name, kind: 'continuous' as const }));
  return {
    structure: plainPendulum(),
    scaling: labelScaling(labels, factors, { loss }),
    encode: (observations) => tf.tidy(() => observations.div(2)),
    generate: (latents: tf.Tensor2D, noise?: RandomStream) =>
      tf.tidy(() => latents.mul(2).add(noise === undefined ? 0 : noise.uniform())),
  };
}

/** The numbers of a tensor, which is disposed. */
export async function taken(tensor: tf.Tensor): Promise<number[]> {
  const values = Array.from(await tensor.data());
  tensor.dispose();
  return values;
}
