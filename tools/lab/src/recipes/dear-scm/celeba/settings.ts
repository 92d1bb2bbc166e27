import * as z from 'zod';
import { IMAGE_SETTINGS, IMAGE_SIZES } from '../images/imageSettings.ts';

/** What is trained, each as a part of the run. */
export const STRUCTURES = ['smile', 'attractive', 'manipulated'] as const;

/** One of them. */
export type Structure = (typeof STRUCTURES)[number];

const count = z.int().min(1).max(1_000_000);

/** The configuration of `dear-scm/celeba`. */
export const celebaSchema = z.strictObject({
  /**
   * `smile` and `attractive`: both published graphs. `manipulated`: that of `attractive`, learned from images in which the target and the
   * open mouth agree.
   */
  structures: z
    .array(z.enum(STRUCTURES))
    .min(1)
    .default([...STRUCTURES]),
  /** The most images to learn from, the first of the training set; null for all. */
  train: count.nullable().default(null),
  /** The most images to test on; null for all. */
  test: count.nullable().default(null),
  /** How often target and open mouth agree in the manipulated images. */
  agreement: z.number().gt(0).max(1).default(0.8),
  /** Small classifiers on the representation: how many images they learn from, and how often. */
  downstream: z
    .strictObject({
      few: count.default(100),
      many: count.default(10_000),
      repeats: count.max(1000).default(10),
    })
    .prefault({}),
  ...IMAGE_SETTINGS,
});

/** The settings that {@link celebaSchema} resolves to. */
export type CelebaConfig = z.output<typeof celebaSchema>;

/** What each preset changes. */
export const CELEBA_PRESETS = {
  quick: {
    ...IMAGE_SIZES.quick,
    structures: ['smile'],
    train: 2000,
    test: 1000,
    downstream: { many: 2000, repeats: 4 },
  },
  small: { ...IMAGE_SIZES.small, train: 20_000, test: 5000 },
  medium: IMAGE_SIZES.medium,
  paper: { dear: { networks: { kind: 'paper' }, iterations: 254_200 } },
};
