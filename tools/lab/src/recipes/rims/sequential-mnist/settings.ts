import * as z from 'zod';
import { TEN_CLASS_SOURCES } from '../../data/digits.ts';
import { refineModels } from '../../../study/studySettings.ts';
import { PAPER_MODELS } from '../modelSettings.ts';
import { SEQUENCE_SETTINGS } from '../sequenceSettings.ts';

const count = (most: number) => z.int().min(1).max(most);

/** The configuration of `rims/sequential-mnist`. */
export const sequentialMnistSchema = z
  .strictObject({
    ...SEQUENCE_SETTINGS,
    models: z._default(SEQUENCE_SETTINGS.models, [
      'rims-6-6',
      'rims-6-5',
      'rims-6-4',
      'lstm-300',
      'lstm-600',
      'ntm',
      'entnet',
      'rmc',
      'dnc',
      'transformer',
    ]),
    settings: z._default(SEQUENCE_SETTINGS.settings, PAPER_MODELS as never),
    data: z.enum(TEN_CLASS_SOURCES).default('auto'),
    /** Rows and columns of the images in training. */
    size: count(64).default(14),
    testSizes: z.array(count(64)).min(1).default([16, 19, 24]),
    updates: z._default(SEQUENCE_SETTINGS.updates, 75_000),
    learningRate: z._default(SEQUENCE_SETTINGS.learningRate, 7e-4),
    images: z
      .strictObject({
        train: count(60_000).default(48_000),
        validation: count(60_000).default(12_000),
        test: count(10_000).default(10_000),
      })
      .prefault({}),
    evaluation: z
      .strictObject({
        every: count(1_000_000).default(3000),
        images: count(60_000).default(2000),
        /**
         * What the model of a size is chosen by: accuracy on held-out digits of the size of training, or, as the authors' code has it, of
         * the size of the test itself.
         */
        selection: z.enum(['trainingSize', 'testSize']).default('trainingSize'),
      })
      .prefault({}),
  })
  .superRefine(refineModels);

/** The settings of sequential MNIST. */
export type SequentialMnistConfig = z.output<typeof sequentialMnistSchema>;

/** All sizes, that of training first. */
export function pixelSizes({
  size,
  testSizes,
}: Pick<SequentialMnistConfig, 'size' | 'testSizes'>): number[] {
  return [...new Set([size, ...testSizes])];
}

/** The size of training and the largest one. */
export function endSizes(config: Pick<SequentialMnistConfig, 'size' | 'testSizes'>): number[] {
  return [...new Set([config.size, Math.max(...pixelSizes(config))])];
}
