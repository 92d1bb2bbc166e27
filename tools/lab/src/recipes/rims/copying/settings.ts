import * as z from 'zod';
import { refineModels } from '../../../study/studySettings.ts';
import { PAPER_MODELS } from '../modelSettings.ts';
import { SEQUENCE_SETTINGS } from '../sequenceSettings.ts';

const count = (most: number) => z.int().min(1).max(most);

/** The settings of a copying study, for the recipes that are one. */
export const COPYING_SETTINGS = {
  ...SEQUENCE_SETTINGS,
  symbols: count(1000).default(10),
  gap: count(100_000).default(50),
  testGaps: z
    .array(count(100_000))
    .min(1)
    .refine((gaps) => new Set(gaps).size === gaps.length, 'every gap is tested once')
    .default([50, 100, 200, 400]),
  /** Rows of the embedding and width of an answer; the task itself has 10 tokens. */
  classes: count(1000).min(10).default(20),
  evaluation: z
    .strictObject({
      every: count(1_000_000).default(500),
      sequences: count(100_000).default(512),
      testSequences: count(100_000).default(2048),
    })
    .prefault({}),
};

/** Task and training of the presets that are smaller than the paper, for the recipes that are a copying study. */
export const COPYING_SIZES = {
  quick: {
    symbols: 2,
    gap: 5,
    testGaps: [5, 10, 20, 40],
    embeddingWidth: 96,
    classes: 10,
    dropout: 0,
    updates: 3000,
    learningRate: 2e-3,
    finalLearningRate: 1e-4,
    evaluation: { every: 500, sequences: 256, testSequences: 1024 },
  },
  small: {
    symbols: 3,
    gap: 20,
    testGaps: [20, 40, 80, 160],
    embeddingWidth: 192,
    classes: 10,
    dropout: 0,
    updates: 10_000,
    learningRate: 2e-3,
    finalLearningRate: 1e-4,
    evaluation: { every: 500, sequences: 512, testSequences: 2048 },
  },
} as const;

/** The configuration of `rims/copying`. */
export const copyingSchema = z
  .strictObject({
    ...COPYING_SETTINGS,
    models: SEQUENCE_SETTINGS.models.default([
      'rims-6-4',
      'rims-6-3',
      'rims-6-2',
      'rims-5-2',
      'rims-6-6',
      'lstm-300',
      'lstm-600',
      'lstm-600-forget',
      'ntm',
      'rmc',
      'entnet',
      'dnc',
      'transformer',
    ]),
    settings: SEQUENCE_SETTINGS.settings.default(PAPER_MODELS as never),
  })
  .superRefine(refineModels);

/** The settings of a copying study. */
export type CopyingConfig = z.output<typeof copyingSchema>;

type CopyingGaps = Pick<CopyingConfig, 'gap' | 'testGaps'>;

/** All gaps, that of training first. */
export function copyingGaps({ gap, testGaps }: CopyingGaps): number[] {
  return [...new Set([gap, ...testGaps])];
}

/** The gap of training, and the longest gap of at most four times that. */
export function shownGaps({ gap, testGaps }: CopyingGaps): number[] {
  const longer = testGaps.filter((at) => at > gap && at <= 4 * gap);
  return longer.length === 0 ? [gap] : [gap, Math.max(...longer)];
}

/** Such as `at gap 50, that of training, and at gap 200`. */
export function gapsInWords([own = NaN, long]: readonly number[]): string {
  return long === undefined
    ? `at gap ${own}, that of training`
    : `at gap ${own}, that of training, and at gap ${long}`;
}
