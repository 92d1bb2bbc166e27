import { encoderTrainingConfigSchema } from '@causal-mechanisms/meta-transfer';
import * as z from 'zod';

const count = (most: number) => z.int().min(1).max(most);

/** What can be compared: the search, and gradients of several kinds. */
export const LEARNERS = [
  'search',
  'gradient',
  'first-order',
  'costs',
  'authors-loss',
  'networks',
] as const;

/** One of them. */
export type LearnerName = (typeof LEARNERS)[number];

/** Their names for people. */
export const LEARNER_LABELS: Readonly<Record<LearnerName, string>> = {
  search: 'search',
  gradient: 'gradient',
  'first-order': 'gradient of first order',
  costs: 'gradient, mixture of costs',
  'authors-loss': 'gradient of the authors’ loss',
  networks: 'gradient of the authors’ loss, networks',
};

/** What is different from the settings of the study. */
export const LEARNER_SETTINGS = {
  search: { learner: 'search' },
  gradient: {},
  'first-order': { order: 'first' },
  costs: { mixture: 'costs' },
  'authors-loss': { order: 'first', mixture: 'costs', marginals: false, starts: 1 },
  networks: { mechanism: 'mdn', order: 'first', mixture: 'costs', marginals: false, starts: 1 },
} as const;

/** The settings of `meta-transfer/encoder`. */
export const encoderSchema = z.strictObject({
  /** Random mechanisms. */
  splines: count(1000).default(20),
  /** Of each spline. */
  knots: count(100).min(2).default(8),
  /** The rotation that makes what is observed, in degrees. */
  decoderDegrees: z.number().min(-360).max(360).default(-45),
  /** Points before any change. */
  trainingPoints: count(10_000_000).default(10_000),
  /** Changes of the cause. */
  transferSets: count(100_000).default(100),
  /** Points after each change. */
  points: count(1_000_000).default(1000),
  learners: z.array(z.enum(LEARNERS)).min(1).default(['search', 'gradient', 'authors-loss']),
  /** What the search sees of it: it goes through all data for every angle. */
  search: z
    .strictObject(encoderTrainingConfigSchema.shape)
    .pick({ grid: true, bumps: true, components: true, mixtureIterations: true })
    .extend({
      iterations: count(1_000_000).default(24),
      batches: count(10_000).min(2).default(10),
      trainingPoints: count(10_000_000).default(2000),
      transferSets: count(100_000).default(20),
    })
    .prefault({}),
  gradient: z
    .strictObject(encoderTrainingConfigSchema.shape)
    .pick({
      learningRate: true,
      beliefRate: true,
      trainingPoints: true,
      bumps: true,
      components: true,
      mixtureIterations: true,
      starts: true,
    })
    .extend({
      iterations: count(10_000_000).default(1000),
      batches: count(10_000).min(2).default(5),
    })
    .prefault({ starts: 3 }),
});

/** The settings of `meta-transfer/encoder`. */
export type EncoderConfig = z.output<typeof encoderSchema>;

/** The name of a part: one learner on one spline. */
export function partName(learner: LearnerName, spline: number): string {
  return `${learner}-${String(spline + 1).padStart(2, '0')}`;
}
