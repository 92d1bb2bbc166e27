import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import type { ExpertsConfig } from '../../expertsConfig.ts';
import { convolutionalKind } from './convolutionalKind.ts';
import type { ExpertKind } from './expertKind.ts';

/**
 * @param config - The configuration.
 * @param shape - Height, width and channels of the images.
 * @returns The kind of each expert.
 */
export function expertKinds(config: ExpertsConfig, shape: ImageShape): readonly ExpertKind[] {
  const kind = convolutionalKind({
    filters: config.filters,
    channels: shape[2],
    gamma: config.batchNormGamma,
  });
  return Array.from({ length: config.experts }, () => kind);
}
