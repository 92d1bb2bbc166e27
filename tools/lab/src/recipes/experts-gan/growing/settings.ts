import { adaptiveExpertsConfigSchema } from '@causal-mechanisms/experts-gan';
import * as z from 'zod';
import { competitionFields, refineCompetition } from '../competition/settings.ts';

/**
 * The configuration of `experts-gan/growing`: a competition for each number in `starts`, whose number of experts finds itself, and one of a
 * fixed number, `experts`, to compare them with.
 */
export const growingSchema = z
  .strictObject({
    ...competitionFields,
    /** Whether a competition of `experts`, whose number stays, runs beside them. */
    fixed: z.boolean().default(true),
    starts: z.array(z.int().min(1).max(256)).min(1).default([4, 6, 16]),
    adaptive: adaptiveExpertsConfigSchema.shape.adaptive,
  })
  .superRefine((config, check) => {
    refineCompetition(config, check);
    const { starts, adaptive } = config;
    const { least, most, checkEvery, patience, settle } = adaptive;
    const complain = (path: string[], message: string) => {
      check.addIssue({ code: 'custom', path, message });
    };
    if (new Set(starts).size < starts.length) complain(['starts'], 'must differ');
    if (starts.some((start) => start < least || start > most)) {
      complain(['starts'], `must be from adaptive.least to adaptive.most, ${least} to ${most}`);
    }
    if (settle <= patience * checkEvery) {
      complain(['adaptive', 'settle'], 'must be more than patience x checkEvery');
    }
  });

/** The settings of the recipe. */
export type GrowingConfig = z.output<typeof growingSchema>;

/** One competition of the recipe. */
export interface GrowingEntry {
  /** The name of its part of the run. */
  readonly name: string;
  /** Its name for people. */
  readonly label: string;
  /** The number of experts that it starts with. */
  readonly start: number;
  /** Whether the number stays as it is. */
  readonly isFixed: boolean;
}

/**
 * @param config - The configuration.
 * @returns The competitions of a run: that of a fixed number first, where there is one.
 */
export function growingEntries({
  starts,
  fixed,
  experts,
}: Pick<GrowingConfig, 'starts' | 'fixed' | 'experts'>): GrowingEntry[] {
  const always = { name: 'fixed', label: `always ${experts}`, start: experts, isFixed: true };
  return [
    ...(fixed ? [always] : []),
    ...starts.map((start) => ({
      name: `from-${start}`,
      label: `from ${start}`,
      start,
      isFixed: false,
    })),
  ];
}
