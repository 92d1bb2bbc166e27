import { splinePair } from '@causal-mechanisms/datasets';
import {
  continuousDirectionConfigSchema,
  trainContinuousDirection,
} from '@causal-mechanisms/meta-transfer';
import type { ContinuousDirectionConfigInput } from '@causal-mechanisms/meta-transfer';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { stopIfInterrupted } from '../../../run/interrupted.ts';
import type { RecipeContext } from '../../../run/recipe.ts';
import { splineNames } from './settings.ts';
import type { ContinuousConfig } from './settings.ts';

/** What came out for one spline. */
export type SplineResult = {
  /** How far it is from a straight line: 0 for a line, 1 where no line says anything. */
  readonly curvature: number;
  /** Delta of every episode, in nats. */
  readonly deltas: readonly number[];
  /** The last losses of training, of B given A and of A given B, in nats per pair; null where nothing is trained. */
  readonly losses: readonly (number | null)[];
};

/**
 * Learns the direction of every spline.
 *
 * @param context - Of the recipe.
 * @param config - Sizes.
 * @returns Results in the order of the splines.
 */
export async function runSplines(
  context: Pick<RecipeContext, 'part' | 'seed' | 'signal'>,
  config: ContinuousConfig,
): Promise<SplineResult[]> {
  const results: SplineResult[] = [];
  for (const name of splineNames(config)) {
    const finished = context
      .part(name)
      .finished<SplineResult>(() => oneSpline(context, config, name));
    results.push(await finished);
  }
  return results;
}

async function oneSpline(
  { seed, signal }: Pick<RecipeContext, 'seed' | 'signal'>,
  config: ContinuousConfig,
  name: string,
): Promise<SplineResult> {
  const stream = new RandomStream(seed).split(name);
  const { knots } = config;
  const pair = splinePair({ knots, stream });
  let deltas: readonly number[] = [];
  let losses: readonly (number | null)[] = [null, null];
  const run = trainContinuousDirection(pair, {
    config: { ...learnerConfig(config), seed: stream.seed },
    signal,
  });
  for await (const event of run) {
    if (event.kind === 'step' && event.phase === 'training') {
      losses = [event.scalars['forward'] ?? null, event.scalars['backward'] ?? null];
    }
    if (event.kind !== 'end') continue;
    deltas = event.model.deltas;
    event.model.dispose();
    // An interrupted spline is not kept.
    stopIfInterrupted(signal);
  }
  return { curvature: pair.curvature, deltas, losses };
}

/** The settings of the learner alone. */
function learnerConfig(config: ContinuousConfig): ContinuousDirectionConfigInput {
  const known = Object.keys(continuousDirectionConfigSchema.shape);
  return Object.fromEntries(Object.entries(config).filter(([key]) => known.includes(key)));
}
