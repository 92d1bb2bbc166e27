import {
  loadFactorsIntoMemory,
  pendulum,
  pendulumCeiling,
  pendulumFeatures,
} from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import type { DownstreamSettings } from './downstreamSettings.ts';

/** The factor that downstream tasks predict. */
export const TARGET = 'corrupted';
/** The factor that goes with it in manipulated data. */
export const ATTRIBUTE = 'background';

/** The rows of a run. */
export interface PendulumSets {
  readonly train: FactorDataset;
  readonly test: FactorDataset;
}

/** How often background and target agree, in training and in the test; `undefined` for white backgrounds alone. */
export interface Agreements {
  readonly train: number;
  readonly test: number;
}

/** Pendulums are drawn by the rule that is the task. */
export const PENDULUM_DATA = {
  kind: 'generated',
  description: 'drawn pendulums with noise and corrupted shadows',
  chosenBy: 'the task itself',
} as const;

/**
 * Draws training and test set; the same ones at every seed of a run, like files.
 *
 * @param data - What to draw.
 * @param agreements - Of background and target. Default: all backgrounds are white.
 * @returns Both sets, in memory.
 */
export async function pendulumSets(
  data: DownstreamSettings['data'],
  agreements?: Agreements,
): Promise<PendulumSets> {
  const { view, noise, corrupted, seed } = data;
  const draw = (split: 'train' | 'test', rows: 'grid' | number) => {
    const background =
      agreements === undefined ? {} : { background: { agreement: agreements[split] } };
    const options = { rows, noise, corrupted, split, seed, ...background };
    return view === 'features' ? pendulumFeatures(options) : pendulum({ ...options, size: view });
  };
  return {
    train: await loadFactorsIntoMemory(draw('train', data.rows)),
    test: await loadFactorsIntoMemory(draw('test', data.testRows)),
  };
}

/** What nobody can surpass, and what nobody need learn anything for. */
export interface References {
  /** The best detector that knows all four quantities. */
  readonly ceiling: number;
  /** Its worst group. */
  readonly ceilingWorst: number;
  /** Always the commoner answer. */
  readonly majority: number;
}

/**
 * @param data - What the rows are.
 * @returns The accuracies that stand beside every other one.
 */
export function references({ noise, corrupted }: DownstreamSettings['data']): References {
  const { accuracy, worst } = pendulumCeiling({ noise, corrupted });
  return { ceiling: accuracy, ceilingWorst: worst, majority: Math.max(corrupted, 1 - corrupted) };
}
