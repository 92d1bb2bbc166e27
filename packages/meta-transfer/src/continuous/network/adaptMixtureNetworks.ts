import * as tf from '@tensorflow/tfjs';
import {
  checkCount,
  checkNumber,
  checkOptions,
  checkTensor,
  FlatAdam,
  pacer,
} from '@causal-mechanisms/tensor-utils';
import {
  checkNetworkBatch,
  mixtureNetworkGradient,
  mixtureNetworkLosses,
} from './mixtureNetworkGradient.ts';
import type { NetworkBatch } from './mixtureNetworkGradient.ts';
import { mixtureNetworkLayout, networkSizes } from './mixtureNetworkLayout.ts';
import type { MixtureNetworkSizes } from './mixtureNetworkLayout.ts';

/** Options of {@link adaptMixtureNetworks}. */
export interface AdaptMixtureNetworksOptions extends MixtureNetworkSizes {
  /** Losses that are taken; between two of them lies one step of Adam. Default: 10. */
  readonly steps?: number;
  /** Adam's step size. Default: 1e-3. */
  readonly learningRate?: number;
}

/**
 * Lets networks adapt to samples, each to its own, and adds up what they cost on the way: the loss before each step of Adam, on all of a network's
 * samples. Adam starts anew.
 *
 * @param batch - Networks and their samples; the parameters stay as they are.
 * @param options - Sizes, steps and step size.
 * @returns For each network the sum over the steps of the mean negative log-likelihood before the step, in nats; no finite number where samples
 * are so far from the means that their squares leave single precision.
 * @throws ShapeError when shapes do not fit; ArgumentError when an option is impossible.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { adaptMixtureNetworks } from '@causal-mechanisms/meta-transfer';
 *
 * const [x, y] = [tf.zeros<tf.Rank.R2>([1, 5]), tf.fill<tf.Rank.R2>([1, 5], 2)];
 * const parameters = tf.zeros<tf.Rank.R2>([1, 1054]);
 * const [cost = NaN] = await adaptMixtureNetworks({ parameters, x, y }, { steps: 2, learningRate: 0.1 });
 * console.log(cost < 2 * (0.9189 + 2)); // true
 * tf.dispose([x, y, parameters]);
 * ```
 */
export async function adaptMixtureNetworks(
  batch: NetworkBatch,
  options: AdaptMixtureNetworksOptions = {},
): Promise<Float64Array> {
  const owner = 'adaptMixtureNetworks';
  const { steps = 10, learningRate = 1e-3, ...sizes } = checkOptions(owner, options);
  checkCount(owner, 'steps', steps);
  checkNumber(owner, 'learningRate', learningRate, { above: 0 });
  checkNetworkBatch(owner, batch);
  const { parameters, x, y } = batch;
  checkTensor(owner, 'parameters', parameters, {
    shape: [null, mixtureNetworkLayout(networkSizes(sizes, owner)).length],
  });
  checkTensor(owner, 'x', x, { shape: [parameters.shape[0], null] });
  checkTensor(owner, 'y', y, { shape: x.shape });
  const adam = new FlatAdam(parameters.size, { learningRate });
  let present = parameters.clone();
  const losses: tf.Tensor1D[] = [];
  const pause = pacer();
  try {
    for (let step = 0; step < steps; step++) {
      const now = { parameters: present, x, y };
      // Nothing comes after the last loss: what a step would change nobody sees.
      if (step === steps - 1) {
        losses.push(mixtureNetworkLosses(now, sizes));
        break;
      }
      const found = mixtureNetworkGradient(now, sizes);
      losses.push(found.losses);
      const next = tf.tidy(() =>
        adam.update(present.as1D(), found.gradient.as1D()).reshape<tf.Tensor2D>(parameters.shape),
      );
      tf.dispose([present, found.gradient]);
      present = next;
      await pause();
    }
    const read = await Promise.all(losses.map((loss) => loss.data<'float32'>()));
    return Float64Array.from({ length: parameters.shape[0] }, (_, i) =>
      read.reduce((sum, values) => sum + (values[i] ?? NaN), 0),
    );
  } finally {
    tf.dispose([present, losses]);
    adam.dispose();
  }
}
