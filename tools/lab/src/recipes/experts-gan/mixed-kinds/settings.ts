import * as z from 'zod';
import { competitionFields } from '../competition/settings.ts';
import { competitorsFields, refineCompetitors } from '../competitors/settings.ts';

/** Two mechanisms that an expert of the paper can undo, two that need pixels from afar, and one that both kinds can undo. */
export const FIVE_MECHANISMS = [
  { kind: 'shift', dx: 4, dy: 0 },
  { kind: 'flip', axis: 'horizontal' },
  { kind: 'rotate', degrees: 90 },
  { kind: 'invertContrast' },
  { kind: 'addGaussianNoise', deviation: 0.5 },
];

/** The configuration of `experts-gan/mixed-kinds`. */
export const mixedKindsSchema = z
  .strictObject({
    ...competitorsFields({
      'mixed-kinds': { kinds: ['paper', 'paper', 'warp', 'warp', 'warp'] },
      'paper-kind': { kinds: 'paper' },
    }),
    experts: z.int().min(1).max(256).default(FIVE_MECHANISMS.length),
    mechanisms: competitionFields.mechanisms.unwrap().default(FIVE_MECHANISMS),
  })
  .superRefine(refineCompetitors);
