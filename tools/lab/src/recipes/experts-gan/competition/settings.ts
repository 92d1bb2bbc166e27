import { expertsConfigSchema } from '@causal-mechanisms/experts-gan';
import type { ExpertsConfig } from '@causal-mechanisms/experts-gan';
import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import { mechanismFromDefinition, paperMechanisms } from '@causal-mechanisms/transforms';
import * as z from 'zod';
import { IMAGE_SOURCES } from '../../data/digits.ts';

/** The settings of a competition. The seed is not among them, because it is the run's. */
export const learnerSchema = z.strictObject(expertsConfigSchema.shape).omit({ seed: true });

const mechanismDefinition = z.custom<JsonObject>().superRefine((definition, check) => {
  try {
    mechanismFromDefinition(definition);
  } catch (error) {
    check.addIssue({ code: 'custom', message: error instanceof Error ? error.message : '' });
  }
});

/**
 * @param canonical - How many images of the canonical half a recipe uses, unless it is told otherwise; `null` for all of them.
 * @returns The numbers of images.
 */
export function imagesSchema(canonical: number | null) {
  return z
    .strictObject({
      train: z.int().min(64).default(60_000),
      test: z.int().min(32).default(10_000),
      canonical: z.int().min(2).nullable().default(canonical),
    })
    .prefault({});
}

/** What every recipe of the competition of experts can set; the defaults are the paper's. */
export const competitionFields = {
  ...learnerSchema.shape,
  /** Where images come from; `folder` for those of `folder`. */
  data: z.enum([...IMAGE_SOURCES, 'folder']).default('auto'),
  /** A folder of PNG and JPEG images; its sub-folders, where all images lie in some, are the classes. */
  folder: z.string().default(''),
  /** Strokes in three colours instead of white, where images are grey. */
  colour: z.boolean().default(false),
  images: imagesSchema(null),
  mechanisms: z
    .array(mechanismDefinition)
    .min(1)
    .default(paperMechanisms().map(({ definition }) => definition)),
  assignment: z.enum(['drawn', 'stratified']).default('drawn'),
  evaluation: z
    .strictObject({
      every: z.int().min(1).default(50),
      images: z.int().min(1).default(1000),
      milestone: z.int().min(1).default(1000),
    })
    .prefault({}),
  classifier: z
    .strictObject({
      images: z.int().min(64).default(60_000),
      learningRates: z.array(z.number().positive()).min(1).default([1e-3, 1e-3, 2e-4]),
    })
    .prefault({}),
  checkpointEvery: z.int().min(1).default(50),
};

const competitionShape = z.strictObject(competitionFields);

/** The settings of one competition on images with known mechanisms. */
export type CompetitionConfig = z.output<typeof competitionShape>;

/**
 * For `z.superRefine`: batches must be no larger than what they are drawn from, and images in a folder need its path.
 *
 * @param config - The configuration.
 * @param check - Takes issues.
 */
export function refineCompetition(
  { images, batchSize, data, folder }: CompetitionConfig,
  check: z.RefinementCtx,
): void {
  const half = Math.floor(images.train / 2);
  const complain = (path: string[], message: string) => {
    check.addIssue({ code: 'custom', path, message });
  };
  if (half < batchSize) {
    complain(['images', 'train'], 'each half of the training images must hold at least one batch');
  } else if (images.canonical !== null && images.canonical < batchSize) {
    complain(['images', 'canonical'], `must hold at least one batch, which takes ${batchSize}`);
  } else if (images.canonical !== null && images.canonical > half) {
    complain(['images', 'canonical'], `must be no more than the ${half} images of its half`);
  }
  if ((data === 'folder') !== (folder !== '')) {
    complain(['folder'], 'data=folder and the path of a folder go together');
  }
}

/** The configuration of a recipe with no settings of its own. */
export const competitionSchema = competitionShape.superRefine(refineCompetition);

/** What the quick presets have in common: five mechanisms on embedded digits. */
export const QUICK_COMPETITION = {
  data: 'embedded',
  images: { train: 20_000, test: 1000 },
  mechanisms: [
    { kind: 'shift', dx: 0, dy: -4 },
    { kind: 'shift', dx: 4, dy: 0 },
    { kind: 'shift', dx: -4, dy: 4 },
    { kind: 'invertContrast' },
    { kind: 'addGaussianNoise', deviation: 0.5 },
  ],
  experts: 5,
  iterations: 400,
  evaluation: { every: 25, images: 500 },
  classifier: { images: 6000, learningRates: [1e-3, 2e-4] },
} as const;

/** What the quick presets of several competitions have in common: three mechanisms, so that each takes a minute or two. */
export const QUICK_STUDY = {
  ...QUICK_COMPETITION,
  images: { train: 10_000, test: 600 },
  mechanisms: [
    { kind: 'shift', dx: 4, dy: 0 },
    { kind: 'invertContrast' },
    { kind: 'addGaussianNoise', deviation: 0.5 },
  ],
  experts: 3,
  iterations: 200,
  identityInitialisation: { maxIterations: 80 },
  evaluation: { every: 20, images: 300 },
} as const;

/**
 * @param config - The configuration of a recipe.
 * @param seed - Of the run.
 * @returns The part of it that `trainExperts` understands.
 */
export function competitionConfig(config: CompetitionConfig, seed: number): ExpertsConfig {
  return { ...z.object(learnerSchema.shape).parse(config), seed };
}
