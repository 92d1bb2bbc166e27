import type { Tensor4D } from '@tensorflow/tfjs';
import { asSampler } from '@causal-mechanisms/datasets';
import type { ImageSampler } from '@causal-mechanisms/datasets';
import { RandomStream, ShapeError } from '@causal-mechanisms/tensor-utils';
import type {
  CheckpointEvent,
  CheckpointStore,
  Evaluation,
  EvaluationEvent,
  JsonObject,
  StepEvent,
  TrainingEvent,
  TrainingState,
} from '@causal-mechanisms/tensor-utils';
import { competitionStep } from './competition.ts';
import type { ChooseWinners, CompetitionStep } from './competition.ts';
import { checkImageShape, resolveExpertsConfig } from './expertsConfig.ts';
import type { ExpertsConfig, ExpertsConfigInput } from './expertsConfig.ts';
import type { ExpertsModel } from './expertsModel.ts';
import { identityError, identityStep } from './identityInitialisation.ts';
import { winnersByLogit } from './logitLosses.ts';
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
 * The number of live tensors is the same after every iteration. Nothing is disposed when the caller stops listening
 * early; end a run through the signal.
 *
 * @param data - Transformed and canonical images; tensors are not disposed.
 * @param options - Configuration, checkpoints, evaluation, abort signal.
 * @returns A generator of events; its return value, and the `end` event, hold the model, which the caller disposes of.
 * @throws ConfigError, ShapeError, ValuesError when the configuration or the images do not fit; ArgumentError when there
 * are fewer images than a batch needs; CheckpointError when `resume` belongs to another run.
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
  const samplers = openData(data);
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
    yield* initialise(run, config, samplers.transformed, options);
    yield* compete(run, config, samplers, options);
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

/** Pre-trains every expert that has not had it yet on the identity map. */
async function* initialise(
  run: TrainingRun,
  config: ExpertsConfig,
  sampler: ImageSampler,
  options: TrainExpertsOptions,
): AsyncGenerator<StepEvent | CheckpointEvent> {
  const settings = config.identityInitialisation;
  if (settings === false || run.identityIterations.length === config.experts) return;
  const master = new RandomStream(config.seed).split('identity');
  const probe = await sampler.sample(
    Math.min(settings.probeSize, sampler.size),
    master.split('probe'),
  );
  try {
    for (let j = run.identityIterations.length; j < config.experts; j++) {
      const stream = master.split(`expert ${j}`);
      const { experts, expertAdams } = run.competitors;
      const [expert, adam] = [experts[j], expertAdams[j]] as const;
      if (expert === undefined || adam === undefined) break;
      let done = 0;
      for (let error = Infinity; done < settings.maxIterations && error >= settings.threshold;) {
        const { images } = await sampler.sample(config.batchSize, stream);
        identityStep(expert, adam, images);
        images.dispose();
        done++;
        const looks = done % settings.checkEvery === 0 || done === settings.maxIterations;
        if (looks) error = await identityError(expert, probe.images);
        const scalars = { expert: j, ...(looks ? { error } : {}) };
        yield {
          kind: 'step',
          phase: 'identity',
          step: done,
          steps: settings.maxIterations,
          scalars,
        };
        // An expert's pre-training is short: one that was cut off starts again and repeats its numbers.
        if (options.signal?.aborted === true) return;
      }
      adam.reset();
      run.identityIterations = [...run.identityIterations, done];
      yield* save(run, options);
    }
  } finally {
    probe.images.dispose();
  }
}

/** Runs the competition from where it stands to its last iteration, or until the signal. */
async function* compete(
  run: TrainingRun,
  config: ExpertsConfig,
  samplers: { transformed: ImageSampler; canonical: ImageSampler },
  options: TrainExpertsOptions,
): AsyncGenerator<StepEvent | EvaluationEvent | CheckpointEvent> {
  const { signal, checkpoints, evaluate } = options;
  const isAborted = () => signal?.aborted === true;
  if (run.iteration === 0 && !isAborted()) yield* look(run, evaluate);
  let saved = run.iteration;
  while (run.iteration < config.iterations && !isAborted()) {
    const { wins, ...scalars } = await iterate(run, config, samplers, options.chooseWinners);
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
      yield* save(run, options);
      saved = run.iteration;
    }
  }
  if (isAborted() && saved < run.iteration) yield* save(run, options);
}

/** Draws both batches and does one iteration; the batches are gone afterwards, whatever happens. */
async function iterate(
  run: TrainingRun,
  { batchSize, expertLoss }: ExpertsConfig,
  samplers: { transformed: ImageSampler; canonical: ImageSampler },
  chooseWinners: ChooseWinners = winnersByLogit,
): Promise<CompetitionStep> {
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

async function* save(
  run: TrainingRun,
  { checkpoints }: TrainExpertsOptions,
): AsyncGenerator<CheckpointEvent> {
  if (checkpoints === undefined) return;
  const location = await checkpoints.store.save(await run.state());
  yield { kind: 'checkpoint', step: run.iteration, location };
}

function openData(data: ExpertsData) {
  const [transformed, canonical] = [asSampler(data.transformed), asSampler(data.canonical)];
  if (transformed.shape.join() !== canonical.shape.join()) {
    throw new ShapeError(
      `trainExperts: transformed images are ${transformed.shape.join('x')}, canonical ones ${canonical.shape.join('x')}`,
      { data: { transformed: transformed.shape, canonical: canonical.shape } },
    );
  }
  checkImageShape(transformed.shape);
  return { transformed, canonical };
}
