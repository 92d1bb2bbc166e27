import { createSampler, subset } from '@causal-mechanisms/datasets';
import type { ImageDataset } from '@causal-mechanisms/datasets';
import { evaluateExperts, trainExperts } from '@causal-mechanisms/experts-gan';
import type { ExpertsModel, ReadClasses } from '@causal-mechanisms/experts-gan';
import type { Mixture } from '@causal-mechanisms/transforms';
import { share } from '../../../run/measure.ts';
import type { RecipeContext } from '../../../run/recipe.ts';
import type { MixtureProbe } from './gallery.ts';
import { competitionConfig } from './settings.ts';
import type { ExpertsGanMainConfig } from './settings.ts';

/**
 * The competition on digits: a half of the training digits is changed by the mixture, the other half is canonical.
 *
 * @param context - Of the recipe.
 * @param config - Its configuration.
 * @param parts - Digits, mixture, and what the evaluations look at.
 * @returns The experts; the caller disposes of them.
 */
export async function trainOnDigits(
  context: Pick<RecipeContext, 'follow' | 'seed'>,
  config: ExpertsGanMainConfig,
  parts: {
    readonly digits: ImageDataset;
    readonly mixture: Mixture;
    readonly probe: MixtureProbe;
    readonly classify: ReadClasses;
  },
): Promise<ExpertsModel> {
  const { digits, mixture, probe, classify } = parts;
  const half = Math.floor(digits.size / 2);
  const transformed = createSampler(subset(digits, { to: half }), {
    transform: (images, stream) => mixture.apply(images, stream).images,
  });
  const canonical = createSampler(subset(digits, { from: half }));
  return context.follow<ExpertsModel>({
    show: ({ kind, scalars }) => {
      const { expert, matched, accuracy } = scalars;
      if (kind === 'step') return expert === undefined ? {} : { expert: String(expert) };
      return {
        matched: `${matched ?? 0}/${mixture.mechanisms.length}`,
        accuracy: share(accuracy ?? 0),
      };
    },
    checkpointEvery: config.checkpointEvery,
    start: (hooks) =>
      trainExperts(
        { transformed, canonical },
        {
          config: competitionConfig(config, context.seed),
          ...hooks,
          evaluate: {
            every: config.evaluation.every,
            // An evaluation is finished even when a stop was asked for: the log must not depend on it.
            run: (model) => evaluateExperts(model, probe, { classify }),
          },
        },
      ),
  });
}
