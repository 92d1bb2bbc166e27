import * as tf from '@tensorflow/tfjs';
import type { FactorDataset, FactorGraph } from '@causal-mechanisms/datasets';
import {
  ConfigError,
  RandomStream,
  streamPart,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { Learner, Scalars } from '@causal-mechanisms/tensor-utils';
import { supervisedLoss } from '../../losses/supervisedLoss.ts';
import { dearData } from '../../training/dearData.ts';
import type { DearBatch } from '../../training/dearData.ts';
import { flatGradients } from '../../training/updates/flatGradients.ts';
import { latentCode, sampledCode } from '../../training/latentCode.ts';
import { Observed } from '../../training/observed.ts';
import { NetworkOptimiser } from '../trainedNetwork.ts';
import type { VaeConfig } from './vaeConfig.ts';
import { gaussianDivergence, reconstructionLoss, totalCorrelation } from './vaeLosses.ts';
import { VaeModel } from './vaeModel.ts';

const OWNER = 'trainVae';
/** What a step measures, in the order in which it is read. */
const MEASURES = [
  'loss',
  'reconstruction',
  'divergence',
  'totalCorrelation',
  'supervised',
] as const;

/**
 * A supervised VAE as a learner.
 *
 * @param config - The settings.
 * @param data - Observations with labels.
 * @param graph - Names the supervised factors; its edges play no part.
 * @returns The learner.
 * @throws ArgumentError, ConfigError, ShapeError, ValuesError when data, factors and settings do not fit.
 */
export function vaeLearner(
  config: VaeConfig,
  data: FactorDataset,
  graph: FactorGraph,
): Learner<VaeModel> {
  const master = new RandomStream(config.seed);
  const { supervision, batchSize, latentWidth, learningRate, beta1, beta2 } = config;
  const prepared = dearData(OWNER, data, {
    graph,
    loss: supervision.loss,
    batchSize,
    stream: master.split('rows'),
  });
  checkFit(config, data, prepared.factors.length);
  const model = new VaeModel(
    {
      observationShape: data.shape,
      factors: prepared.factors,
      latentWidth,
      // The noise inside DEAR's generator has no place in a likelihood.
      networks: { ...config.networks, injectedNoise: false },
      scaling: prepared.scaling.state,
    },
    master.split('start'),
  );
  const { encoder, generator } = model.networks;
  const adam = { learningRate, beta1, beta2 };
  const optimisers = {
    encoder: new NetworkOptimiser(encoder, adam),
    generator: new NetworkOptimiser(generator, adam),
  };
  const noise = master.split('noise');
  return {
    owner: OWNER,
    config,
    stepsKey: 'iterations',
    facts: { shape: [...data.shape], size: data.size, factors: [...graph.factors] },
    model,
    state: {
      ...encoder.state('encoder'),
      ...generator.state('generator'),
      ...optimisers.encoder.state('encoder'),
      ...optimisers.generator.state('generator'),
      noise: streamPart(noise),
    },
    main: {
      name: 'training',
      steps: config.iterations,
      async step(done) {
        const batch = await prepared.batch(done);
        try {
          const update = differentiate({ config, model }, batch, { done, noise });
          return { scalars: await apply(update, { model, optimisers, done }) };
        } finally {
          tf.dispose([batch.observations, { ...batch.labels }]);
        }
      },
    },
    dispose() {
      optimisers.encoder.dispose();
      optimisers.generator.dispose();
    },
  };
}

/** What an update needs: gradients, what it measured, what the networks showed. */
interface Update {
  readonly gradients: readonly [encoder: tf.Tensor1D, generator: tf.Tensor1D];
  readonly measures: tf.Tensor1D;
  readonly shown: { readonly encoder: Observed; readonly generator: Observed };
}

function differentiate(
  { config, model }: { readonly config: VaeConfig; readonly model: VaeModel },
  { observations, labels }: DearBatch,
  { done, noise }: { readonly done: number; readonly noise: RandomStream },
): Update {
  const { objective, supervision, reconstruction, latentWidth } = config;
  const { encoder, generator } = model.networks;
  const shown = { encoder: new Observed(), generator: new Observed() };
  const weight = supervision.weight * rise(done, supervision.annealing);
  const [rows = 1] = observations.shape;
  const [measures, ...gradients] = tf.tidy((): [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D] => {
    const drawn = tf.tensor2d(noise.normals(rows * latentWidth), [rows, latentWidth]);
    let parts: tf.Tensor1D | undefined;
    const vectors = [encoder.parameters, generator.parameters];
    const { value, gradients: found } = flatGradients(vectors, (ofEncoder, ofGenerator) => {
      const code = latentCode(
        encoder.network.run(encoder.weights(ofEncoder), [observations], {
          training: true,
          observe: shown.encoder.take,
        }),
      );
      const sample = sampledCode(code, drawn);
      const made = generator.network.run(generator.weights(ofGenerator), [sample], {
        training: true,
        observe: shown.generator.take,
      });
      const costs = {
        reconstruction: reconstructionLoss(observations, made, reconstruction),
        divergence: gaussianDivergence(code.mean, code.logVariance),
        // Measured in every run, so that objectives can be compared; only one of them has a gradient.
        totalCorrelation: totalCorrelation(sample, code.mean, code.logVariance),
        supervised: supervisedLoss(code.mean, labels, supervision),
      };
      parts = tf.keep(tf.stack(Object.values(costs)) as tf.Tensor1D);
      const beta = objective.kind === 'vae' ? 1 : objective.beta;
      const kl = objective.kind === 'beta' ? costs.divergence.mul(beta) : costs.divergence;
      const loss = costs.reconstruction.add(kl).add(costs.supervised.mul(weight));
      return objective.kind === 'tc'
        ? loss.add<tf.Scalar>(costs.totalCorrelation.mul(beta - 1))
        : (loss as tf.Scalar);
    });
    const all = tf.concat1d([value.as1D(), parts ?? tf.zeros([0])]);
    parts?.dispose();
    const [first, second] = found as [tf.Tensor1D, tf.Tensor1D];
    return [all, first, second];
  });
  return { gradients, measures, shown };
}

async function apply(
  { gradients, measures, shown }: Update,
  {
    model,
    optimisers,
    done,
  }: {
    readonly model: VaeModel;
    readonly optimisers: Readonly<Record<'encoder' | 'generator', NetworkOptimiser>>;
    readonly done: number;
  },
): Promise<Scalars> {
  try {
    const values = await measures.data<'float32'>();
    const scalars = Object.fromEntries(MEASURES.map((name, i) => [name, values[i] ?? NaN]));
    const bad = MEASURES.find((name) => !Number.isFinite(scalars[name]));
    // Seen before the update: a loss that is no number must not reach the parameters.
    if (bad !== undefined) {
      throw new ValuesError(
        `${OWNER}: ${bad} became ${scalars[bad]} at iteration ${done + 1}; try a smaller learning rate`,
        { data: { iteration: done + 1, name: bad, value: scalars[bad] } },
      );
    }
    for (const [i, name] of (['encoder', 'generator'] as const).entries()) {
      const gradient = gradients[i];
      if (gradient !== undefined) optimisers[name].apply(gradient);
      model.networks[name].advance(shown[name].values);
    }
    return scalars;
  } finally {
    tf.dispose([measures, ...gradients]);
    shown.encoder.dispose();
    shown.generator.dispose();
  }
}

/** From 0 before the first of `steps` iterations to 1 after the last. */
function rise(done: number, steps: number): number {
  return steps === 0 ? 1 : Math.min(1, done / steps);
}

function checkFit(config: VaeConfig, { shape }: FactorDataset, factors: number): void {
  if (config.latentWidth < factors) {
    throw new ConfigError(
      `${OWNER}: latentWidth must be at least the number of factors, ${factors}, got ${config.latentWidth}`,
      { data: { latentWidth: config.latentWidth, factors } },
    );
  }
  if (config.reconstruction === 'bernoulli' && shape.length === 1) {
    throw new ConfigError(
      `${OWNER}: vectors of any numbers are no probabilities; reconstruction must be "squared"`,
      { data: { reconstruction: config.reconstruction, shape: [...shape] } },
    );
  }
}
