import * as tf from '@tensorflow/tfjs';
import type { FactorDataset, FactorGraph } from '@causal-mechanisms/datasets';
import { pacer, parametersPart, RandomStream, streamPart } from '@causal-mechanisms/tensor-utils';
import type { Learner, RunState, Scalars } from '@causal-mechanisms/tensor-utils';
import { DearModel } from '../model/dearModel.ts';
import { dearNetworks } from '../model/dearNetworks.ts';
import type { DearNetworks } from '../model/dearNetworks.ts';
import { checkMeasures } from './checkMeasures.ts';
import type { DearConfig } from './dearConfig.ts';
import { dearData } from './dearData.ts';
import type { DearBatch } from './dearData.ts';
import { startDear } from './dearTrainee.ts';
import type { DearTrainee } from './dearTrainee.ts';
import { discriminatorStep } from './updates/discriminatorStep.ts';
import { encoderStep } from './updates/encoderStep.ts';
import { frozenDiscriminator } from './updates/frozenDiscriminator.ts';
import { generatorStep } from './updates/generatorStep.ts';

/** An update of an iteration: that of the generator moves the prior too. */
export type DearUpdate = 'discriminator' | 'encoder' | 'generator';

const OWNER = 'trainDear';

/**
 * DEAR as a learner: five groups of parameters, each with an optimiser of its own.
 *
 * @param config - The settings.
 * @param data - Observations with labels.
 * @param graph - The supervised factors, and which may cause which.
 * @param onUpdate - Told after each update of an iteration. Default: nobody.
 * @returns The learner.
 * @throws ArgumentError, ShapeError, ValuesError when data, graph and settings do not fit.
 */
export function dearLearner(
  config: DearConfig,
  data: FactorDataset,
  graph: FactorGraph,
  onUpdate: (update: DearUpdate) => void = () => undefined,
): Learner<DearModel> {
  const master = new RandomStream(config.seed);
  const { supervision, batchSize, latentWidth } = config;
  const prepared = dearData(OWNER, data, {
    graph,
    loss: supervision.loss,
    batchSize,
    stream: master.split('rows'),
  });
  const description = {
    observationShape: data.shape,
    factors: prepared.factors,
    graph: graph.adjacency.map((row) => Array.from(row)),
    latentWidth,
    prior: config.prior,
    networks: config.networks,
    average: config.average,
    scaling: prepared.scaling.state,
  };
  const networks: DearNetworks = dearNetworks(description);
  const trainee = startDear(config, networks, master.split('start'));
  const { groups, buffers } = trainee;
  const model = new DearModel(description, {
    encoder: groups.encoder.used,
    encoderBuffers: buffers.encoder,
    generator: groups.generator.used,
    generatorBuffers: buffers.generator,
    map: groups.map.used,
    adjacency: groups.adjacency.used,
  });
  const pause = pacer();
  return {
    owner: OWNER,
    config,
    stepsKey: 'iterations',
    facts: {
      shape: [...data.shape],
      size: data.size,
      factors: [...graph.factors],
      graph: description.graph,
    },
    model,
    state: stateOf(trainee),
    main: {
      name: 'training',
      steps: config.iterations,
      async step(done) {
        const batch = await prepared.batch(done);
        try {
          return { scalars: await iterate(trainee, batch, { done, pause, onUpdate }) };
        } finally {
          tf.dispose([batch.observations, { ...batch.labels }]);
        }
      },
    },
    dispose() {
      for (const group of Object.values(groups)) group.dispose();
      buffers.discriminator.dispose();
      // The one group that the model has no use for.
      groups.discriminator.vector.dispose();
    },
  };
}

/** Everything that changes, by name. */
function stateOf({ groups, buffers, streams }: DearTrainee): RunState {
  const state: Record<string, RunState[string]> = {};
  for (const [name, group] of Object.entries(groups)) Object.assign(state, group.state(name));
  for (const [name, buffer] of Object.entries(buffers)) {
    if (buffer.layout.length > 0) state[`${name}Buffers`] = parametersPart(buffer);
  }
  for (const name of ['prior', 'encoder', 'generator'] as const) {
    state[`${name}Noise`] = streamPart(streams[name]);
  }
  return state;
}

interface IterationOptions {
  readonly done: number;
  readonly pause: () => Promise<void>;
  readonly onUpdate: (update: DearUpdate) => void;
}

/**
 * One iteration in the order of the authors' code: the discriminator, as often as it is configured; then, with fresh noise, the encoder;
 * then generator, f and A.
 */
async function iterate(
  trainee: DearTrainee,
  batch: DearBatch,
  { done, pause, onUpdate }: IterationOptions,
): Promise<Scalars> {
  const [count = 0] = batch.observations.shape;
  const measured: Record<string, tf.Scalar> = {};
  const keep = (found: Readonly<Record<string, tf.Scalar>>) => {
    for (const [name, value] of Object.entries(found)) {
      measured[name]?.dispose();
      measured[name] = value;
    }
  };
  try {
    for (let i = 0; i < trainee.config.discriminatorSteps; i++) {
      const { loss, accuracy } = discriminatorStep(trainee, batch);
      keep({ discriminatorLoss: loss, discriminatorAccuracy: accuracy });
      onUpdate('discriminator');
      await pause();
    }
    const discriminator = frozenDiscriminator(trainee);
    try {
      const encoder = encoderStep(trainee, batch, discriminator);
      keep({
        encoderLoss: encoder.loss,
        supervisedLoss: encoder.supervised,
        logitReal: encoder.logit,
      });
      onUpdate('encoder');
      await pause();
      const generator = generatorStep(trainee, count, discriminator);
      keep({
        generatorLoss: generator.loss,
        logitFake: generator.logit,
        clippedShare: generator.clipped,
      });
      onUpdate('generator');
    } finally {
      discriminator.dispose();
    }
    const scalars = await readScalars(measured);
    checkMeasures(OWNER, scalars, { iteration: done + 1, limit: trainee.config.logitLimit });
    return scalars;
  } finally {
    tf.dispose(Object.values(measured));
  }
}

/** All in one read: each waits for the device. */
async function readScalars(measured: Readonly<Record<string, tf.Scalar>>): Promise<Scalars> {
  const together = tf.tidy(() => tf.stack(Object.values(measured)));
  try {
    const values = await together.data<'float32'>();
    return Object.fromEntries(Object.keys(measured).map((name, i) => [name, values[i] ?? NaN]));
  } finally {
    together.dispose();
  }
}
