import { ConfigError, parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { SAME_WITHIN } from '../../bank/mergeExperts.ts';
import { checkExpertsConfig, expertsConfigSchema } from '../../expertsConfig.ts';
import type { ExpertsConfig, ExpertsConfigInput } from '../../expertsConfig.ts';

/** When the number of experts changes during a training. */
export interface AdaptiveSettings {
  /** Iterations from one look at the bank to the next. Default: 50. */
  readonly checkEvery: number;
  /** Transformed images, and canonical ones, that are looked at; fewer where there are fewer. Default: 500. */
  readonly probeSize: number;
  /** Experts there are at least. Default: 1. */
  readonly least: number;
  /** Experts there are at most. Default: 32. */
  readonly most: number;
  /** An expert that wins a smaller share of the probe is idle and goes. Default: 0.005; 0 for never. */
  readonly pruneBelow: number;
  /** Of two experts whose distance, on the images that one of the two wins, is smaller, one goes. Default: 0.5; 0 for never. */
  readonly mergeBelow: number;
  /** An expert whose bimodality is larger becomes two. Default: 0.7; 1 for never. */
  readonly splitAbove: number;
  /**
   * Where an expert leaves a larger share of the images that it wins unserved, and those are more than an equal share for one expert more, one is
   * added. Default: 0.5; 1 for never.
   */
  readonly growAbove: number;
  /** Looks in a row that must agree before anything changes. Doubled each time an expert that was made turns out to be of no use. Default: 4. */
  readonly patience: number;
  /** Iterations for which a new expert gets its images first. Default: 20. */
  readonly headStart: number;
  /** Iterations without a change after which the number stays as it is. Default: 600. */
  readonly settle: number;
  /** Experts are made in this first share of the iterations only, so that they have time to learn. Default: 0.75. */
  readonly growWithin: number;
  /** How far a new expert is from the one it is a copy of: the deviation of the noise over the root mean square of each kernel or bias. Default: 0.01. */
  readonly noise: number;
}

/** The settings of a competition whose number of experts finds itself: plain JSON. `experts` is the number it starts with. */
export interface AdaptiveExpertsConfig extends ExpertsConfig {
  /** When the number of experts changes. Default: as in {@link AdaptiveSettings}. */
  readonly adaptive: AdaptiveSettings;
}

/** What a caller may give: any part of {@link AdaptiveExpertsConfig}. */
export type AdaptiveExpertsConfigInput = ExpertsConfigInput & {
  /** Any part of {@link AdaptiveSettings}. */
  readonly adaptive?: Partial<AdaptiveSettings>;
};

const count = (most: number, usual: number) =>
  z._default(z.int().check(z.minimum(1), z.maximum(most)), usual);
const share = (usual: number) => z._default(z.number().check(z.minimum(0), z.maximum(1)), usual);

const schema = z.extend(expertsConfigSchema, {
  adaptive: z.prefault(
    z.strictObject({
      checkEvery: count(1_000_000, 50),
      probeSize: z._default(z.int().check(z.minimum(2), z.maximum(65_536)), 500),
      least: count(256, 1),
      most: count(256, 32),
      pruneBelow: share(0.005),
      mergeBelow: z._default(z.number().check(z.minimum(0), z.maximum(4)), SAME_WITHIN.won),
      splitAbove: share(0.7),
      growAbove: share(0.5),
      patience: count(10_000, 4),
      headStart: z._default(z.int().check(z.minimum(0), z.maximum(1_000_000)), 20),
      settle: count(10_000_000, 600),
      growWithin: share(0.75),
      noise: z._default(z.number().check(z.minimum(0), z.maximum(1)), 0.01),
    }),
    {},
  ),
});

/** The zod schema of {@link AdaptiveExpertsConfig}, for configurations that contain it; {@link resolveAdaptiveExpertsConfig} applies it. */
export const adaptiveExpertsConfigSchema: typeof schema = schema;

/**
 * Checks a configuration and fills in the defaults.
 *
 * @param input - Any part of {@link AdaptiveExpertsConfig}. Default: none of it.
 * @returns The resolved configuration.
 * @throws ConfigError when a key is unknown, a value impossible, the number to start with not between the least and the most, the objective
 *   one's own, `convergence` asked for, or `repair` splits experts as well.
 *
 * @example
 * ```ts
 * import { resolveAdaptiveExpertsConfig } from '@causal-mechanisms/experts-gan';
 *
 * console.log(resolveAdaptiveExpertsConfig({ experts: 4 }).adaptive.checkEvery); // 50
 * ```
 */
export function resolveAdaptiveExpertsConfig(
  input: AdaptiveExpertsConfigInput = {},
): AdaptiveExpertsConfig {
  const config = parseConfig('adaptive experts-gan config', adaptiveExpertsConfigSchema, input);
  checkExpertsConfig('adaptive experts-gan config', config);
  const { experts, adaptive, convergence, objective, repair } = config;
  const { least, most, patience, checkEvery, settle } = adaptive;
  if (experts < least || experts > most) {
    throw new ConfigError(
      `adaptive experts-gan config: experts must be from adaptive.least to adaptive.most, ${least} to ${most}, got ${experts}`,
      { data: { experts, least, most } },
    );
  }
  if (objective.kind === 'custom') {
    throw new ConfigError(
      "adaptive experts-gan config: objective must be of kind 'gan' or 'vae', because a scorer of one's own cannot be taken from one bank to the next",
      { data: { objective } },
    );
  }
  if (convergence !== false) {
    throw new ConfigError(
      'adaptive experts-gan config: convergence must be false, because winners of a bank that changes are no measure; the number of experts settles by adaptive.settle',
      { data: { convergence } },
    );
  }
  if (repair !== false && repair.kind === 'split') {
    throw new ConfigError(
      'adaptive experts-gan config: repair must not be of kind split, because the looks at the bank split experts themselves (adaptive.splitAbove)',
      { data: { repair } },
    );
  }
  if (settle <= patience * checkEvery) {
    throw new ConfigError(
      `adaptive experts-gan config: adaptive.settle must be more than patience x checkEvery, ${patience * checkEvery} iterations, or nothing could ever change; got ${settle}`,
      { data: { settle, patience, checkEvery } },
    );
  }
  return config;
}
