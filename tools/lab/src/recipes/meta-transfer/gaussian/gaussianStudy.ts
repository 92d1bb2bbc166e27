import { gaussianPair } from '@causal-mechanisms/datasets';
import type { GaussianPair } from '@causal-mechanisms/datasets';
import {
  beliefCurve,
  expectedRatio,
  trainContinuousDirection,
} from '@causal-mechanisms/meta-transfer';
import type { ContinuousSource } from '@causal-mechanisms/meta-transfer';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { stopIfInterrupted } from '../../../run/interrupted.ts';
import type { RecipeContext } from '../../../run/recipe.ts';
import { GAUSSIAN_VARIANTS } from './settings.ts';
import type { GaussianConfig, GaussianVariant } from './settings.ts';

/** What came out for one truth. */
export type TruthResult = {
  /** The slope of the truth. */
  readonly slope: number;
  /** The share of the effect's variance that is the cause's. */
  readonly explained: number;
  /** The mean of Delta, in nats. */
  readonly delta: number;
  /** The mean of `exp(-Delta)`; null where it is too large for a number. */
  readonly ratio: number | null;
  /** The last belief, by the mixture of likelihoods. */
  readonly belief: number;
  /** The last belief, by the mixture of costs. */
  readonly costsBelief: number;
  /** The first episode after which the belief is above 0.99; null where there is none. */
  readonly sure: number | null;
  /** The same by the mixture of costs. */
  readonly costsSure: number | null;
};

/** What came out of a variant: one entry per truth. */
export type VariantResult = { readonly truths: readonly TruthResult[] };

/**
 * Tries every variant on the same truths.
 *
 * @param context - Of the recipe.
 * @param config - Sizes.
 * @returns Results in the order of the variants.
 */
export async function runGaussian(
  context: Pick<RecipeContext, 'part' | 'seed' | 'signal'>,
  config: GaussianConfig,
): Promise<VariantResult[]> {
  const results: VariantResult[] = [];
  for (const variant of GAUSSIAN_VARIANTS) {
    results.push(
      await context.part(variant.name).finished<VariantResult>(async () => {
        const truths: TruthResult[] = [];
        for (let i = 0; i < config.truths; i++) {
          truths.push(await oneTruth(context, config, variant, i));
        }
        return { truths };
      }),
    );
  }
  return results;
}

async function oneTruth(
  { seed, signal }: Pick<RecipeContext, 'seed' | 'signal'>,
  { episodes, pairs, fitPairs, beliefRate }: GaussianConfig,
  variant: GaussianVariant,
  index: number,
): Promise<TruthResult> {
  const stream = new RandomStream(seed).split(`truth ${index}`);
  const pair = gaussianPair({ stream });
  const run = trainContinuousDirection(variant.moved === 'cause' ? pair : effectMoves(pair), {
    config: { ...variant.config, episodes, pairs, fitPairs, beliefRate, seed: stream.seed },
    signal,
  });
  let deltas: readonly number[] = [];
  for await (const event of run) {
    if (event.kind !== 'end') continue;
    deltas = event.model.deltas;
    event.model.dispose();
    // An interrupted truth is not kept.
    stopIfInterrupted(signal);
  }
  const beliefs = beliefCurve(deltas, { learningRate: beliefRate });
  const costs = beliefCurve(deltas, { learningRate: beliefRate, cost: 'costs' });
  const caused = (pair.slope * pair.deviation) ** 2;
  return {
    slope: pair.slope,
    explained: caused / (caused + pair.noise ** 2),
    delta: deltas.reduce((sum, delta) => sum + delta, 0) / deltas.length,
    ratio: expectedRatio(deltas),
    belief: beliefs.at(-1) ?? NaN,
    costsBelief: costs.at(-1) ?? NaN,
    sure: firstAbove(beliefs),
    costsSure: firstAbove(costs),
  };
}

/** The same pair, but a transfer moves the mean of the effect, by up to two of its deviations. */
function effectMoves(pair: GaussianPair): ContinuousSource {
  const span = 2 * Math.hypot(pair.slope * pair.deviation, pair.noise);
  return {
    sampleTraining: (count, stream) => pair.sampleTraining(count, stream),
    transfer(stream) {
      const shift = stream.uniform(-span, span);
      return {
        sample(count, drawn) {
          const { a, b } = pair.sampleTraining(count, drawn);
          return { a, b: b.map((value) => value + shift) };
        },
      };
    },
  };
}

function firstAbove(beliefs: Float64Array): number | null {
  const index = beliefs.findIndex((belief) => belief > 0.99);
  return index < 0 ? null : index + 1;
}
