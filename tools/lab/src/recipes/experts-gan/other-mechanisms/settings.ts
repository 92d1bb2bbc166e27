import * as z from 'zod';
import { competitionFields, refineCompetition } from '../competition/settings.ts';

/** Six mechanisms whose inverses an expert can see: within five pixels of each pixel. */
export const SIX_MECHANISMS = [
  { kind: 'shift', dx: 3, dy: 0 },
  { kind: 'blur', sigma: 1.5 },
  { kind: 'saltAndPepper', probability: 0.2 },
  { kind: 'gamma', exponent: 3 },
  { kind: 'rotate', degrees: 15 },
  { kind: 'invertContrast' },
];

/** The configuration of `experts-gan/other-mechanisms`. */
export const otherMechanismsSchema = z
  .strictObject({
    ...competitionFields,
    experts: z.int().min(1).max(256).default(SIX_MECHANISMS.length),
    mechanisms: competitionFields.mechanisms.unwrap().default(SIX_MECHANISMS),
  })
  .superRefine(refineCompetition);
