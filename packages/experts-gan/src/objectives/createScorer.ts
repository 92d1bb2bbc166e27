import type { ImageSampler } from '@causal-mechanisms/datasets';
import { parameterLayout } from '@causal-mechanisms/tensor-utils';
import type { ImageShape, ParameterLayout, ParameterSpec } from '@causal-mechanisms/tensor-utils';
import type { ExpertsConfig } from '../expertsConfig.ts';
import { discriminatorLayout } from '../networks/discriminatorNetwork.ts';
import type { CustomObjective, ExpertsModelOptions } from './customObjective.ts';
import { customObjective, customScorer } from './customScorer.ts';
import type { CustomScorer } from './customScorer.ts';
import { discriminatorObjective } from './discriminatorObjective.ts';
import { discriminatorScorer } from './discriminatorScorer.ts';
import type { DiscriminatorScorer } from './discriminatorScorer.ts';
import type { Objective } from './objective.ts';
import { vaeConstants } from './vae/vaeLayers.ts';
import { vaeLayout } from './vae/vaeNetwork.ts';
import { vaeObjective } from './vae/vaeObjective.ts';
import { vaePhase } from './vae/vaePhase.ts';
import type { ScorerPhases } from './vae/vaePhase.ts';
import { vaeScorer } from './vae/vaeScorer.ts';
import type { VaeScorer } from './vae/vaeScorer.ts';

/** The scorers that a model may hold. */
export type ModelScorer = DiscriminatorScorer | VaeScorer | CustomScorer;

/** What the parameters of a scorer are called, and how they are laid out. */
export interface ScorerParameters {
  /** Names them where they are saved, and the stream that they are drawn from. */
  readonly name: ModelScorer['name'];
  /** How they are laid out. */
  readonly layout: ParameterLayout;
  /** Weights of its stock layers beside them, which are constants. */
  readonly constants: readonly ParameterSpec[];
}

/**
 * @param config - The configuration.
 * @param shape - Height, width and channels.
 * @returns The parameters of its scorer.
 */
export function scorerParameters(
  { objective, discriminatorFilters, discriminatorUnits }: ExpertsConfig,
  shape: ImageShape,
): ScorerParameters {
  if (objective.kind === 'vae') {
    const { latent, units } = objective;
    const pixels = shape[0] * shape[1] * shape[2];
    const constants = vaeConstants(pixels, latent);
    return { name: 'vae', layout: vaeLayout(shape, latent, units), constants };
  }
  if (objective.kind === 'custom') {
    return { name: 'custom', layout: parameterLayout([]), constants: [] };
  }
  const layout = discriminatorLayout(shape, discriminatorFilters, discriminatorUnits);
  return { name: 'discriminator', layout, constants: [] };
}

/**
 * @param config - The configuration.
 * @param shape - Height, width and channels.
 * @param values - The parameters; copied.
 * @param options - The objective that the configuration names, where it names one; checked by the caller.
 * @returns The scorer that the configuration asks for; the caller disposes of it.
 */
export function createScorer(
  config: ExpertsConfig,
  shape: ImageShape,
  values: Float32Array,
  { objective }: ExpertsModelOptions = {},
): ModelScorer {
  if (objective !== undefined) return customScorer(objective);
  const { name, layout } = scorerParameters(config, shape);
  return name === 'vae' ? vaeScorer(layout, values) : discriminatorScorer(layout, values);
}

/**
 * @param scorer - Of a model.
 * @returns What another model needs to have the same one: the caller's objective, where it is one.
 */
export function objectiveOf(scorer: ModelScorer): { readonly objective?: CustomObjective } {
  return scorer.name === 'custom' ? { objective: scorer.custom } : {};
}

/**
 * @param config - The configuration.
 * @param scorer - From {@link createScorer}; changed in place.
 * @returns The objective that the configuration asks for; the caller disposes of it.
 */
export function createObjective(config: ExpertsConfig, scorer: ModelScorer): Objective {
  const { objective } = config;
  if (scorer.name === 'vae') {
    return vaeObjective(scorer, objective.kind === 'vae' ? objective.bound : 'none');
  }
  if (scorer.name === 'custom') return customObjective(scorer);
  const { learningRate, discriminatorRateFactor } = config;
  const { canonicalLabel, gradientPenalty, discriminatorSkipAbove } = config;
  return discriminatorObjective(scorer, {
    learningRate: learningRate * discriminatorRateFactor,
    canonicalLabel,
    gradientPenalty,
    skipAbove: discriminatorSkipAbove,
  });
}

/**
 * @param config - The configuration.
 * @param scorer - From {@link createScorer}, at its random start; changed in place.
 * @param canonical - The canonical images.
 * @returns What the scorer learns before the competition; none where it learns along.
 */
export function scorerPhases(
  { objective, batchSize, seed }: ExpertsConfig,
  scorer: ModelScorer,
  canonical: ImageSampler,
): ScorerPhases {
  if (scorer.name === 'vae' && objective.kind === 'vae') {
    return vaePhase(scorer, canonical, { ...objective, batchSize, seed });
  }
  return { phases: [], state: {}, dispose: () => undefined };
}
