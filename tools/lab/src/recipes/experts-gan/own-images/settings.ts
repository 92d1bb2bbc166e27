import { expertsConfigSchema } from '@causal-mechanisms/experts-gan';
import type { ExpertsConfig } from '@causal-mechanisms/experts-gan';
import * as z from 'zod';

/** The settings of a competition. The seed is not among them, because it is the run's. */
const learner = z.strictObject(expertsConfigSchema.shape).omit({ seed: true });

/** The configuration of `experts-gan/own-images`. */
export const ownFoldersSchema = z.strictObject({
  ...learner.shape,
  /** Colours of own images should stay; `false` for what mixes channels. */
  channelwise: z.boolean().default(true),
  /** The folder of the images that something has changed. */
  transformed: z.string().default(''),
  /** The folder of the images as they should be. */
  canonical: z.string().default(''),
  /** How many images to draw into each folder first; 0 for none. */
  example: z.int().min(0).max(100_000).default(0),
  /** Rows and columns to resize to. */
  side: z.int().min(8).max(512).multipleOf(8).default(32),
  /** 1 for grey, 3 for colour; null for what the files are. */
  channels: z
    .union([z.literal(1), z.literal(3)])
    .nullable()
    .default(null),
  /** How many transformed images the evaluations look at, and from one evaluation to the next. */
  evaluation: z
    .strictObject({
      every: z.int().min(1).default(25),
      images: z.int().min(1).max(10_000).default(256),
    })
    .prefault({}),
  /** How many images the report shows. */
  shown: z.int().min(1).max(64).default(16),
  checkpointEvery: z.int().min(1).default(50),
});

/** The settings that {@link ownFoldersSchema} resolves to. */
export type OwnFoldersConfig = z.output<typeof ownFoldersSchema>;

/** What each preset changes. */
export const OWN_FOLDERS_PRESETS = {
  quick: {
    experts: 4,
    iterations: 400,
    gradientPenalty: 1,
    averaging: 0.98,
    identityInitialisation: { maxIterations: 100 },
  },
  paper: {},
};

/**
 * @param config - The configuration of the recipe.
 * @param seed - Of the run.
 * @returns The part of it that `trainExperts` understands.
 */
export function ownCompetition(config: OwnFoldersConfig, seed: number): ExpertsConfig {
  return { ...z.object(learner.shape).parse(config), seed };
}
