import * as z from 'zod';
import { refineModels } from '../../../study/studySettings.ts';
import { rims } from '../modelSettings.ts';
import { SEQUENCE_SETTINGS } from '../sequenceSettings.ts';

const column = z.string().min(1).nullable().default(null);

/** The configuration of `rims/own-sequences`. */
export const ownSequencesSchema = z
  .strictObject({
    ...SEQUENCE_SETTINGS,
    /** The file: a table or JSON lines. */
    sequences: z.string().default(''),
    /** How many sequences to make up and write into the file first; 0 for none. */
    example: z.int().min(0).max(100_000).default(0),
    /** Whether a row is a step or a sequence; null for a step where there is an id column. */
    layout: z.enum(['long', 'wide']).nullable().default(null),
    /** The column that names the sequence; null for `id`, where there is one. */
    id: column,
    /** The column of the labels; null for `label`, where there is one. */
    label: column,
    /** The columns of the values; null for all others. */
    columns: z.array(z.string().min(1)).min(1).nullable().default(null),
    /** Reads numbers as tokens, too. */
    tokens: z.boolean().default(false),
    /** Between the cells; null for a comma, or a tab in a file that ends in `.tsv`. */
    delimiter: z.string().length(1).nullable().default(null),
    /** What is asked: what comes next, or the label; null for the label where all sequences have one. */
    ask: z.enum(['next', 'label']).nullable().default(null),
    /** The share of the sequences that nothing is learned from. */
    heldOut: z.number().gt(0).lt(1).default(0.2),
    /** Cuts sequences into pieces of at most so many steps, where the next step is asked; null for none. */
    cut: z.int().min(2).nullable().default(null),
    /** The most steps a sequence may have: training goes back through all of them. */
    longest: z.int().min(2).max(1_000_000).default(2000),
    /** How often the held-out sequences are answered during training. */
    evaluation: z.strictObject({ every: z.int().min(1).max(1_000_000).default(50) }).prefault({}),
    /** How many held-out sequences the report shows. */
    shown: z.int().min(1).max(50).default(8),
    models: SEQUENCE_SETTINGS.models.default(['rims']),
    settings: SEQUENCE_SETTINGS.settings.default({
      rims: rims(96, 6, 3, { forgetBias: 1 }),
      lstm: { core: { kind: 'lstm', units: 96, forgetBias: 1 } },
    } as never),
    dropout: z._default(SEQUENCE_SETTINGS.dropout.def.innerType, 0),
    embeddingWidth: z._default(SEQUENCE_SETTINGS.embeddingWidth.def.innerType, 32),
    batchSize: z._default(SEQUENCE_SETTINGS.batchSize.def.innerType, 32),
    updates: z._default(SEQUENCE_SETTINGS.updates.def.innerType, 600),
    learningRate: z._default(SEQUENCE_SETTINGS.learningRate.def.innerType, 5e-3),
    checkpointEvery: z.int().min(1).max(1_000_000).default(100),
  })
  .superRefine(refineModels);

/** The settings that {@link ownSequencesSchema} resolves to. */
export type OwnSequencesConfig = z.output<typeof ownSequencesSchema>;

/** What each preset changes. */
export const OWN_SEQUENCES_PRESETS = {
  quick: {},
  small: {
    updates: 4000,
    learningRate: 2e-3,
    finalLearningRate: 1e-4,
    embeddingWidth: 96,
    evaluation: { every: 200 },
    settings: {
      rims: rims(192, 6, 4, { forgetBias: 1 }),
      lstm: { core: { kind: 'lstm', units: 192, forgetBias: 1 } },
    },
  },
  paper: {
    updates: 30_000,
    learningRate: 1e-3,
    embeddingWidth: 600,
    batchSize: 64,
    dropout: 0.5,
    evaluation: { every: 500 },
    settings: { rims: rims(600, 6, 4), lstm: { core: { kind: 'lstm', units: 600 } } },
  },
};
