import {
  classifierConfigSchema,
  dearConfigSchema,
  networksSchema,
  vaeConfigSchema,
} from '@causal-mechanisms/dear-scm';
import * as z from 'zod';
import { studySettings } from '../../../study/studySettings.ts';
import { methodSchema } from './methodSettings.ts';

const rows = z.union([z.literal('grid'), z.int().min(1).max(10_000_000)]).default('grid');
const count = (usual: number, most = 1_000_000) => z.int().min(1).max(most).default(usual);

/** What all models of a run share stands once, outside of their own settings. */
const SHARED = { latentWidth: true, networks: true, batchSize: true, seed: true } as const;
const dear = z.strictObject(dearConfigSchema.shape).omit({ ...SHARED, prior: true });
const vae = z.strictObject(vaeConfigSchema.shape).omit({ ...SHARED, objective: true });
const classifier = z
  .strictObject(classifierConfigSchema.shape)
  .omit({ networks: true, seed: true, iterations: true });

const downstream = z.strictObject({
  hidden: count(64, 4096),
  learningRate: z.number().positive().max(1).default(2e-3),
});

/** The settings that both tables of downstream tasks have, for the configuration of a recipe. */
export const DOWNSTREAM_SETTINGS = {
  /** The data: drawn pendulums, as images or as vectors. */
  data: z
    .strictObject({
      /** Pixels along each side of an image, or vectors of 32 smooth features. */
      view: z.union([z.literal('features'), z.int().min(16).max(512)]).default(64),
      rows,
      testRows: rows,
      noise: z.number().min(0).max(1e6).default(1),
      corrupted: z.number().min(0).max(1).default(0.2),
      seed: z.int().min(0).default(1),
    })
    .prefault({}),
  ...studySettings(methodSchema),
  latentWidth: count(6, 65_536),
  networks: z.prefault(networksSchema, { kind: 'paper' }),
  batchSize: count(128, 65_536),
  dear: dear.prefault({}),
  vae: vae.prefault({}),
  classifier: classifier
    .extend({
      /** Iterations on all rows. */
      iterations: count(20_000, 100_000_000),
      /** Iterations on fewer than 500 rows. */
      fewIterations: count(1000, 100_000_000),
      /** Iterations of the network that a pretrained classifier starts from, and its digits. */
      pretraining: z
        .strictObject({ iterations: count(20_000, 100_000_000), digits: count(20_000) })
        .prefault({}),
      /** Repetitions on few rows, and on all. */
      repeats: z.strictObject({ few: count(10, 1000), many: count(1, 1000) }).prefault({}),
    })
    .prefault({}),
  /** The small classifiers on representations. */
  downstream: downstream.extend({ repeats: count(10, 1000) }).prefault({}),
  checkpointEvery: count(500),
};

/** The part of a recipe's configuration that {@link DOWNSTREAM_SETTINGS} describes. */
export type DownstreamSettings = z.output<z.ZodObject<typeof DOWNSTREAM_SETTINGS>>;

/** Sizes of a preset: what they change in the defaults. */
export const DOWNSTREAM_SIZES = {
  quick: {
    latentWidth: 6,
    batchSize: 64,
    networks: { kind: 'mlp', width: 64 },
    data: { view: 'features', rows: 2000, testRows: 2000 },
    dear: {
      iterations: 600,
      learningRates: {
        encoder: 1e-3,
        generator: 1e-3,
        // Faster than A, which would otherwise widen the latents by edges that are not there.
        map: 1e-2,
        discriminator: 2e-3,
        adjacency: 3e-3,
      },
    },
    vae: { iterations: 600, learningRate: 1e-3 },
    classifier: {
      iterations: 400,
      fewIterations: 150,
      pretraining: { iterations: 100, digits: 500 },
      repeats: { few: 3 },
    },
    downstream: { repeats: 4 },
    checkpointEvery: 200,
  },
  small: {
    batchSize: 64,
    networks: { kind: 'compact', width: 32 },
    data: { view: 32 },
    dear: {
      iterations: 2000,
      average: 0.995,
      // A code far out, after which the encoder may recover, must not end the rows that come after it.
      logitLimit: null,
      learningRates: {
        encoder: 3e-4,
        generator: 3e-4,
        map: 3e-3,
        discriminator: 5e-4,
        adjacency: 1e-3,
      },
    },
    vae: { iterations: 2000, learningRate: 3e-4 },
    classifier: {
      iterations: 1260,
      fewIterations: 300,
      pretraining: { iterations: 800, digits: 4000 },
      repeats: { few: 3, many: 1 },
    },
    checkpointEvery: 250,
  },
  medium: {
    batchSize: 64,
    networks: { kind: 'compact', width: 32 },
    data: { view: 64 },
    dear: {
      iterations: 6000,
      learningRates: {
        encoder: 2e-4,
        generator: 2e-4,
        map: 2e-3,
        discriminator: 4e-4,
        adjacency: 1e-3,
      },
    },
    vae: { iterations: 6000, learningRate: 2e-4 },
    classifier: {
      iterations: 3000,
      fewIterations: 400,
      pretraining: { iterations: 3000, digits: 10_000 },
      repeats: { few: 5, many: 2 },
    },
    checkpointEvery: 250,
  },
} as const;
