import * as z from 'zod';
import type { StudyEntry } from './study.ts';

/** Which models a study trains, in the configuration of a recipe. */
export interface StudyChoice<Own> {
  /** Names of `settings`: what is trained, in this order. */
  readonly models: readonly string[];
  /** What the names stand for. */
  readonly settings: Readonly<Record<string, Own>>;
}

/**
 * The part of a recipe's schema that says which models are trained.
 *
 * @param own - The settings of one model: what distinguishes it from the others.
 * @returns Fields for `z.strictObject`; the object needs {@link refineModels} too.
 */
export function studySettings<Own extends z.ZodType>(own: Own) {
  return {
    models: z.array(z.string()).min(1),
    settings: z.record(z.string().regex(/^\w[\w.-]*$/), own),
  };
}

/**
 * For `z.superRefine`: every model that is to be trained needs settings, and is trained once.
 *
 * @param config - The configuration.
 * @param check - Takes issues.
 */
export function refineModels(
  { models, settings }: StudyChoice<unknown>,
  check: z.RefinementCtx,
): void {
  models.forEach((name, index) => {
    const complain = (message: string) => {
      check.addIssue({ code: 'custom', path: ['models', index], message });
    };
    if (models.indexOf(name) < index) complain(`"${name}" is there twice`);
    if (Object.hasOwn(settings, name)) return;
    complain(`unknown model "${name}" (known: ${Object.keys(settings).join(', ')})`);
  });
}

/**
 * @param choice - The models of a study.
 * @param labelOf - Names a model for people by its settings.
 * @returns The models in order, each with its settings. No two have the same label.
 */
export function studyEntries<Own>(
  { models, settings }: StudyChoice<Own>,
  labelOf: (own: Own) => string,
): (StudyEntry & { readonly own: Own })[] {
  const entries = models.map((name) => {
    const own = Object.hasOwn(settings, name) ? settings[name] : undefined;
    if (own === undefined) throw new RangeError(`study: no settings for ${name}`);
    return { name, label: labelOf(own), own };
  });
  const labels = entries.map(({ label }) => label);
  // Models that differ in what a label does not say, such as the learning rate, are told apart by their names.
  return entries.map((entry) => {
    const alone = labels.indexOf(entry.label) === labels.lastIndexOf(entry.label);
    return alone ? entry : { ...entry, label: `${entry.label} (${entry.name})` };
  });
}
