import * as tf from '@tensorflow/tfjs';
import type { SequenceTask } from '@causal-mechanisms/datasets';
import { CheckpointError, FlatAdam, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { StoredArray, TrainingState } from '@causal-mechanisms/tensor-utils';
import { z } from 'zod';
import { SequenceModel } from '../model/sequenceModel.ts';
import type { CoreState } from '../cores/sequenceCore.ts';
import { modelConfigOf, plainConfig } from './trainingConfig.ts';
import type { SequenceTrainingConfig } from './trainingConfig.ts';

const stream = z.object({
  seed: z.int().min(0),
  words: z.array(z.int()).readonly(),
  spareNormal: z.number().nullable(),
});

/** The part of a run's state that is plain JSON. */
const progressSchema = z.object({ update: z.int().min(0), batches: stream, dropout: stream });

/** The name of carried states in a checkpoint. */
const CARRIED = 'state/';

/** Everything that changes while a sequence model is trained. */
export class SequenceTrainingRun {
  /** The configuration. */
  readonly config: SequenceTrainingConfig;
  /** The model that is trained. */
  readonly model: SequenceModel;
  /** Its optimiser. */
  readonly adam: FlatAdam;
  /** Draws the batches. */
  batches: RandomStream;
  /** Draws the masks of dropout. */
  dropout: RandomStream;
  /** Updates done. */
  update = 0;
  #carried: CoreState | undefined;

  /**
   * @param config - The configuration.
   * @param task - What is learned.
   */
  constructor(config: SequenceTrainingConfig, task: SequenceTask) {
    const master = new RandomStream(config.seed);
    this.config = config;
    this.model = SequenceModel.create(modelConfigOf(config, task), master.split('parameters'));
    const { length } = this.model.parameters.layout;
    this.adam = new FlatAdam(length, { learningRate: config.learningRate });
    this.batches = master.split('batches');
    this.dropout = master.split('dropout');
  }

  /** The state to start the next batch from, if states are carried; disposed by this object. */
  get carried(): CoreState | undefined {
    return this.#carried;
  }

  /**
   * @param state - What the next batch starts from; owned from here on.
   */
  carry(state: CoreState | undefined): void {
    tf.dispose(this.#carried);
    this.#carried = state;
    for (const tensor of Object.values(state ?? {})) tf.keep(tensor);
  }

  /** @returns All that the run needs to go on from here. */
  async state(): Promise<TrainingState> {
    const vector = (values: Float32Array): StoredArray => ({ shape: [values.length], values });
    const { first, second } = await this.adam.state();
    const carried: [string, StoredArray][] = [];
    for (const [name, tensor] of Object.entries(this.#carried ?? {})) {
      const values = await tensor.data<'float32'>();
      carried.push([CARRIED + name, { shape: tensor.shape, values }]);
    }
    return {
      step: this.update,
      config: plainConfig(this.config),
      arrays: {
        values: vector(await this.model.parameters.values.data<'float32'>()),
        'adam/first': vector(first),
        'adam/second': vector(second),
        ...Object.fromEntries(carried),
      },
      json: JSON.parse(
        JSON.stringify({
          update: this.update,
          batches: this.batches.state(),
          dropout: this.dropout.state(),
        }),
      ) as TrainingState['json'],
    };
  }

  /**
   * Goes on from a saved state.
   *
   * @param state - What {@link SequenceTrainingRun.state} gave.
   * @throws CheckpointError when it was saved under another configuration, lacks something or is past the end.
   */
  restore(state: TrainingState): void {
    this.#checkConfig(state.config);
    const { success, data, error } = progressSchema.safeParse(state.json);
    if (!success) {
      throw new CheckpointError('trainSequenceModel: the progress in the checkpoint is damaged', {
        cause: error,
      });
    }
    if (data.update > this.config.updates) {
      throw new CheckpointError(
        `trainSequenceModel: the checkpoint is at update ${data.update}, past the ${this.config.updates} of this run`,
        { data: { update: data.update, updates: this.config.updates } },
      );
    }
    const { length } = this.model.parameters.layout;
    const stored = (name: string): Float32Array => {
      const values = state.arrays[name]?.values;
      if (values?.length === length) return values as Float32Array;
      throw new CheckpointError(
        `trainSequenceModel: the checkpoint holds ${values?.length ?? 'no'} entries of ${name} instead of ${length}`,
        { data: { name, expected: length, actual: values?.length } },
      );
    };
    this.adam.restore({
      first: stored('adam/first'),
      second: stored('adam/second'),
      steps: data.update,
    });
    this.model.parameters.replace(tf.tensor1d(stored('values')));
    const carried = Object.entries(state.arrays).filter(([name]) => name.startsWith(CARRIED));
    this.carry(
      carried.length === 0
        ? undefined
        : Object.fromEntries(
            carried.map(([name, { shape, values }]) => [
              name.slice(CARRIED.length),
              tf.tensor(values, [...shape]),
            ]),
          ),
    );
    this.batches = RandomStream.fromState(data.batches);
    this.dropout = RandomStream.fromState(data.dropout);
    this.update = data.update;
  }

  /** Disposes of all but the model, which is its holder's. */
  disposeOptimiser(): void {
    this.adam.dispose();
    this.carry(undefined);
  }

  /** A run of constant step size may be prolonged: all settings but the number of updates must agree. */
  #checkConfig(saved: TrainingState['config']): void {
    const mine = plainConfig(this.config);
    const prolongable = this.config.finalLearningRate === this.config.learningRate;
    const differing = Object.keys({ ...mine, ...saved }).filter(
      (key) =>
        !(key === 'updates' && prolongable) &&
        JSON.stringify(mine[key]) !== JSON.stringify(saved[key]),
    );
    if (differing.length === 0) return;
    throw new CheckpointError(
      `trainSequenceModel: the checkpoint was made with other settings: ${differing.join(', ')}`,
      { data: { differing, expected: mine, actual: saved } },
    );
  }
}
