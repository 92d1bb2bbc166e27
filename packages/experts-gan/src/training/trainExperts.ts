import type { Tensor4D } from '@tensorflow/tfjs';
import { asSampler } from '@causal-mechanisms/datasets';
import type { ImageSampler } from '@causal-mechanisms/datasets';
import { ArgumentError, RandomStream, ShapeError } from '@causal-mechanisms/tensor-utils';
import type {
  CheckpointStore,
  Evaluation,
  JsonObject,
  TrainingEvent,
  TrainingState,
} from '@causal-mechanisms/tensor-utils';
import type { ChooseWinners } from './competition.ts';
import { competitionPhase } from './competitionPhase.ts';
import type { Samplers } from './competitionPhase.ts';
import { checkImageShape, resolveExpertsConfig } from '../expertsConfig.ts';
import type { ExpertsConfig, ExpertsConfigInput } from '../expertsConfig.ts';
import type { ExpertsModel } from '../model/expertsModel.ts';
import { identityPhase } from './identityPhase.ts';
import { TrainingRun } from './trainingRun.ts';

/** The images a competition learns from; no image of one set need belong to an image of the other. */
export interface ExpertsData {
  /** Images that unknown mechanisms have changed: `[n, height, width, c]` in [0, 1], or a sampler. */
  readonly transformed: Tensor4D | ImageSampler;
  /** Images as they should be: `[m, height, width, c]` in [0, 1], or a sampler. */
  readonly canonical: Tensor4D | ImageSampler;
}

/** Options of {@link trainExperts}. */
export interface TrainExpertsOptions {
  /** Any part of {@link ExpertsConfig}. Default: the paper's settings. */
  readonly config?: ExpertsConfigInput;
  /** Ends training after the step at hand. Default: none. */
  readonly signal?: AbortSignal;
  /** Checkpoints; one more is written at the end or on abort. Default: none. */
  readonly checkpoints?: {
    /** Where they go. */
    readonly store: CheckpointStore;
    /** Iterations from one to the next. */
    readonly every: number;
  };
  /** A state to go on from, such as `(await store.latest())?.state`. Default: start afresh. */
  readonly resume?: TrainingState | undefined;
  /** What to evaluate: before the competition, after every so many iterations, and at its end. Default: nothing. */
  readonly evaluate?: {
    /** Iterations from one evaluation to the next. */
    readonly every: number;
    /** Measures the model; becomes an evaluation event. */
    readonly run: (model: ExpertsModel, iteration: number) => Promise<Evaluation>;
  };
  /** How the winners of a batch are chosen. Default: {@link winnersByLogit}. */
  readonly chooseWinners?: ChooseWinners;
}

/** What a run of {@link trainExperts} yields. */
export type ExpertsEvent = TrainingEvent<ExpertsModel>;

/**
 * Trains competing experts to invert the mechanisms behind transformed images (Parascandolo et al., 2018, Algorithm 1).
 *
 * Phases of the step events: `identity` (every expert learns the identity map; scalars `expert`, `error`) and
 * `competition` (scalars `discriminatorLoss`, `expertLoss`, `canonicalAccuracy`, `outputAccuracy`, and `wins/0` ...).
 * The number of live tensors is the same after every iteration. A caller that stops listening early gets nothing: all is
 * disposed, the model included. End a run through the signal to keep it.
 *
 * @param data - Transformed and canonical images; tensors are not disposed.
 * @param options - Configuration, checkpoints, evaluation, abort signal.
 * @returns A generator of events; its return value, and the `end` event, hold the model, which the caller disposes of.
 * @throws ConfigError, ShapeError, ValuesError when the configuration or the images do not fit; ArgumentError when there
 * are fewer images than a batch needs or an interval is no positive integer; CheckpointError when `resume` belongs to another run.
 *
 * @example
 * ```ts
 * import { createSampler, padImages, proceduralDigits } from '@causal-mechanisms/datasets';
 * import { trainExperts } from '@causal-mechanisms/experts-gan';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const digits = createSampler(padImages(proceduralDigits({ size: 64 }), 2));
 * const config = { experts: 2, filters: 2, discriminatorUnits: 8, iterations: 2, batchSize: 4 };
 * const run = trainExperts(
 *   { transformed: digits, canonical: digits },
 *   { config: { ...config, identityInitialisation: false } },
 * );
 * for await (const event of run) {
 *   if (event.kind === 'end') {
 *     console.log(event.reason, event.step); // completed 2
 *     event.model.dispose();
 *   }
 * }
 * ```
 */
export async function* trainExperts(
  data: ExpertsData,
  options: TrainExpertsOptions = {},
): AsyncGenerator<ExpertsEvent, ExpertsModel> {
  const config = resolveExpertsConfig(options.config);
  checkInterval('checkpoints', options.checkpoints?.every);
  checkInterval('evaluate', options.evaluate?.every);
  const samplers = await openData(data, config);
  const run = new TrainingRun(config, samplers.transformed.shape);
  let finished = false;
  try {
    if (options.resume !== undefined) run.restore(options.resume);
    yield {
      kind: 'start',
      config: JSON.parse(JSON.stringify(config)) as JsonObject,
      step: run.iteration,
      steps: config.iterations,
      model: run.model,
    };
    yield* identityPhase(run, samplers.transformed, options);
    yield* competitionPhase(run, samplers, options);
    const { iteration, model } = run;
    const reason = iteration < config.iterations ? 'aborted' : 'completed';
    finished = true;
    yield { kind: 'end', reason, step: iteration, model };
    return model;
  } finally {
    run.disposeOptimisers();
    if (!finished) run.model.dispose();
  }
}

/** Opens both sources and draws a batch of each: what does not fit is refused before anything is trained. */
async function openData(data: ExpertsData, { batchSize, seed }: ExpertsConfig): Promise<Samplers> {
  const [transformed, canonical] = [asSampler(data.transformed), asSampler(data.canonical)];
  if (transformed.shape.join() !== canonical.shape.join()) {
    throw new ShapeError(
      `trainExperts: transformed images are ${transformed.shape.join('x')}, canonical ones ${canonical.shape.join('x')}`,
      { data: { transformed: transformed.shape, canonical: canonical.shape } },
    );
  }
  checkImageShape(transformed.shape);
  for (const sampler of [transformed, canonical]) {
    // A stream of its own: the draws of the training stay as they are.
    const { images } = await sampler.sample(batchSize, new RandomStream(seed).split('first look'));
    images.dispose();
  }
  return { transformed, canonical };
}

function checkInterval(name: string, every: number | undefined): void {
  if (every === undefined || (Number.isInteger(every) && every >= 1)) return;
  throw new ArgumentError(
    `trainExperts: ${name}.every must be an integer of at least 1, got ${every}`,
    { data: { [name]: every } },
  );
}
