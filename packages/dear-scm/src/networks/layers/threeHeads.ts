import * as tf from '@tensorflow/tfjs';
import type { Blueprint, Run } from './blueprint.ts';
import { denseLayer } from './affineLayers.ts';

/** Scores pairs from the features of their observations `[n, a]` and of their latents `[n, b]`: logits `[n]`. */
export type Heads = (run: Run, ofObservation: tf.Tensor2D, ofLatent: tf.Tensor2D) => tf.Tensor1D;

/**
 * Declares the heads of a discriminator of pairs: one that sees the features of the observation, one those of the latent, one both
 * behind a hidden layer. The logit is the mean of the three; all layers are spectrally normalised.
 *
 * @param blueprint - Of the network.
 * @param fromObservation - Features of an observation.
 * @param fromLatent - Features of a latent.
 * @param hidden - Units of the hidden layer.
 * @returns The heads.
 */
export function threeHeads(
  blueprint: Blueprint,
  fromObservation: number,
  fromLatent: number,
  hidden: number,
): Heads {
  const spectral = { spectral: true } as const;
  const linear = { ...spectral, activated: false } as const;
  const observation = denseLayer(blueprint, 'head/observation', fromObservation, 1, linear);
  const latent = denseLayer(blueprint, 'head/latent', fromLatent, 1, linear);
  const joint = denseLayer(blueprint, 'joint', fromObservation + fromLatent, hidden, spectral);
  const both = denseLayer(blueprint, 'head/both', hidden, 1, linear);
  return (run, x, z) => {
    const pair = both(run, joint(run, tf.concat2d([x, z], 1)));
    const sum = observation(run, x).add<tf.Tensor2D>(latent(run, z)).add<tf.Tensor2D>(pair);
    return sum.div<tf.Tensor2D>(3).as1D();
  };
}
