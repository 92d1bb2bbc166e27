import * as tf from '@tensorflow/tfjs';
import type { ImageSampler } from '@causal-mechanisms/datasets';
import {
  adamPart,
  FlatAdam,
  pacer,
  RandomStream,
  streamPart,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { ParameterVector, Phase, RunState, Scalars } from '@causal-mechanisms/tensor-utils';
import type { VaeObjective } from '../objectiveConfig.ts';
import { vaeParameterGradient } from './vaeGradient.ts';
import { vaeForward } from './vaeNetwork.ts';
import type { VaeScorer } from './vaeScorer.ts';

/** The training of a scorer before the competition. */
export interface ScorerPhases {
  /** The phases; none where the scorer needs no training, or had it. */
  readonly phases: readonly Phase[];
  /** All that changes in them, beside the parameters. */
  readonly state: RunState;
  /** Disposes of what they hold. */
  dispose(): void;
}

/** Settings of {@link vaePhase}. */
export interface VaePhaseSettings extends Pick<VaeObjective, 'iterations' | 'learningRate'> {
  /** Images per iteration. */
  readonly batchSize: number;
  /** The master seed. */
  readonly seed: number;
}

/**
 * The training of the autoencoder on canonical images, with samples of its latent variables: steps of phase `vae` report `vaeLoss` and
 * its two parts, `reconstruction` and `divergence`, in nats per image.
 *
 * @param scorer - Changed in place.
 * @param sampler - The canonical images.
 * @param settings - How long and how fast it learns.
 * @returns The phase.
 */
export function vaePhase(
  { parameters }: VaeScorer,
  sampler: ImageSampler,
  { iterations, learningRate, batchSize, seed }: VaePhaseSettings,
): ScorerPhases {
  const master = new RandomStream(seed).split('vae');
  const streams = { batches: master.split('batches'), noise: master.split('noise') };
  const adam = new FlatAdam(parameters.layout.length, { learningRate });
  const pause = pacer();
  return {
    phases: [
      {
        name: 'vae',
        steps: iterations,
        async step() {
          const { images } = await sampler.sample(batchSize, streams.batches);
          try {
            return { scalars: await vaeStep(parameters, adam, images, streams.noise, pause) };
          } finally {
            images.dispose();
          }
        },
      },
    ],
    state: {
      'vae.adam': adamPart(adam),
      'vae.batches': streamPart(streams.batches),
      'vae.noise': streamPart(streams.noise),
    },
    dispose: () => {
      adam.dispose();
    },
  };
}

/** One update of the autoencoder; gives the loss from before. */
async function vaeStep(
  parameters: ParameterVector,
  adam: FlatAdam,
  images: tf.Tensor4D,
  stream: RandomStream,
  pause: () => Promise<void>,
): Promise<Scalars> {
  const [n] = images.shape;
  const latent = parameters.layout.sizes[3] ?? 0;
  const noise = tf.tensor2d(stream.normals(n * latent), [n, latent]);
  const pass = await vaeForward(parameters.views, images, noise, pause);
  await pause();
  const gradient = await vaeParameterGradient(parameters.views, pass, noise, pause);
  const means = tf.tidy(() => tf.stack([pass.reconstruction.mean(), pass.divergence.mean()]));
  const [reconstruction = NaN, divergence = NaN] = await means.data();
  tf.dispose([noise, means, { ...pass }]);
  const vaeLoss = reconstruction + divergence;
  if (!Number.isFinite(vaeLoss)) {
    gradient.dispose();
    throw new ValuesError('trainExperts: the loss of the autoencoder is not a number', {
      data: { reconstruction, divergence },
    });
  }
  parameters.replace(adam.update(parameters.values, gradient));
  gradient.dispose();
  return { vaeLoss, reconstruction, divergence };
}
