import * as z from 'zod';
import {
  competitorEntries,
  competitorsFields,
  refineCompetitors,
  withChanges,
} from '../competitors/settings.ts';
import type { CompetitorEntry, CompetitorsConfig } from '../competitors/settings.ts';

/** The configuration of `experts-gan/number-of-experts`. */
export const numberOfExpertsSchema = z
  .strictObject({
    ...competitorsFields({ '16-experts': { experts: 16 }, '6-experts': { experts: 6 } }),
    /** Adds experts to those of a competition, and goes on; `null` for none. */
    grow: z
      .strictObject({
        from: z.string().default('6-experts'),
        add: z.int().min(1).max(128).default(4),
        iterations: z.int().min(1).default(2000),
      })
      .nullable()
      .prefault({}),
    /** How many transformed images decide which experts are idle, and which do the same. */
    bankImages: z.int().min(1).default(1000),
  })
  .superRefine((config, check) => {
    refineCompetitors(config, check);
    const { grow, models } = config;
    if (grow === null || models.includes(grow.from)) return;
    check.addIssue({
      code: 'custom',
      path: ['grow', 'from'],
      message: `must be one of the models (${models.join(', ')}), or grow must be null`,
    });
  });

/** The settings of that recipe. */
export type NumberOfExpertsConfig = z.output<typeof numberOfExpertsSchema>;

/**
 * @param config - The configuration.
 * @returns The competition that goes on with more experts, where there is one.
 */
export function grownEntry(
  config: CompetitorsConfig & Pick<NumberOfExpertsConfig, 'grow'>,
): CompetitorEntry | undefined {
  const { grow } = config;
  if (grow === null) return undefined;
  const from = competitorEntries(config).find(({ name }) => name === grow.from);
  if (from === undefined) return undefined;
  return {
    name: 'grown',
    label: `${from.label} and ${grow.add} more`,
    config: withChanges(from.config, {
      experts: from.config.experts + grow.add,
      iterations: grow.iterations,
    }),
  };
}
