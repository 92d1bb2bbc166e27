import { checkNumbers, ConfigError, parseConfig } from '@causal-mechanisms/tensor-utils';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { objectiveConfigSchema } from './objectives/objectiveConfig.ts';
import type { ObjectiveConfig, ObjectiveConfigInput } from './objectives/objectiveConfig.ts';
import type { BlockOrder, EvaluationStatistics } from './networks/kinds/convolutionalNetwork.ts';
import { expertKindSchema, kindList } from './networks/kinds/kindSettings.ts';
import type { ExpertKindSettings } from './networks/kinds/kindSettings.ts';
import { convergenceSchema } from './training/convergenceConfig.ts';
import type { Convergence } from './training/convergenceConfig.ts';
import { instanceNoiseSchema } from './training/instanceNoise.ts';
import type { InstanceNoise } from './training/instanceNoise.ts';
import { learningRateScheduleSchema } from './training/learningRates.ts';
import type { LearningRateSchedule, LearningRateScheduleInput } from './training/learningRates.ts';
import { repairSchema, winnersSchema } from './training/winners/winnersConfig.ts';
import type {
  RepairInput,
  RepairSettings,
  WinnersInput,
  WinnersSettings,
} from './training/winners/winnersConfig.ts';

/** Pre-training of every expert on the identity map, with a fixed probe that says when to stop. */
export interface IdentityInitialisation {
  /** Mean squared error on the probe below which an expert is done. Default: 0.002. */
  readonly threshold: number;
  /** Iterations an expert gets at most. Default: 500. */
  readonly maxIterations: number;
  /** Images in the probe. Default: 256. */
  readonly probeSize: number;
  /** Iterations between looks at the probe. Default: 10. */
  readonly checkEvery: number;
}

/** The settings of a competition of experts: plain JSON. */
export interface ExpertsConfig {
  /** Number of experts. Default: 10. */
  readonly experts: number;
  /** Iterations of the competition. Default: 2000. */
  readonly iterations: number;
  /** Transformed images, and as many canonical ones, per iteration. Default: 32. */
  readonly batchSize: number;
  /** Filters of each hidden convolution of an expert. Default: 32. */
  readonly filters: number;
  /** What scores the outputs of experts: a discriminator that learns along, or an autoencoder trained before. Default: gan. */
  readonly objective: ObjectiveConfig;
  /** What the experts are: one kind for all, or one for each, as {@link ExpertKindSetting} says. Default: paper. */
  readonly kinds: ExpertKindSettings;
  /**
   * Whether experts of kinds `paper` and `wide` treat each channel by itself, as a grey image, with the same parameters for all, so that colours
   * stay what they are. Not for mechanisms that mix channels. Default: `false`.
   */
  readonly channelwise: boolean;
  /** Filters of the three stages of the discriminator. Default: 16, 32, 64. */
  readonly discriminatorFilters: readonly [number, number, number];
  /** Units of the discriminator's hidden layer. Default: 1024. */
  readonly discriminatorUnits: number;
  /** Adam's step size for the experts and the discriminator. Default: 1e-3. */
  readonly learningRate: number;
  /** The step size of the discriminator relative to that of the experts, such as 0.1. Default: 1. */
  readonly discriminatorRateFactor: number;
  /** How both step sizes change over the competition; those of the pre-training stay. Default: constant. */
  readonly learningRateSchedule: LearningRateSchedule;
  /** What the discriminator should say of canonical images: 1, or less (one-sided label smoothing), in (0.5, 1]. Default: 1. */
  readonly canonicalLabel: number;
  /** The weight of a penalty on the discriminator's slope at canonical images (R1): this half of |gradient|^2. Default: 0. */
  readonly gradientPenalty: number;
  /** The accuracy, in [0.5, 1), above which the discriminator does not learn from a batch, or `false`. Default: `false`. */
  readonly discriminatorSkipAbove: number | false;
  /** Normal noise on all that the discriminator reads in training, which falls to nothing, or `false`. Default: `false`. */
  readonly instanceNoise: InstanceNoise | false;
  /** Iterations in which the discriminator learns alone, before the competition. Default: 0. */
  readonly discriminatorWarmUp: number;
  /** How much an output that lost counts in the discriminator's loss; the winner counts 1. 1 is equation 3, 0 winners only. Default: 1. */
  readonly loserWeight: number;
  /**
   * Who learns first: the discriminator, by which the winners are then scored again; the experts, whose outputs it then sees anew; or
   * both from the same scores. Default: discriminatorFirst.
   */
  readonly updateOrder: 'discriminatorFirst' | 'expertsFirst' | 'simultaneous';
  /** How batch norm's scale starts: at one, or drawn from U(0, 1) as PyTorch did in 2018. Default: one. */
  readonly batchNormGamma: 'one' | 'uniform';
  /**
   * What follows the convolution of a block of an expert first: batch norm, and then the activation; or the activation, in which case the
   * convolution has a bias. Kinds without such blocks are not affected. Default: batchNormFirst.
   */
  readonly blockOrder: BlockOrder;
  /**
   * Which statistics batch norm takes in evaluations and predictions: the running ones of the training, or those of the images that are
   * worked on together, so that an image's output depends on its company. Default: running.
   */
  readonly evaluationStatistics: EvaluationStatistics;
  /**
   * What evaluations see and the run ends with: the networks as they are, or an exponential moving average of their parameters and
   * statistics with this weight of the average so far, in [0, 1). Training itself does not depend on it. Default: `false`.
   */
  readonly averaging: number | false;
  /** What an expert's loss is averaged over: the images it won, or the whole batch. Default: perWon. */
  readonly expertLoss: 'perWon' | 'perBatch';
  /** How the winners of a batch are chosen. Default: the largest score wins. */
  readonly winners: WinnersSettings;
  /** The scores that winners are chosen by: logits, or probabilities in single precision, which tie. Default: logit. */
  readonly winnerScore: 'logit' | 'probability';
  /** What is done about experts that win nothing. Default: `false`, nothing. */
  readonly repair: RepairSettings;
  /** An expert that won no image of a batch stays unchanged, or its Adam steps on with a gradient of zero. Default: unchanged. */
  readonly idleExperts: 'unchanged' | 'stepped';
  /** Pre-training on the identity map, or `false` for none. Default: as in {@link IdentityInitialisation}. */
  readonly identityInitialisation: IdentityInitialisation | false;
  /** Whether the competition also ends when the winners of a fixed probe stay the same. Default: `false`. */
  readonly convergence: Convergence | false;
  /** The master seed: an integer in [0, 2^53). Default: 1. */
  readonly seed: number;
}

const count = (most: number) => z.int().check(z.minimum(1), z.maximum(most));

const schema = z.strictObject({
  experts: z._default(count(256), 10),
  iterations: z._default(count(10_000_000), 2000),
  batchSize: z._default(z.int().check(z.minimum(2), z.maximum(4096)), 32),
  filters: z._default(count(1024), 32),
  objective: z._default(objectiveConfigSchema, { kind: 'gan' }),
  kinds: z._default(z.union([expertKindSchema, z.array(expertKindSchema)]), 'paper'),
  channelwise: z._default(z.boolean(), false),
  discriminatorFilters: z._default(z.tuple([count(1024), count(1024), count(1024)]), [16, 32, 64]),
  discriminatorUnits: z._default(count(65_536), 1024),
  learningRate: z._default(z.number().check(z.positive(), z.maximum(1)), 1e-3),
  discriminatorRateFactor: z._default(z.number().check(z.positive(), z.maximum(1000)), 1),
  learningRateSchedule: z._default(learningRateScheduleSchema, { kind: 'constant' }),
  canonicalLabel: z._default(z.number().check(z.gt(0.5), z.maximum(1)), 1),
  gradientPenalty: z._default(z.number().check(z.minimum(0), z.maximum(1e6)), 0),
  discriminatorSkipAbove: z._default(
    z.union([z.literal(false), z.number().check(z.minimum(0.5), z.lt(1))]),
    false,
  ),
  instanceNoise: z._default(instanceNoiseSchema, false),
  discriminatorWarmUp: z._default(z.int().check(z.minimum(0), z.maximum(1_000_000)), 0),
  loserWeight: z._default(z.number().check(z.minimum(0), z.maximum(1000)), 1),
  updateOrder: z._default(
    z.enum(['discriminatorFirst', 'expertsFirst', 'simultaneous']),
    'discriminatorFirst',
  ),
  batchNormGamma: z._default(z.enum(['one', 'uniform']), 'one'),
  blockOrder: z._default(z.enum(['batchNormFirst', 'activationFirst']), 'batchNormFirst'),
  evaluationStatistics: z._default(z.enum(['running', 'batch']), 'running'),
  averaging: z._default(
    z.union([z.literal(false), z.number().check(z.minimum(0), z.lt(1))]),
    false,
  ),
  expertLoss: z._default(z.enum(['perWon', 'perBatch']), 'perWon'),
  winners: z._default(winnersSchema, { kind: 'best' }),
  winnerScore: z._default(z.enum(['logit', 'probability']), 'logit'),
  repair: z._default(repairSchema, false),
  idleExperts: z._default(z.enum(['unchanged', 'stepped']), 'unchanged'),
  identityInitialisation: z.prefault(
    z.union([
      z.literal(false),
      z.strictObject({
        threshold: z._default(z.number().check(z.positive()), 0.002),
        maxIterations: z._default(count(1_000_000), 500),
        probeSize: z._default(z.int().check(z.minimum(2), z.maximum(65_536)), 256),
        checkEvery: z._default(count(10_000), 10),
      }),
    ]),
    {},
  ),
  convergence: z._default(convergenceSchema, false),
  seed: z._default(z.int().check(z.minimum(0)), 1),
});

/** The zod schema of {@link ExpertsConfig}, for configurations that contain it; {@link resolveExpertsConfig} applies it. */
export const expertsConfigSchema: typeof schema = schema;

/** What a caller may give: any part of {@link ExpertsConfig}. */
export type ExpertsConfigInput = Partial<
  Omit<
    ExpertsConfig,
    | 'objective'
    | 'convergence'
    | 'instanceNoise'
    | 'identityInitialisation'
    | 'learningRateSchedule'
    | 'winners'
    | 'repair'
  >
> & {
  /** An {@link ObjectiveConfig}, or its kind and any part of it. */
  readonly objective?: ObjectiveConfigInput;
  /** A {@link LearningRateSchedule}, or its kind and any part of it. */
  readonly learningRateSchedule?: LearningRateScheduleInput;
  /** {@link WinnersSettings}, or the kind and any part of them. */
  readonly winners?: WinnersInput;
  /** {@link RepairSettings}, or the kind and any part of them. */
  readonly repair?: RepairInput;
  /** Any part of {@link InstanceNoise}, or `false` for none. */
  readonly instanceNoise?: Partial<InstanceNoise> | false;
  /** Any part of {@link Convergence}, or `false` for a fixed number of iterations. */
  readonly convergence?: Partial<Convergence> | false;
  /** Any part of {@link IdentityInitialisation}, or `false` for no pre-training. */
  readonly identityInitialisation?: Partial<IdentityInitialisation> | false;
};

/**
 * Checks a configuration and fills in the defaults: those of Parascandolo et al. (2018).
 *
 * @param input - Any part of {@link ExpertsConfig}. Default: none of it.
 * @returns The resolved configuration.
 * @throws ConfigError when a key is unknown or a value impossible, settings do not go together, or there are more or fewer kinds than
 *   experts.
 *
 * @example
 * ```ts
 * import { resolveExpertsConfig } from '@causal-mechanisms/experts-gan';
 *
 * console.log(resolveExpertsConfig({ experts: 4 }).iterations); // 2000
 * ```
 */
export function resolveExpertsConfig(input: ExpertsConfigInput = {}): ExpertsConfig {
  const config = parseConfig('experts-gan config', expertsConfigSchema, input);
  checkExpertsConfig('experts-gan config', config);
  return config;
}

/**
 * Checks what settings say to each other.
 *
 * @param owner - Opens the messages.
 * @param config - Settings that are possible one by one.
 * @throws ConfigError when a setting of discriminators is made where none scores, or there are more or fewer kinds than experts.
 */
export function checkExpertsConfig(owner: string, config: ExpertsConfig): void {
  const { objective, winnerScore, instanceNoise } = config;
  if (objective.kind !== 'gan' && winnerScore === 'probability') {
    throw new ConfigError(
      `${owner}: winnerScore must be 'logit' where no discriminator scores: other scores are no logits`,
      { data: { objective, winnerScore } },
    );
  }
  if (objective.kind !== 'gan' && instanceNoise !== false) {
    throw new ConfigError(
      `${owner}: instanceNoise must be false where no discriminator scores: it is noise on what a discriminator reads`,
      { data: { objective, instanceNoise } },
    );
  }
  kindList(config);
}

/**
 * Checks that the discriminator, which halves an image three times, can read the images.
 *
 * @param shape - Height, width and channels.
 * @throws ConfigError when height or width is no multiple of 8; ArgumentError, ShapeError, ValuesError when it is no three sizes.
 */
export function checkImageShape(shape: ImageShape): void {
  checkNumbers('experts-gan', 'image shape', shape, { length: 3, whole: true, most: 65_536 });
  const [height, width, channels] = shape;
  const fits = [height, width].every((size) => size >= 8 && size % 8 === 0) && channels >= 1;
  if (fits) return;
  throw new ConfigError(
    `experts-gan: image shape must have a height and width that are multiples of 8 (pad the images), got ${height}x${width}x${channels}`,
    { data: { height, width, channels } },
  );
}
