import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { discriminatorNetwork } from '../networks/discriminatorNetwork.ts';
import { encoderNetwork } from '../networks/encoderNetwork.ts';
import { generatorNetwork } from '../networks/generatorNetwork.ts';
import type { Network, NormalisedNetwork } from '../networks/network.ts';
import { latentPrior } from '../prior/latentPrior.ts';
import type { LatentPrior } from '../prior/latentPrior.ts';
import type { DearDescription } from './dearDescription.ts';

/** What a trained model computes with, as functions of its parameters. */
export interface InferenceNetworks {
  /** Gives `[n, 2 latentWidth]`: means, then logarithms of variances. */
  readonly encoder: Network<[Tensor], Tensor2D>;
  /** Gives observations. */
  readonly generator: Network<[Tensor2D], Tensor>;
  /** What latent vectors are drawn from. */
  readonly prior: LatentPrior;
}

/** The parts of a model as functions of their parameters, with the one that only training needs. */
export interface DearNetworks extends InferenceNetworks {
  /** Gives the logit of a pair of observation and latent vector: positive for encoded ones. */
  readonly discriminator: NormalisedNetwork<[Tensor, Tensor2D], Tensor1D>;
}

/**
 * @param description - What a model is made of.
 * @returns Its parts.
 * @throws ShapeError, ArgumentError when the networks do not fit the observations, or there are fewer latents than factors.
 */
export function inferenceNetworks(description: DearDescription): InferenceNetworks {
  const { networks, observationShape, latentWidth, prior, graph } = description;
  return {
    encoder: encoderNetwork(networks, observationShape, 2 * latentWidth),
    generator: generatorNetwork(networks, observationShape, latentWidth),
    prior: latentPrior(prior, graph, latentWidth),
  };
}

/**
 * @param description - What a model is made of.
 * @returns Its parts, and the discriminator.
 * @throws ShapeError, ArgumentError as {@link inferenceNetworks} does.
 */
export function dearNetworks(description: DearDescription): DearNetworks {
  const { networks, observationShape, latentWidth } = description;
  return {
    ...inferenceNetworks(description),
    discriminator: discriminatorNetwork(networks, observationShape, latentWidth),
  };
}
