import { coreOf } from '@causal-mechanisms/rims';
import type { CoreConfig } from '@causal-mechanisms/rims';
import { z } from 'zod';
import type { StudyEntry } from '../../study/study.ts';
import { studyEntries, studySettings } from '../../study/studySettings.ts';
import { modelLabel } from './modelLabel.ts';

/** Any width serves to check a core's settings. */
const SOME_WIDTH = 8;

const core = z
  .custom<CoreConfig>(
    (value) => typeof value === 'object' && value !== null,
    'expected an object with the kind of the core, such as {"kind":"lstm","units":96}',
  )
  .superRefine((config, check) => {
    try {
      coreOf(config, SOME_WIDTH);
    } catch (error) {
      check.addIssue({ code: 'custom', message: error instanceof Error ? error.message : '' });
    }
  });

const count = (most: number) => z.int().min(1).max(most);

/** The settings by which several sequence models are trained alike, for the configuration of a recipe. */
export const SEQUENCE_SETTINGS = {
  /** A model may differ from the others in all of these. */
  ...studySettings(
    z.strictObject({
      core,
      embeddingWidth: count(65_536).optional(),
      learningRate: z.number().positive().max(1).optional(),
      updates: count(100_000_000).optional(),
    }),
  ),
  embeddingWidth: count(65_536).default(600),
  dropout: z.number().min(0).lt(1).default(0.5),
  updates: count(100_000_000),
  batchSize: count(65_536).default(64),
  learningRate: z.number().positive().max(1),
  /** Default: the learning rate stays as it is. */
  finalLearningRate: z.number().positive().max(1).optional(),
  clipNorm: z.number().positive().default(1),
  carryState: z.boolean().default(false),
  checkpointEvery: count(1_000_000).default(500),
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
  return studyEntries(settings, (own) => modelLabel(own.core)).map(({ name, label, own }) => ({
    name,
    label,
    core: own.core,
    embeddingWidth: own.embeddingWidth ?? settings.embeddingWidth,
    learningRate: own.learningRate ?? settings.learningRate,
    updates: own.updates ?? settings.updates,
  }));
}
