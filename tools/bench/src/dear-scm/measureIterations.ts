import { performance } from 'node:perf_hooks';
import * as tf from '@tensorflow/tfjs';
import { factorDataset } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import {
  discriminatorNetwork,
  encoderNetwork,
  generatorNetwork,
  trainDear,
} from '@causal-mechanisms/dear-scm';
import type { DearUpdate } from '@causal-mechanisms/dear-scm';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Measurement } from '../measure/measuredProcess.ts';
import { constantOf, timeSteps } from '../measure/timeSteps.ts';
import type { StepCounts } from '../measure/timeSteps.ts';
import { spread } from '../results/spread.ts';
import { PENDULUM } from './options.ts';
import type { PresetSizes } from './options.ts';

/** Images to draw batches from; how many there are does not matter for the time. */
const IMAGES = 256;
/** In the order of causes; any earlier factor may cause a later one. */
const FACTORS = Array.from({ length: PENDULUM.factors }, (_, i) => `factor${i}`);

/**
 * Times training iterations as a user gets them, from `trainDear`, on images of noise: an update of the discriminator, one of the
 * encoder, one of generator and prior, with a linear prior over four factors and the widest graph in their order.
 *
 * @param networks - Images, networks and batch.
 * @param counts - How many iterations to leave out and to time.
 * @returns The times of iterations and of their parts, the last loss of the discriminator, the number of parameters, the most memory
 * the process had, and the live tensors. The first part includes reading the batch.
 * @throws BenchError when the number of live tensors differs from one iteration to another.
 */
export async function measureIterations(
  networks: PresetSizes & { readonly batch: number },
  counts: StepCounts,
): Promise<Measurement> {
  const { width, batch } = networks;
  const { warmup, iterations } = counts;
  const times: Record<DearUpdate, number[]> = { discriminator: [], encoder: [], generator: [] };
  let from = performance.now();
  const run = trainDear(noiseImages(networks), {
    graph: FACTORS.flatMap((cause, i) =>
      FACTORS.slice(i + 1).map((effect) => `${cause} -> ${effect}`),
    ),
    config: {
      latentWidth: PENDULUM.latents,
      prior: { kind: 'linear' },
      networks: { kind: 'compact', width },
      batchSize: batch,
      iterations: warmup + iterations,
      learningRates: { encoder: 3e-4, generator: 3e-4, map: 3e-4, discriminator: 5e-4 },
      seed: 1,
    },
    onUpdate: (part) => {
      const now = performance.now();
      times[part].push((now - from) / 1000);
      from = now;
    },
  });
  const liveTensors: number[] = [];
  let loss = NaN;
  const measured = await timeSteps(run, counts, {
    onStart: () => {
      from = performance.now();
    },
    onStep: ({ scalars }) => {
      liveTensors.push(tf.memory().numTensors);
      loss = scalars['discriminatorLoss'] ?? NaN;
      from = performance.now();
    },
  });
  const medianOf = (part: DearUpdate) => spread(times[part].slice(warmup)).median;
  return {
    times: measured,
    extras: {
      discriminator_s: medianOf('discriminator'),
      encoder_s: medianOf('encoder'),
      generator_s: medianOf('generator'),
      loss,
      parameters: parameterCount(networks),
      peak_mib: process.resourceUsage().maxRSS / 1024,
      live_tensors: constantOf('live tensors', liveTensors),
    },
  };
}

/** Of all that is trained: three networks, a line per factor, and A. */
function parameterCount({ image, width }: PresetSizes): number {
  const { latents, factors } = PENDULUM;
  const config = { kind: 'compact', width, injectedNoise: true } as const;
  const shape = [image, image, 3];
  return [
    encoderNetwork(config, shape, 2 * latents),
    generatorNetwork(config, shape, latents),
    discriminatorNetwork(config, shape, latents),
  ].reduce((sum, { layout }) => sum + layout.length, 2 * factors + factors ** 2);
}

function noiseImages({ image, batch }: PresetSizes & { readonly batch: number }): FactorDataset {
  const size = Math.max(IMAGES, batch);
  const stream = new RandomStream(1);
  return factorDataset({
    name: 'noise',
    observations: stream.split('images').uniforms(size * image * image * 3),
    shape: [image, image, 3],
    factors: FACTORS.map((name) => ({ name, kind: 'continuous' })),
    values: Float64Array.from(stream.split('labels').uniforms(size * FACTORS.length)),
  });
}
