import * as z from 'zod';
import { IMAGE_SETTINGS, IMAGE_SIZES } from '../images/imageSettings.ts';

/** The configuration of `dear-scm/own-images`. */
export const ownImagesSchema = z.strictObject({
  /** The folder of the images. */
  images: z.string().default(''),
  /** The table of the labels. */
  labels: z.string().default(''),
  /** The edges of the graph in words. */
  graph: z.array(z.string()).default([]),
  /** All factors, those without an edge too; null for those of the graph. */
  factors: z.array(z.string()).nullable().default(null),
  /** What factors are measured in, by name. */
  units: z.record(z.string(), z.string()).default({}),
  /** The column with the names of the files; null for the first one. */
  fileColumn: z.string().nullable().default(null),
  /** Between cells of the table. */
  delimiter: z.string().default(','),
  /** 1 for grey, 3 for colour; null for what the files are. */
  channels: z
    .union([z.literal(1), z.literal(3)])
    .nullable()
    .default(null),
  /** What becomes of images without a row. */
  unlisted: z.enum(['leave-out', 'keep', 'refuse']).default('leave-out'),
  /** The share of the images that is held out. */
  heldOut: z.number().gt(0).lt(1).default(0.1),
  ...IMAGE_SETTINGS,
});

/** The settings that {@link ownImagesSchema} resolves to. */
export type OwnImagesConfig = z.output<typeof ownImagesSchema>;

/** What each preset changes. */
export const OWN_IMAGES_PRESETS = {
  ...IMAGE_SIZES,
  paper: { dear: { networks: { kind: 'paper' } } },
};
