import { resolveExpertsConfig } from '@causal-mechanisms/experts-gan';
import type { ExpertsConfig, ExpertsConfigInput } from '@causal-mechanisms/experts-gan';
import { z } from 'zod';

const DEFAULTS = resolveExpertsConfig();

/**
 * The settings of a competition, for the configuration of a recipe: checked and filled in by experts-gan itself. The
 * seed is not among them, because it is the run's.
 */
export const EXPERTS_SETTINGS = {
  experts: setting('experts'),
  iterations: setting('iterations'),
  batchSize: setting('batchSize'),
  filters: setting('filters'),
  discriminatorFilters: setting('discriminatorFilters'),
  discriminatorUnits: setting('discriminatorUnits'),
  learningRate: setting('learningRate'),
  batchNormGamma: setting('batchNormGamma'),
  expertLoss: setting('expertLoss'),
  identityInitialisation: setting('identityInitialisation'),
};

/**
 * @param config - The configuration of a recipe that has {@link EXPERTS_SETTINGS}.
 * @param seed - Of the run.
 * @returns The settings for `trainExperts`.
 */
export function expertsSettings(config: Omit<ExpertsConfig, 'seed'>, seed: number): ExpertsConfig {
  const own = Object.keys(EXPERTS_SETTINGS).map((key) => [key, config[key as 'experts']]);
  return resolveExpertsConfig({ ...(Object.fromEntries(own) as ExpertsConfigInput), seed });
}

function setting<Key extends keyof ExpertsConfig>(key: Key) {
  return z
    .custom<ExpertsConfig[Key]>(() => true)
    .prefault(DEFAULTS[key] as z.core.util.NoUndefined<ExpertsConfig[Key]>)
    .transform((value) => resolveExpertsConfig({ [key]: value })[key]);
}
