import * as z from 'zod';
import { refineModels } from '../../../study/studySettings.ts';
import { rims } from '../modelSettings.ts';
import { SEQUENCE_SETTINGS } from '../sequenceSettings.ts';

const count = (most: number) => z.int().min(1).max(most);

/** What stands between cue and question in the tests, training's own in the middle. */
export const DISTRACTIONS = ['none', 'known', 'new'] as const;

/** One of {@link DISTRACTIONS}. */
export type Distraction = (typeof DISTRACTIONS)[number];

/** RIMs and an LSTM with about as many parameters in their cores, for an input 64 wide. */
const MODELS = {
  'rims-6-4': rims(96, 6, 4),
  'rims-6-2': rims(96, 6, 2),
  lstm: { core: { kind: 'lstm', units: 100 } },
};

/** The configuration of `rims/recall`. */
export const recallSchema = z
  .strictObject({
    ...SEQUENCE_SETTINGS,
    embeddingWidth: z._default(SEQUENCE_SETTINGS.embeddingWidth.def.innerType, 64),
    dropout: z._default(SEQUENCE_SETTINGS.dropout.def.innerType, 0),
    models: SEQUENCE_SETTINGS.models.default(['rims-6-4', 'rims-6-2', 'lstm']),
    settings: SEQUENCE_SETTINGS.settings.default(MODELS as never),
    symbols: count(1000).default(3),
    gap: count(100_000).default(30),
    alphabet: count(1000).default(8),
    distractors: count(1000).default(8),
    share: z.number().min(0).max(1).default(0.5),
    evaluation: z
      .strictObject({
        every: count(1_000_000).default(500),
        sequences: count(100_000).default(256),
        testSequences: count(100_000).default(2048),
      })
      .prefault({}),
  })
  .superRefine(refineModels);

/** The settings of a recall study. */
export type RecallConfig = z.output<typeof recallSchema>;

/** Tasks and training of the presets; the paper has no such task, its copying gives the sizes of `paper`. */
export const RECALL_SIZES = {
  quick: {
    symbols: 2,
    gap: 8,
    models: ['rims-6-4', 'lstm'],
    updates: 1500,
    batchSize: 32,
    learningRate: 2e-3,
    finalLearningRate: 1e-4,
    evaluation: { every: 250, sequences: 128, testSequences: 1024 },
  },
  small: {
    updates: 8000,
    learningRate: 2e-3,
    finalLearningRate: 1e-4,
  },
  paper: {
    gap: 50,
    embeddingWidth: 600,
    settings: {
      'rims-6-4': rims(600, 6, 4),
      'rims-6-2': rims(600, 6, 2),
      lstm: { core: { kind: 'lstm', units: 408 } },
    },
  },
} as const;
