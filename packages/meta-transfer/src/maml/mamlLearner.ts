import * as tf from '@tensorflow/tfjs';
import type { TaskBatch, TaskSource } from '@causal-mechanisms/datasets';
import {
  adamPart,
  FlatAdam,
  parametersPart,
  RandomStream,
  streamPart,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { Learner } from '@causal-mechanisms/tensor-utils';
import { autodiffMetaGradient } from './autodiffMetaGradient.ts';
import { modelConfigOf } from './mamlConfig.ts';
import type { MamlConfig } from './mamlConfig.ts';
import { MamlModel } from './mamlModel.ts';
import { metaGradient } from './metaGradient.ts';
import type { MetaGradientOptions } from './metaGradient.ts';
import { mlp } from './network/mlp.ts';
import { batchTensors } from './taskTensors.ts';

/**
 * A network that learns to adapt, as a learner: its parameters and their optimiser.
 *
 * @param config - The configuration.
 * @param tasks - Where tasks are drawn from.
 * @returns The learner.
 */
export function mamlLearner(config: MamlConfig, tasks: TaskSource): Learner<MamlModel> {
  const master = new RandomStream(config.seed);
  const modelConfig = modelConfigOf(config, tasks);
  const initial = mlp(modelConfig).initialValues(
    master.split('parameters'),
    config.initialDeviation,
  );
  const model = new MamlModel(modelConfig, initial);
  const adam = new FlatAdam(initial.length, { learningRate: config.outerRate });
  const stream = master.split('tasks');
  return {
    owner: 'trainMaml',
    config,
    stepsKey: 'metaSteps',
    facts: { inputs: tasks.inputs, outputs: tasks.outputs },
    model,
    state: {
      model: parametersPart(model.parameters),
      adam: adamPart(adam),
      tasks: streamPart(stream),
    },
    main: {
      name: 'training',
      steps: config.metaSteps,
      async step(done) {
        const batch = await tasks.sample(config.tasksPerBatch, stream);
        const loss = await metaStep({ config, model, adam }, batch, done + 1);
        return { scalars: { loss } };
      },
    },
    dispose() {
      adam.dispose();
    },
  };
}

interface Trainee {
  readonly config: MamlConfig;
  /** Changed in place. */
  readonly model: MamlModel;
  /** Changed in place. */
  readonly adam: FlatAdam;
}

/** One update; returns the loss after adaptation, before the update. */
async function metaStep(
  { config, model, adam }: Trainee,
  batch: TaskBatch,
  step: number,
): Promise<number> {
  const { order, innerSteps } = config;
  const points = batchTensors('trainMaml', batch, {
    ...model.config,
    tasks: config.tasksPerBatch,
  });
  const options: MetaGradientOptions = {
    ...model.adaptation(),
    order: order === 'none' ? 'first' : order,
    steps: order === 'none' ? 0 : innerSteps,
  };
  const { loss, gradient } =
    config.gradient === 'tapes'
      ? autodiffMetaGradient(model.parameters.values, points, options)
      : metaGradient(model.layers, points, options);
  // The squares are what Adam keeps: where they overflow it never moves again.
  const read = tf.tidy(() => tf.stack([loss, tf.sum(tf.square(gradient))]));
  try {
    // Read before the update: what is not finite must not reach the parameters.
    const [value = NaN, squares = NaN] = await read.data<'float32'>();
    if (!Number.isFinite(value) || !Number.isFinite(squares)) {
      const which = Number.isFinite(value)
        ? `the gradient became too large, with a loss of ${value},`
        : `the loss after adaptation became ${value}`;
      throw new ValuesError(
        `trainMaml: ${which} at meta-step ${step}; try a smaller innerRate or outerRate`,
        { data: { step, loss: value, squares } },
      );
    }
    model.parameters.replace(adam.update(model.parameters.values, gradient));
    return value;
  } finally {
    tf.dispose([{ ...points.support }, { ...points.query }, loss, gradient, read]);
  }
}
