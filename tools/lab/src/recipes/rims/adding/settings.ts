import * as z from 'zod';
import { refineModels } from '../../../study/studySettings.ts';
import { PAPER_MODELS } from '../modelSettings.ts';
import { SEQUENCE_SETTINGS } from '../sequenceSettings.ts';

const count = (most: number) => z.int().min(1).max(most);
const length = z.int().min(2).max(100_000);

/** The configuration of `rims/adding`. */
export const addingSchema = z
  .strictObject({
    ...SEQUENCE_SETTINGS,
    models: z._default(SEQUENCE_SETTINGS.models, [
      'rims-6-5',
      'rims-6-4',
      'rims-6-3',
      'lstm-300',
      'lstm-600',
    ]),
    settings: z._default(SEQUENCE_SETTINGS.settings, PAPER_MODELS as never),
    dropout: z._default(SEQUENCE_SETTINGS.dropout.def.innerType, 0.2),
    clipNorm: z._default(SEQUENCE_SETTINGS.clipNorm.def.innerType, 0.1),
    /** Steps of a sequence in training. */
    length: length.default(50),
    testLengths: z
      .array(length)
      .min(1)
      .refine((all) => new Set(all).size === all.length, 'every length is tested once')
      .default([50, 100, 200]),
    evaluation: z
      .strictObject({
        every: count(1_000_000).default(500),
        sequences: count(100_000).default(1000),
        testSequences: count(100_000).default(20_000),
      })
      .prefault({}),
  })
  .superRefine(refineModels);

/** The settings of the adding task. */
export type AddingConfig = z.output<typeof addingSchema>;

/** All lengths, that of training first. */
export function addingLengths(config: Pick<AddingConfig, 'length' | 'testLengths'>): number[] {
  return [...new Set([config.length, ...config.testLengths])];
}
