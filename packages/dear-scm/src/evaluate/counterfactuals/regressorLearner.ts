import * as tf from '@tensorflow/tfjs';
import { factorGraph } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import {
  RandomStream,
  splitParameters,
  tapeGuard,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { Learner } from '@causal-mechanisms/tensor-utils';
import { supervisedLoss } from '../../losses/supervisedLoss.ts';
import { encoderNetwork } from '../../networks/encoderNetwork.ts';
import { dearData } from '../../training/dearData.ts';
import { ParameterGroup } from '../../training/parameterGroup.ts';
import { FactorRegressor } from './factorRegressor.ts';
import type { RegressorConfig } from './regressorConfig.ts';

const OWNER = 'trainFactorRegressor';

/**
 * A regressor of factors as a learner: one network, one optimiser, the squared error of standardised labels.
 *
 * @param config - The settings.
 * @param data - Observations with labels; those that are missing count for nothing.
 * @param factors - Which are read.
 * @returns The learner.
 * @throws ArgumentError, ShapeError, ValuesError when data, factors and settings do not fit.
 */
export function regressorLearner(
  config: RegressorConfig,
  data: FactorDataset,
  factors: readonly string[],
): Learner<FactorRegressor> {
  const master = new RandomStream(config.seed);
  const prepared = dearData(OWNER, data, {
    graph: factorGraph([], { factors }),
    loss: 'l2',
    batchSize: config.batchSize,
    stream: master.split('rows'),
  });
  const network = encoderNetwork(config.networks, data.shape, factors.length);
  const group = new ParameterGroup(network.layout, network.initialValues(master.split('start')), {
    adam: { learningRate: config.learningRate },
    average: config.average,
  });
  return {
    owner: OWNER,
    config,
    stepsKey: 'iterations',
    facts: { shape: [...data.shape], size: data.size, factors: [...factors] },
    model: new FactorRegressor({
      observationShape: data.shape,
      factors: prepared.factors,
      network,
      parameters: group.used,
      scaling: prepared.scaling,
    }),
    state: group.state('network'),
    main: {
      name: 'training',
      steps: config.iterations,
      async step(done) {
        const { observations, labels } = await prepared.batch(done);
        const differentiate = () =>
          tf.valueAndGrad((flat: tf.Tensor) => {
            const parameters = splitParameters(flat as tf.Tensor1D, network.layout);
            const outputs = network.run({ parameters, buffers: [] }, [observations], {
              training: true,
            });
            return supervisedLoss(outputs, labels, { loss: 'l2', reduction: 'mean' });
          })(group.vector.values);
        let found: ReturnType<typeof differentiate>;
        try {
          found = tapeGuard(() => tf.tidy(differentiate));
        } finally {
          tf.dispose([observations, { ...labels }]);
        }
        const { value, grad } = found;
        group.apply(grad as tf.Tensor1D);
        grad.dispose();
        const [loss = NaN] = await value.data();
        value.dispose();
        if (!Number.isFinite(loss)) {
          throw new ValuesError(
            `${OWNER}: loss became ${loss} at iteration ${done + 1}; try a smaller learning rate`,
            { data: { iteration: done + 1, value: loss } },
          );
        }
        return { scalars: { loss } };
      },
    },
    dispose: () => {
      group.dispose();
    },
  };
}
