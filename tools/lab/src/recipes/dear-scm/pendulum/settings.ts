import { dearConfigSchema } from '@causal-mechanisms/dear-scm';
import type { DearConfig } from '@causal-mechanisms/dear-scm';
import {
  pendulum,
  pendulumFeatures,
  pendulumGraph,
  pendulumSuperGraph,
} from '@causal-mechanisms/datasets';
import type { FactorGraph, SceneDataset } from '@causal-mechanisms/datasets';
import * as z from 'zod';

/** The settings of DEAR. The seed is not among them, because it is the run's. */
const learner = z.strictObject(dearConfigSchema.shape).omit({ seed: true });

/** What a recipe on the pendulum may choose about its scenes. */
export const SCENE_SETTINGS = {
  /** Images, or 32 smooth numbers of each scene for runs of minutes. */
  observations: z.enum(['images', 'features']).default('images'),
  /** Pixels along each side of an image. */
  size: z.int().min(16).max(512).default(64),
  /** The grid of 82 x 82 angles, or as many scenes with random angles. */
  rows: z.union([z.literal('grid'), z.int().min(64)]).default('grid'),
  noise: z.number().min(0).default(1),
  corrupted: z.number().min(0).max(1).default(0.2),
  /** The edges that A may have: the true ones, as in the authors' code, or all that the order of the factors allows. */
  graph: z.enum(['true', 'widest']).default('true'),
};

/** The configuration of `dear-scm/pendulum`. */
export const pendulumSchema = z.strictObject({
  ...learner.shape,
  ...SCENE_SETTINGS,
  evaluation: z
    .strictObject({
      every: z.int().min(1).default(500),
      /** Scenes of the validation set that evaluations look at. */
      rows: z.int().min(8).default(512),
      /** Draws of the prior that its marginals are compared on. */
      draws: z.int().min(8).default(4096),
    })
    .prefault({}),
  checkpointEvery: z.int().min(1).default(100),
});

/** The settings of the recipe. */
export type PendulumConfig = z.output<typeof pendulumSchema>;

/**
 * @param config - The configuration of the recipe.
 * @param seed - Of the run.
 * @returns The part of it that `trainDear` understands.
 */
export function dearConfig(config: PendulumConfig, seed: number): DearConfig {
  return { ...z.object(learner.shape).parse(config), seed };
}

/** What the scenes of a recipe depend on. */
export type SceneChoice = Pick<
  PendulumConfig,
  'observations' | 'size' | 'rows' | 'noise' | 'corrupted'
>;

/**
 * @param choice - Which scenes.
 * @param split - Which set, with draws of its own.
 * @returns The scenes, drawn when they are read.
 */
export function scenesOf(choice: SceneChoice, split: 'train' | 'valid' | 'test'): SceneDataset {
  const { observations, size, rows, noise, corrupted } = choice;
  const common = { rows, noise, corrupted, split };
  return observations === 'images' ? pendulum({ ...common, size }) : pendulumFeatures(common);
}

/**
 * @param config - Which graph.
 * @returns The edges that A may have.
 */
export function graphOf({ graph }: Pick<PendulumConfig, 'graph'>): FactorGraph {
  return graph === 'true' ? pendulumGraph : pendulumSuperGraph;
}
