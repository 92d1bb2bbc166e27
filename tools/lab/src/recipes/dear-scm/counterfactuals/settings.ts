import { dearConfigSchema, regressorConfigSchema } from '@causal-mechanisms/dear-scm';
import type { DearConfig } from '@causal-mechanisms/dear-scm';
import { pendulum, pendulumFeatures } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import * as z from 'zod';
import { SCENE_SETTINGS } from '../pendulum/settings.ts';
import type { SceneChoice } from '../pendulum/settings.ts';

/** The settings of DEAR. The seed is not among them, because it is the run's. */
const learner = z.strictObject(dearConfigSchema.shape).omit({ seed: true });

/** The configuration of `dear-scm/counterfactuals`. */
export const counterfactualsSchema = z.strictObject({
  ...learner.shape,
  ...SCENE_SETTINGS,
  /** What reads factors off answers. */
  reader: z.strictObject(regressorConfigSchema.shape).omit({ seed: true }).prefault({}),
  evaluation: z
    .strictObject({
      /** Test scenes that are asked about, none of them corrupted. */
      rows: z.int().min(8).default(512),
    })
    .prefault({}),
  checkpointEvery: z.int().min(1).default(100),
});

/** The settings of the recipe. */
export type CounterfactualsConfig = z.output<typeof counterfactualsSchema>;

/**
 * @param config - The configuration of the recipe.
 * @param seed - Of the run.
 * @returns The part of it that `trainDear` understands.
 */
export function dearConfig(config: CounterfactualsConfig, seed: number): DearConfig {
  return { ...z.object(learner.shape).parse(config), seed };
}

/**
 * Scenes to learn reading from: the shadow is drawn at random in all of them, so that nothing but the shadow itself tells where it is.
 *
 * @param choice - Which scenes.
 * @returns The whole grid of angles, without noise.
 */
export function readerScenes({ observations, size }: SceneChoice): FactorDataset {
  const choice = { corrupted: 1, noise: 0, seed: 2 } as const;
  return observations === 'images' ? pendulum({ ...choice, size }) : pendulumFeatures(choice);
}

/**
 * @param scenes - With a column `corrupted`.
 * @param most - At most so many are wanted.
 * @returns The first rows in which the shadow follows the angles, spread evenly over the scenes.
 */
export function intactRows(scenes: FactorDataset, most: number): Int32Array {
  const columns = scenes.factors.length;
  const flag = scenes.factors.findIndex(({ name }) => name === 'corrupted');
  const intact = Array.from({ length: scenes.size }, (_, row) => row).filter(
    (row) => scenes.values[row * columns + flag] === 0,
  );
  const count = Math.min(most, intact.length);
  return Int32Array.from(
    { length: count },
    (_, i) => intact[Math.floor(((i + 0.5) * intact.length) / count)] ?? 0,
  );
}
