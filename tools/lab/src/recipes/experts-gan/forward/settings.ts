import { forwardConfigSchema } from '@causal-mechanisms/experts-gan';
import * as z from 'zod';
import { competitionFields, refineCompetition } from '../competition/settings.ts';

/** How the mechanisms are learned. The seed is the run's, and random experts are those that win the most of a random mechanism. */
const forward = z
  .strictObject(forwardConfigSchema.shape)
  .omit({ seed: true, random: true })
  .prefault({});

/** The configuration of `experts-gan/forward`. */
export const forwardSchema = z
  .strictObject({
    ...competitionFields,
    /** A folder of experts that are trained already, such as `runs/NAME/model`; they are trained where it is empty. */
    model: z.string().default(''),
    forward,
    /** What the learned mechanisms are compared on. */
    held: z
      .strictObject({
        images: z.int().min(1).default(500),
        /** Draws of random mechanisms for each image. */
        draws: z.int().min(2).max(1000).default(8),
      })
      .prefault({}),
  })
  .superRefine(refineCompetition);

/** The settings of a run. */
export type ForwardRecipeConfig = z.output<typeof forwardSchema>;
