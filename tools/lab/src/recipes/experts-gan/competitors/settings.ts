import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
import { refineModels, studyEntries, studySettings } from '../../../study/studySettings.ts';
import type { StudyEntry } from '../../../study/study.ts';
import { competitionFields, learnerSchema, refineCompetition } from '../competition/settings.ts';
import type { CompetitionConfig } from '../competition/settings.ts';

/** What a competition changes in the settings that all of them share: keys of `trainExperts`, checked and kept as they are. */
const changes = z.custom<JsonObject>().superRefine((given, check) => {
  const { issues = [] } = learnerSchema.safeParse(given).error ?? {};
  for (const { message, path } of issues) check.addIssue({ code: 'custom', path, message });
});

const fields = studySettings(changes);

/** Names of competitions, with what each of them changes. */
export type CompetitorChanges = Readonly<Record<string, JsonObject>>;

/**
 * The fields of a recipe that compares competitions on the same images.
 *
 * @param settings - What each of them changes.
 * @returns All settings of a competition, which competitions are run, and what they change.
 */
export function competitorsFields(settings: CompetitorChanges) {
  return {
    ...competitionFields,
    models: fields.models.default(Object.keys(settings)),
    settings: fields.settings.default({ ...settings }),
  };
}

/** The settings of several competitions on the same images. */
export type CompetitorsConfig = CompetitionConfig & {
  /** Which competitions are run, in this order. */
  models: string[];
  /** What each changes in the settings that they share. */
  settings: Record<string, JsonObject>;
};

/**
 * @param settings - What each competition changes.
 * @returns The schema of a recipe that has no settings but these.
 */
export function competitorsSchema(settings: CompetitorChanges) {
  return z.strictObject(competitorsFields(settings)).superRefine(refineCompetitors);
}

/**
 * For `z.superRefine`: every competition must be possible, and have settings.
 *
 * @param config - The configuration.
 * @param check - Takes issues.
 */
export function refineCompetitors(config: CompetitorsConfig, check: z.RefinementCtx): void {
  refineCompetition(config, check);
  refineModels(config, check);
}

/** One of the competitions of a study. */
export interface CompetitorEntry extends StudyEntry {
  /** Its whole configuration. */
  readonly config: CompetitionConfig;
}

/**
 * @param config - Of the recipe.
 * @returns The competitions in order, each with its configuration; the label is the name in words.
 */
export function competitorEntries(config: CompetitorsConfig): CompetitorEntry[] {
  return studyEntries(config, () => '').map(({ name, own }) => ({
    name,
    label: name.replaceAll('-', ' '),
    config: withChanges(config, own),
  }));
}

/**
 * @param config - Settings that competitions share.
 * @param own - What one of them changes.
 * @returns Its settings.
 */
export function withChanges(config: CompetitionConfig, own: JsonObject): CompetitionConfig {
  const shared = z.object(learnerSchema.shape).parse(config);
  return { ...config, ...learnerSchema.parse({ ...shared, ...own }) };
}
