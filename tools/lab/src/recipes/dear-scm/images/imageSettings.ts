import { dearConfigSchema } from '@causal-mechanisms/dear-scm';
import * as z from 'zod';

/** What recipes that train DEAR on images of files have in common. */
export const IMAGE_SETTINGS = {
  /** Rows and columns that images are resized to; 16 divides them. */
  side: z.int().min(16).max(256).multipleOf(16).default(64),
  /** Coordinates of the latent vector that no factor has. */
  free: z.int().min(0).max(10_000).default(94),
  /** Images whose factors are set in the report. */
  shown: z.int().min(1).max(16).default(2),
  /** Values that a continuous factor is set to in the report. */
  values: z.int().min(2).max(12).default(5),
  /** Iterations from one checkpoint to the next. */
  checkpointEvery: z.int().min(1).max(1_000_000).default(500),
  /** Training; the seed is that of the run, and the width of the latent vector follows from `free`. */
  dear: z.strictObject(dearConfigSchema.shape).omit({ seed: true, latentWidth: true }).prefault({}),
};

/** The settings that {@link IMAGE_SETTINGS} resolve to. */
export type ImageSettings = z.output<z.ZodObject<typeof IMAGE_SETTINGS>>;

const RATES = {
  encoder: 3e-4,
  generator: 3e-4,
  map: 3e-4,
  discriminator: 5e-4,
  adjacency: 1e-3,
};

/** Image size, networks and training of the presets that are smaller than the paper. */
export const IMAGE_SIZES = {
  quick: {
    side: 32,
    free: 10,
    checkpointEvery: 100,
    dear: {
      networks: { kind: 'compact', width: 8 },
      learningRates: RATES,
      batchSize: 32,
      iterations: 600,
    },
  },
  small: {
    side: 32,
    free: 26,
    checkpointEvery: 250,
    dear: {
      networks: { kind: 'compact', width: 32 },
      // As in the counterfactuals of the pendulum: a code that is drawn blurs what the generator has to tell apart.
      encoder: 'deterministic',
      learningRates: {
        encoder: 5e-4,
        generator: 5e-4,
        map: 1e-3,
        discriminator: 1e-3,
        adjacency: 3e-3,
      },
      batchSize: 64,
      iterations: 5000,
      average: 0.998,
    },
  },
  medium: {
    side: 64,
    free: 58,
    dear: {
      networks: { kind: 'compact', width: 16 },
      encoder: 'deterministic',
      learningRates: RATES,
      batchSize: 64,
      iterations: 20_000,
      average: 0.999,
    },
  },
} as const;
