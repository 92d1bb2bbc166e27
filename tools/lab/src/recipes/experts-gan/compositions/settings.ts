import { refineConfigSchema } from '@causal-mechanisms/experts-gan';
import * as z from 'zod';
import { competitionFields, refineCompetition } from '../competition/settings.ts';

/** How the scorer is refined. The seed is not among the settings, because it is the run's. */
const refinement = z.strictObject(refineConfigSchema.shape).omit({ seed: true }).prefault({});

const compositions = z
  .strictObject({
    /** Images of each number of mechanisms. */
    images: z.int().min(1).default(300),
    /** The most mechanisms that change an image. */
    most: z.int().min(1).max(10).default(3),
    /** How many of them may be shifts: two can make up for each other, or for a third. */
    shifts: z.int().min(0).default(1),
    /** Canonical images that the search is calibrated by. */
    canonical: z.int().min(1).default(500),
    /** What the search is told of the model beside the threshold: pairs of experts to leave out, what experts usually change. */
    told: z
      .array(z.enum(['redundantPairs', 'usualChanges']))
      .default(['redundantPairs', 'usualChanges']),
    below: z.number().min(0).max(1).default(0.05),
    width: z.int().min(1).max(1000).default(5),
    depth: z.int().min(0).max(100).default(3),
    /** `null`: that of `inferComposition`. */
    lengthPenalty: z.number().min(0).nullable().default(null),
  })
  .prefault({});

/** The configuration of `experts-gan/compositions`. */
export const compositionsSchema = z
  .strictObject({
    ...competitionFields,
    /** A folder of experts that are trained already, such as `runs/NAME/model`; they are trained where it is empty. */
    model: z.string().default(''),
    refinement,
    compositions,
  })
  .superRefine((config, check) => {
    refineCompetition(config, check);
    // The scorer of the competition is refined: an autoencoder learns nothing from outputs.
    if (config.objective.kind !== 'gan') {
      check.addIssue({ code: 'custom', path: ['objective', 'kind'], message: 'must be gan' });
    }
  });

/** The settings of a run. */
export type CompositionsConfig = z.output<typeof compositionsSchema>;
