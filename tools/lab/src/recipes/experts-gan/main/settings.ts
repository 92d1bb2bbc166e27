import { expertsConfigSchema } from '@causal-mechanisms/experts-gan';
import type { ExpertsConfig } from '@causal-mechanisms/experts-gan';
import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import { mechanismFromDefinition, paperMechanisms } from '@causal-mechanisms/transforms';
import * as z from 'zod';
import { IMAGE_SOURCES } from '../../data/digits.ts';

/** The settings of a competition. The seed is not among them, because it is the run's. */
const learner = z.strictObject(expertsConfigSchema.shape).omit({ seed: true });

const mechanismDefinition = z.custom<JsonObject>().superRefine((definition, check) => {
  try {
    mechanismFromDefinition(definition);
  } catch (error) {
    check.addIssue({ code: 'custom', message: error instanceof Error ? error.message : '' });
  }
});

/** The configuration of `experts-gan/main`. */
export const expertsGanMainSchema = z
  .strictObject({
    ...learner.shape,
    data: z.enum(IMAGE_SOURCES).default('auto'),
    images: z
      .strictObject({
        train: z.int().min(64).default(60_000),
        test: z.int().min(32).default(10_000),
      })
      .prefault({}),
    mechanisms: z
      .array(mechanismDefinition)
      .min(1)
      .default(paperMechanisms().map(({ definition }) => definition)),
    assignment: z.enum(['drawn', 'stratified']).default('drawn'),
    evaluation: z
      .strictObject({
        every: z.int().min(1).default(25),
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
  })
  .refine(({ images, batchSize }) => Math.floor(images.train / 2) >= batchSize, {
    path: ['images', 'train'],
    error: 'each half of the training images must hold at least one batch',
  });

/** The settings of the main experiment. */
export type ExpertsGanMainConfig = z.output<typeof expertsGanMainSchema>;

/**
 * @param config - The configuration of the recipe.
 * @param seed - Of the run.
 * @returns The part of it that `trainExperts` understands.
 */
export function competitionConfig(config: ExpertsGanMainConfig, seed: number): ExpertsConfig {
  return { ...z.object(learner.shape).parse(config), seed };
}
