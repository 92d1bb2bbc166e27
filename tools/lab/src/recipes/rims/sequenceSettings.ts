import { coreOf, sequenceTrainingConfigSchema } from '@causal-mechanisms/rims';
import type { CoreConfig, SequenceTrainingConfigInput } from '@causal-mechanisms/rims';
import * as z from 'zod';
import type { StudyEntry } from '../../study/study.ts';
import { studyEntries, studySettings } from '../../study/studySettings.ts';
import { modelLabel } from './modelLabel.ts';

/** Any width serves to check a core's settings. */
const SOME_WIDTH = 8;

const { core, ...learner } = z.strictObject(sequenceTrainingConfigSchema.shape).omit({
  // The study says how many tokens and classes there are, and the seed is the run's.
  vocabulary: true,
  outputs: true,
  seed: true,
}).shape;

/** A core with settings that exist. */
export const checkedCore = core.def.innerType.check(
  z.superRefine((config, check) => {
    try {
      coreOf(config as unknown as CoreConfig, SOME_WIDTH);
    } catch (error) {
      check.addIssue({ code: 'custom', message: error instanceof Error ? error.message : '' });
    }
  }),
);

const { embeddingWidth, learningRate, updates } = learner;

/** The settings by which several sequence models are trained alike, for the configuration of a recipe. */
export const SEQUENCE_SETTINGS = {
  ...learner,
  dropout: z._default(learner.dropout.def.innerType, 0.5),
  /** A model may differ from the others in all of these. */
  ...studySettings(
    z.strictObject({
      core: checkedCore,
      embeddingWidth: z.optional(embeddingWidth.def.innerType),
      learningRate: z.optional(learningRate.def.innerType),
      updates: z.optional(updates.def.innerType),
    }),
  ),
  checkpointEvery: z.int().min(1).max(1_000_000).default(500),
};

/** The part of a recipe's configuration that {@link SEQUENCE_SETTINGS} describes. */
export type SequenceSettings = z.output<z.ZodObject<typeof SEQUENCE_SETTINGS>>;

/** One model of a study with its settings. */
export interface SequenceEntry extends StudyEntry {
  readonly core: CoreConfig;
  readonly embeddingWidth: number;
  readonly learningRate: number;
  readonly updates: number;
}

/**
 * @param settings - Of a study.
 * @returns Its models in order, each with all that it is trained by. No two have the same label.
 */
export function sequenceEntries(settings: SequenceSettings): SequenceEntry[] {
  return studyEntries(settings, (own) => modelLabel(coreIn(own))).map(({ name, label, own }) => ({
    name,
    label,
    core: coreIn(own),
    embeddingWidth: own.embeddingWidth ?? settings.embeddingWidth,
    learningRate: own.learningRate ?? settings.learningRate,
    updates: own.updates ?? settings.updates,
  }));
}

/** Checked by {@link SEQUENCE_SETTINGS}. */
function coreIn({ core }: SequenceSettings['settings'][string]): CoreConfig {
  return core as unknown as CoreConfig;
}

/**
 * @param settings - Of a study.
 * @param entry - One of its models.
 * @param seed - Of the run.
 * @returns What `trainSequenceModel` trains it by.
 */
export function trainingConfigOf(
  settings: SequenceSettings,
  { core, embeddingWidth, learningRate, updates }: SequenceEntry,
  seed: number,
): SequenceTrainingConfigInput {
  const { finalLearningRate, activeSchedule, clipping, ...shared } = z
    .object(learner)
    .parse(settings);
  // What is said of modules is not asked of models that have none.
  const hasModules = coreOf(core, SOME_WIDTH).moduleGroups !== undefined;
  const asked = hasModules ? { activeSchedule, clipping } : {};
  const whole = !hasModules && clipping !== 'module' ? { clipping } : {};
  return {
    ...shared,
    ...asked,
    ...whole,
    ...(finalLearningRate === undefined ? {} : { finalLearningRate }),
    core,
    embeddingWidth,
    learningRate,
    updates,
    seed,
  };
}
