import * as tf from '@tensorflow/tfjs';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { RandomStream, ValuesError } from '@causal-mechanisms/tensor-utils';
import type { Learner, Scalars } from '@causal-mechanisms/tensor-utils';
import { supervisedLoss } from '../../losses/supervisedLoss.ts';
import { dearData } from '../../training/dearData.ts';
import type { DearBatch } from '../../training/dearData.ts';
import { flatGradients } from '../../training/updates/flatGradients.ts';
import { Observed } from '../../training/observed.ts';
import { NetworkOptimiser } from '../trainedNetwork.ts';
import type { ClassifierConfig } from './classifierConfig.ts';
import { ClassifierModel } from './classifierModel.ts';

const OWNER = 'trainClassifier';
/** Labels of 0 and 1 are 0 and 1 here: nothing is tied to a logit that must stay finite. */
const NO_MARGIN = 1e-9;

/** What {@link classifierLearner} predicts. */
export interface ClassifierQuestions {
  /** The factors, the target first. */
  readonly factors: readonly string[];
  /** Where it starts from. */
  readonly pretrained: ClassifierModel | undefined;
}

/**
 * A classifier of observations as a learner.
 *
 * @param config - The settings.
 * @param data - Observations with labels.
 * @param questions - What is predicted.
 * @returns The learner.
 * @throws ArgumentError, ShapeError, ValuesError when data, factors and settings do not fit.
 */
export function classifierLearner(
  config: ClassifierConfig,
  data: FactorDataset,
  { factors, pretrained }: ClassifierQuestions,
): Learner<ClassifierModel> {
  const master = new RandomStream(config.seed);
  const { learningRate, beta1, beta2 } = config;
  const prepared = dearData(OWNER, data, {
    graph: { factors, adjacency: factors.map(() => new Uint8Array(factors.length)) },
    loss: 'ce',
    margin: NO_MARGIN,
    batchSize: Math.min(config.batchSize, data.size),
    stream: master.split('rows'),
  });
  const model = new ClassifierModel(
    { observationShape: data.shape, networks: config.networks, scaling: prepared.scaling.state },
    master.split('start'),
  );
  const { network } = model;
  const optimiser = new NetworkOptimiser(network, { learningRate, beta1, beta2 });
  return {
    owner: OWNER,
    config,
    stepsKey: 'iterations',
    facts: {
      shape: [...data.shape],
      size: data.size,
      factors: [...factors],
      pretrained: pretrained !== undefined,
    },
    model,
    state: { ...network.state('network'), ...optimiser.state('network') },
    main: {
      name: 'training',
      steps: config.iterations,
      async begin(done) {
        if (done === 0 && pretrained !== undefined) await model.startFrom(pretrained);
      },
      async step(done) {
        const batch = await prepared.batch(done);
        try {
          return { scalars: await update(model, optimiser, { batch, done }) };
        } finally {
          tf.dispose([batch.observations, { ...batch.labels }]);
        }
      },
    },
    dispose() {
      optimiser.dispose();
    },
  };
}

async function update(
  { network }: ClassifierModel,
  optimiser: NetworkOptimiser,
  { batch, done }: { readonly batch: DearBatch; readonly done: number },
): Promise<Scalars> {
  const shown = new Observed();
  const [loss, gradient] = tf.tidy((): [tf.Scalar, tf.Tensor1D] => {
    const { value, gradients } = flatGradients([network.parameters], (parameters) => {
      const pass = { training: true, observe: shown.take };
      const logits = network.network.run(network.weights(parameters), [batch.observations], pass);
      return supervisedLoss(logits, batch.labels, { loss: 'ce', reduction: 'sum' });
    });
    return [value, gradients[0] as tf.Tensor1D];
  });
  try {
    const [value = NaN] = await loss.data<'float32'>();
    // Seen before the update: a loss that is no number must not reach the parameters.
    if (!Number.isFinite(value)) {
      throw new ValuesError(
        `${OWNER}: loss became ${value} at iteration ${done + 1}; try a smaller learning rate`,
        { data: { iteration: done + 1, loss: value } },
      );
    }
    optimiser.apply(gradient);
    network.advance(shown.values);
    return { loss: value };
  } finally {
    tf.dispose([loss, gradient]);
    shown.dispose();
  }
}
