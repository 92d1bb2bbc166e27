import type { ImageShape, ParameterLayout } from '@causal-mechanisms/tensor-utils';
import type { ExpertsConfig } from '../expertsConfig.ts';
import { discriminatorLayout } from '../networks/discriminatorNetwork.ts';
import { discriminatorObjective } from './discriminatorObjective.ts';
import { discriminatorScorer } from './discriminatorScorer.ts';
import type { DiscriminatorScorer } from './discriminatorScorer.ts';
import type { Objective } from './objective.ts';

/** What the parameters of a scorer are called, and how they are laid out. */
export interface ScorerParameters {
  /** Names them where they are saved, and the stream that they are drawn from. */
  readonly name: string;
  /** How they are laid out. */
  readonly layout: ParameterLayout;
}

/** The scorers that a model may hold. */
export type ModelScorer = DiscriminatorScorer;

/**
 * @param config - The configuration.
 * @param shape - Height, width and channels.
 * @returns The parameters of its scorer.
 */
export function scorerParameters(config: ExpertsConfig, shape: ImageShape): ScorerParameters {
  const { discriminatorFilters, discriminatorUnits } = config;
  const layout = discriminatorLayout(shape, discriminatorFilters, discriminatorUnits);
  return { name: 'discriminator', layout };
}

/**
 * @param config - The configuration.
 * @param shape - Height, width and channels.
 * @param values - The parameters; copied.
 * @returns The scorer that the configuration asks for; the caller disposes of it.
 */
export function createScorer(
  config: ExpertsConfig,
  shape: ImageShape,
  values: Float32Array,
): ModelScorer {
  return discriminatorScorer(scorerParameters(config, shape).layout, values);
}

/**
 * @param config - The configuration.
 * @param scorer - From {@link createScorer}; changed in place.
 * @returns The objective that the configuration asks for; the caller disposes of it.
 */
export function createObjective(config: ExpertsConfig, scorer: ModelScorer): Objective {
  const { learningRate, discriminatorRateFactor } = config;
  return discriminatorObjective(scorer, { learningRate: learningRate * discriminatorRateFactor });
}
