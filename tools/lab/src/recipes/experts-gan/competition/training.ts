import { createSampler } from '@causal-mechanisms/datasets';
import { evaluateExperts, trainExperts } from '@causal-mechanisms/experts-gan';
import type {
  ExpertsData,
  ExpertsEvaluation,
  ExpertsModel,
  TrainExpertsOptions,
} from '@causal-mechanisms/experts-gan';
import type { EvaluationEvent, StepEvent } from '@causal-mechanisms/tensor-utils';
import { share } from '../../../run/measure.ts';
import type { RecipeContext } from '../../../run/recipe.ts';
import type { Competition } from './openCompetition.ts';
import { competitionConfig } from './settings.ts';
import type { CompetitionConfig } from './settings.ts';

/**
 * Trains experts in a competition, with log and checkpoints.
 *
 * @param context - Of the recipe, or of a part of its run.
 * @param config - Its configuration.
 * @param competition - Images, mixture, and what the evaluations look at.
 * @param more - Other options of `trainExperts`. Default: none.
 * @returns The experts; the caller disposes of them.
 */
export async function trainInCompetition(
  context: Pick<RecipeContext, 'follow' | 'seed'>,
  config: CompetitionConfig,
  competition: Competition,
  more: Pick<TrainExpertsOptions, 'start' | 'stopWhen'> = {},
): Promise<ExpertsModel> {
  const data = competitionData(competition);
  return context.follow<ExpertsModel>({
    show: showFigures(competition),
    checkpointEvery: config.checkpointEvery,
    start: (hooks) =>
      trainExperts(data, {
        config: competitionConfig(config, context.seed),
        ...more,
        ...hooks,
        evaluate: { every: config.evaluation.every, run: lookAt(competition) },
      }),
  });
}

/**
 * @param competition - Images and mixture.
 * @returns What `trainExperts` learns from.
 */
export function competitionData({ transformed, canonical, mixture }: Competition): ExpertsData {
  return {
    transformed: createSampler(transformed, {
      transform: (images, stream) => mixture.apply(images, stream).images,
    }),
    canonical: createSampler(canonical),
  };
}

/**
 * @param competition - With its probe.
 * @returns What is measured during training. It is finished even when a stop was asked for: the log must not depend on it.
 */
export function lookAt({
  probe,
  classify,
}: Pick<Competition, 'classify' | 'probe'>): (model: ExpertsModel) => Promise<ExpertsEvaluation> {
  return (model) => evaluateExperts(model, probe, classify === undefined ? {} : { classify });
}

/**
 * @param competition - With its mixture.
 * @returns Short figures of a step or an evaluation, for the progress bar.
 */
export function showFigures({
  mixture,
}: Pick<Competition, 'mixture'>): (
  event: StepEvent | EvaluationEvent,
) => Readonly<Record<string, string>> {
  return ({ kind, scalars }) => {
    const { expert, matched, accuracy } = scalars;
    if (kind === 'step') return expert === undefined ? {} : { expert: String(expert) };
    return {
      matched: `${matched ?? 0}/${mixture.mechanisms.length}`,
      ...(accuracy === undefined ? {} : { accuracy: share(accuracy) }),
    };
  };
}
