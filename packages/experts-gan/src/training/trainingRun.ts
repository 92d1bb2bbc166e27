import * as tf from '@tensorflow/tfjs';
import { CheckpointError, FlatAdam, RandomStream } from '@causal-mechanisms/tensor-utils';
import type {
  ImageShape,
  JsonObject,
  StoredArray,
  TrainingState,
} from '@causal-mechanisms/tensor-utils';
import { z } from 'zod';
import type { Competitors } from './competition.ts';
import type { Expert } from '../networks/expert.ts';
import type { ExpertsConfig } from '../expertsConfig.ts';
import { ExpertsModel } from '../model/expertsModel.ts';

const steps = z.int().min(0);
const stream = z.object({
  seed: z.int().min(0),
  words: z.array(z.int()).readonly(),
  spareNormal: z.number().nullable(),
});

/** The part of a run's state that is plain JSON. */
const progressSchema = z.object({
  iteration: steps,
  identityIterations: z.array(steps),
  transformed: stream,
  canonical: stream,
  expertSteps: z.array(steps),
  discriminatorSteps: steps,
});

type Progress = z.output<typeof progressSchema>;

/** Everything that changes while experts are trained. */
export class TrainingRun {
  /** The model that is trained. */
  readonly model: ExpertsModel;
  /** Its networks with their optimisers. */
  readonly competitors: Competitors;
  /** Draws the batches of transformed images. */
  transformed: RandomStream;
  /** Draws the batches of canonical images. */
  canonical: RandomStream;
  /** Identity iterations of each expert that has had its pre-training. */
  identityIterations: number[] = [];
  /** Iterations of the competition that are done. */
  iteration = 0;

  /**
   * @param config - The configuration.
   * @param shape - Height, width and channels of the images.
   */
  constructor(config: ExpertsConfig, shape: ImageShape) {
    const master = new RandomStream(config.seed);
    this.model = ExpertsModel.create(config, shape, master.split('parameters'));
    this.transformed = master.split('transformed');
    this.canonical = master.split('canonical');
    const adam = (length: number) => new FlatAdam(length, { learningRate: config.learningRate });
    const { networks, discriminator } = this.model;
    this.competitors = {
      experts: networks,
      expertAdams: networks.map(({ parameters }) => adam(parameters.layout.length)),
      discriminator,
      discriminatorAdam: adam(discriminator.layout.length),
    };
  }

  /** @returns All that the run needs to go on from here. */
  async state(): Promise<TrainingState> {
    const { experts, expertAdams, discriminator, discriminatorAdam } = this.competitors;
    const arrays: Record<string, StoredArray> = {};
    const store = (name: string, values: Float32Array) => {
      arrays[name] = { shape: [values.length], values };
    };
    const storeAdam = async (name: string, adam: FlatAdam) => {
      const { first, second } = await adam.state();
      store(`${name}/first`, first);
      store(`${name}/second`, second);
    };
    for (const [j, expert] of experts.entries()) {
      store(`expert${j}/values`, await expert.parameters.values.data<'float32'>());
      store(`expert${j}/statistics`, await expert.statistics.data<'float32'>());
      await storeAdam(`expert${j}`, expertAdams[j] as FlatAdam);
    }
    store('discriminator/values', await discriminator.values.data<'float32'>());
    await storeAdam('discriminator', discriminatorAdam);
    const progress: Progress = {
      iteration: this.iteration,
      identityIterations: this.identityIterations,
      transformed: this.transformed.state(),
      canonical: this.canonical.state(),
      expertSteps: expertAdams.map(({ steps }) => steps),
      discriminatorSteps: discriminatorAdam.steps,
    };
    return {
      step: this.iteration,
      config: asJson({ ...this.model.config, shape: this.model.shape }),
      arrays,
      json: asJson(progress),
    };
  }

  /**
   * Goes on from a saved state.
   *
   * @param state - What {@link TrainingRun.state} gave.
   * @throws CheckpointError when it was saved under another configuration or lacks something.
   */
  restore(state: TrainingState): void {
    this.#checkConfig(state.config);
    const { experts, expertAdams, discriminator, discriminatorAdam } = this.competitors;
    const progress = this.#progressOf(state);
    const stored = (name: string, length: number): Float32Array => {
      const values = state.arrays[name]?.values;
      if (values?.length === length) return values as Float32Array;
      throw new CheckpointError(
        `trainExperts: the checkpoint holds ${values?.length ?? 'no'} entries of ${name} instead of ${length}`,
        { data: { name, expected: length, actual: values?.length } },
      );
    };
    const restoreAdam = (name: string, adam: FlatAdam, steps: number) =>
      adam.restore({
        first: stored(`${name}/first`, adam.length),
        second: stored(`${name}/second`, adam.length),
        steps,
      });
    for (const [j, expert] of (experts as Expert[]).entries()) {
      const { length } = expert.parameters.layout;
      expert.parameters.replace(tf.tensor1d(stored(`expert${j}/values`, length)));
      expert.setStatistics(tf.tensor1d(stored(`expert${j}/statistics`, expert.statistics.size)));
      restoreAdam(`expert${j}`, expertAdams[j] as FlatAdam, progress.expertSteps[j] as number);
    }
    discriminator.replace(tf.tensor1d(stored('discriminator/values', discriminator.layout.length)));
    restoreAdam('discriminator', discriminatorAdam, progress.discriminatorSteps);
    this.transformed = RandomStream.fromState(progress.transformed);
    this.canonical = RandomStream.fromState(progress.canonical);
    this.identityIterations = progress.identityIterations;
    this.iteration = progress.iteration;
  }

  /** Disposes of the optimisers; the model is its holder's. */
  disposeOptimisers(): void {
    for (const adam of this.competitors.expertAdams) adam.dispose();
    this.competitors.discriminatorAdam.dispose();
  }

  /** Reads the JSON part, and refuses one that is damaged or already past this run's end. */
  #progressOf(state: TrainingState): Progress {
    const { experts, iterations } = this.model.config;
    const { success, data, error } = progressSchema.safeParse(state.json);
    if (!success || data.expertSteps.length !== experts) {
      throw new CheckpointError('trainExperts: the progress in the checkpoint is damaged', {
        cause: error,
      });
    }
    if (data.iteration > iterations) {
      throw new CheckpointError(
        `trainExperts: the checkpoint is at iteration ${data.iteration}, past the ${iterations} of this run`,
        { data: { iteration: data.iteration, iterations } },
      );
    }
    return data;
  }

  /** A run may be prolonged: all settings but the number of iterations must agree. */
  #checkConfig(saved: JsonObject): void {
    const mine = asJson({ ...this.model.config, shape: this.model.shape });
    const differing = Object.keys({ ...mine, ...saved }).filter(
      (key) => key !== 'iterations' && JSON.stringify(mine[key]) !== JSON.stringify(saved[key]),
    );
    if (differing.length === 0) return;
    throw new CheckpointError(
      `trainExperts: the checkpoint was made with other settings: ${differing.join(', ')}`,
      { data: { differing, expected: mine, actual: saved } },
    );
  }
}

function asJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
