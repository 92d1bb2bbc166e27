import type { ImageSampler } from '@causal-mechanisms/datasets';
import type { CheckpointEvent, EvaluationEvent, StepEvent } from '@causal-mechanisms/tensor-utils';
import { competitionStep } from './competition.ts';
import type { ChooseWinners, CompetitionStep } from './competition.ts';
import { winnersByLogit } from './logitLosses.ts';
import { saveRun } from './saveRun.ts';
import type { TrainExpertsOptions } from './trainExperts.ts';
import type { TrainingRun } from './trainingRun.ts';

/** Where both kinds of images are drawn from. */
export interface Samplers {
  /** Images that unknown mechanisms have changed. */
  readonly transformed: ImageSampler;
  /** Images as they should be. */
  readonly canonical: ImageSampler;
}

/**
 * The second phase: the competition, from where it stands to its last iteration or until the signal.
 *
 * @param run - Changed in place.
 * @param samplers - Where the batches are drawn from.
 * @param options - Checkpoints, evaluation, the choice of winners and the abort signal.
 * @returns Step events, evaluations and checkpoints.
 */
export async function* competitionPhase(
  run: TrainingRun,
  samplers: Samplers,
  options: TrainExpertsOptions,
): AsyncGenerator<StepEvent | EvaluationEvent | CheckpointEvent> {
  const { config } = run.model;
  const { signal, checkpoints, evaluate } = options;
  const isAborted = () => signal?.aborted === true;
  if (run.iteration === 0 && !isAborted()) yield* look(run, evaluate);
  let saved = run.iteration;
  while (run.iteration < config.iterations && !isAborted()) {
    const { wins, ...scalars } = await iterate(run, samplers, options.chooseWinners);
    run.iteration++;
    yield {
      kind: 'step',
      phase: 'competition',
      step: run.iteration,
      steps: config.iterations,
      scalars: {
        ...scalars,
        ...Object.fromEntries(Array.from(wins, (count, j) => [`wins/${j}`, count])),
      },
    };
    const isLast = run.iteration === config.iterations;
    if (evaluate !== undefined && (isLast || run.iteration % evaluate.every === 0)) {
      yield* look(run, evaluate);
    }
    if (checkpoints !== undefined && (isLast || run.iteration % checkpoints.every === 0)) {
      yield* saveRun(run, checkpoints.store);
      saved = run.iteration;
    }
  }
  if (isAborted() && saved < run.iteration) yield* saveRun(run, checkpoints?.store);
}

/** Draws both batches and does one iteration; the batches are gone afterwards, whatever happens. */
async function iterate(
  run: TrainingRun,
  samplers: Samplers,
  chooseWinners: ChooseWinners = winnersByLogit,
): Promise<CompetitionStep> {
  const { batchSize, expertLoss } = run.model.config;
  const transformed = await samplers.transformed.sample(batchSize, run.transformed);
  try {
    const canonical = await samplers.canonical.sample(batchSize, run.canonical);
    try {
      const rules = { average: expertLoss, chooseWinners };
      return await competitionStep(run.competitors, transformed.images, canonical.images, rules);
    } finally {
      canonical.images.dispose();
    }
  } finally {
    transformed.images.dispose();
  }
}

async function* look(
  { model, iteration }: TrainingRun,
  evaluate: TrainExpertsOptions['evaluate'],
): AsyncGenerator<EvaluationEvent> {
  if (evaluate === undefined) return;
  yield { kind: 'evaluation', step: iteration, ...(await evaluate.run(model, iteration)) };
}
