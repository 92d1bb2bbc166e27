import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import type { ExpertsConfig } from '../../expertsConfig.ts';
import { convolutionalKind } from './convolutionalKind.ts';
import type { ExpertKind } from './expertKind.ts';
import { kindList } from './kindSettings.ts';
import type { ExpertKindSetting } from './kindSettings.ts';
import { layersKind } from './layersKind.ts';
import { warpKind } from './warp/warpKind.ts';

/**
 * @param config - The configuration.
 * @param shape - Height, width and channels of the images.
 * @returns The kind of each expert; experts of the same kind share one.
 */
export function expertKinds(config: ExpertsConfig, shape: ImageShape): readonly ExpertKind[] {
  const made = new Map<ExpertKindSetting, ExpertKind>();
  return kindList(config).map((setting) => {
    const kind = made.get(setting) ?? makeKind(setting, config, shape);
    made.set(setting, kind);
    return kind;
  });
}

function makeKind(
  setting: ExpertKindSetting,
  config: ExpertsConfig,
  shape: ImageShape,
): ExpertKind {
  if (typeof setting === 'object') return layersKind(setting);
  if (setting === 'warp') return warpKind(shape);
  const [, , channels] = shape;
  return convolutionalKind({
    filters: config.filters,
    channels,
    gamma: config.batchNormGamma,
    wide: setting === 'wide',
    channelwise: config.channelwise,
    order: config.blockOrder,
    evaluationStatistics: config.evaluationStatistics,
  });
}
