import * as tf from '@tensorflow/tfjs';
import { ParameterVector } from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { DearNetworks } from '../model/dearNetworks.ts';
import type { Network, NetworkWeights } from '../networks/network.ts';
import { POWER_ROUNDS } from '../networks/spectral/spectralNorm.ts';
import type { DearConfig } from './dearConfig.ts';
import { ParameterGroup } from './parameterGroup.ts';

/** The networks of a model. */
export type NetworkName = 'encoder' | 'generator' | 'discriminator';

/** What has an optimiser of its own. */
export type GroupName = NetworkName | 'map' | 'adjacency';

/** Where a run draws its randomness from. */
export interface DearStreams {
  /** The noise of the prior. */
  readonly prior: RandomStream;
  /** The noise of the encoder. */
  readonly encoder: RandomStream;
  /** The noise inside the generator. */
  readonly generator: RandomStream;
}

/** What the steps of an iteration change. */
export interface DearTrainee {
  /** The settings. */
  readonly config: DearConfig;
  /** The parts as functions. */
  readonly networks: DearNetworks;
  /** The parameters. */
  readonly groups: Readonly<Record<GroupName, ParameterGroup>>;
  /** What is carried along without being learned. */
  readonly buffers: Readonly<Record<NetworkName, ParameterVector>>;
  /** The randomness. */
  readonly streams: DearStreams;
}

/**
 * Draws the start of everything.
 *
 * @param config - The settings.
 * @param networks - The parts.
 * @param master - Its children give the start and the randomness of the run; it is not drawn from.
 * @returns What is to be trained.
 */
export function startDear(
  config: DearConfig,
  networks: DearNetworks,
  master: RandomStream,
): DearTrainee {
  const { learningRates, beta1, beta2, average } = config;
  const { prior } = networks;
  const network = (name: NetworkName) => {
    const { layout } = networks[name];
    const start = networks[name].initialValues(master.split(name));
    const adam = { learningRate: learningRates[name], beta1, beta2 };
    // Nobody but the run itself needs the discriminator.
    return new ParameterGroup(layout, start, {
      adam,
      average: name === 'discriminator' ? null : average,
    });
  };
  const buffers = (name: NetworkName) => {
    const start = networks[name].initialBuffers(master.split(`${name} buffers`));
    return new ParameterVector(networks[name].buffers, tf.tensor1d(start.slice()));
  };
  const trainee = {
    config,
    networks,
    groups: {
      encoder: network('encoder'),
      generator: network('generator'),
      discriminator: network('discriminator'),
      map: new ParameterGroup(prior.mapLayout, prior.initialMap(master.split('map')), {
        adam: { learningRate: learningRates.map, beta1, beta2 },
        average,
      }),
      // Adam's usual decays, as in the authors' code.
      adjacency: new ParameterGroup(prior.adjacencyLayout, prior.initialAdjacency(), {
        adam: { learningRate: learningRates.adjacency },
        average,
      }),
    },
    buffers: {
      encoder: buffers('encoder'),
      generator: buffers('generator'),
      discriminator: buffers('discriminator'),
    },
    streams: {
      prior: master.split('prior noise'),
      encoder: master.split('encoder noise'),
      generator: master.split('generator noise'),
    },
  };
  // The power iteration starts from random vectors: it must be near the largest singular value before anything is divided by it.
  for (let round = 0; round < POWER_ROUNDS; round++) {
    advanceBuffers(trainee, 'generator', new Map());
    advanceBuffers(trainee, 'discriminator', new Map());
  }
  return trainee;
}

/**
 * @param trainee - What is trained.
 * @param name - Of a network.
 * @param parameters - To be used in the place of its own.
 * @returns The tensors of the network; not to be disposed.
 */
export function weightsOf(
  { groups, buffers }: DearTrainee,
  name: NetworkName,
  parameters: readonly tf.Tensor[] = groups[name].vector.views,
): NetworkWeights {
  return { parameters, buffers: buffers[name].views };
}

/**
 * Carries the buffers of a network along after its update.
 *
 * @param trainee - Changed in place.
 * @param name - Of the network.
 * @param observed - What its passes showed; not disposed.
 */
export function advanceBuffers(
  trainee: DearTrainee,
  name: NetworkName,
  observed: ReadonlyMap<string, tf.Tensor>,
): void {
  const network: Network<never, tf.Tensor> = trainee.networks[name];
  if (network.buffers.length === 0) return;
  const advanced = tf.tidy(() => network.advance(weightsOf(trainee, name), observed));
  trainee.buffers[name].replace(advanced);
}
