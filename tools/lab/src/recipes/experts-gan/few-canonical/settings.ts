import * as z from 'zod';
import { competitionFields, imagesSchema, refineCompetition } from '../competition/settings.ts';

/** The configuration of `experts-gan/few-canonical`: all is as in the main experiment, but for the canonical images. */
export const fewCanonicalSchema = z
  .strictObject({ ...competitionFields, images: imagesSchema(64) })
  .superRefine(refineCompetition);
