import type { ImageShape, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { ExpertsConfig } from '../expertsConfig.ts';
import type { ExpertsWeights } from '../model/expertsBank.ts';
import { scorerParameters } from '../objectives/createScorer.ts';
import { drawParameters } from './initialisation.ts';
import { expertKinds } from './kinds/expertKinds.ts';

/**
 * The flat vectors of a model at its random start.
 *
 * @param config - The configuration.
 * @param shape - Height, width and channels.
 * @param stream - Each network draws from a child of its own.
 * @returns Fresh parameters; the experts' as their kinds draw them.
 */
export function drawWeights(
  config: ExpertsConfig,
  shape: ImageShape,
  stream: RandomStream,
): ExpertsWeights {
  const drawn = expertKinds(config, shape).map((kind, j) => kind.draw(stream.split(`expert ${j}`)));
  const scorer = scorerParameters(config, shape);
  return {
    experts: drawn.map(({ parameters }) => parameters),
    statistics: drawn.map(({ statistics }) => statistics),
    scorer: drawParameters(scorer.layout, stream.split(scorer.name), config.batchNormGamma),
  };
}
