import * as tf from '@tensorflow/tfjs';
import { trainExperts } from '@causal-mechanisms/experts-gan';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Measurement } from '../measure/measuredProcess.ts';
import { timeSteps } from '../measure/timeSteps.ts';
import type { Sizes } from './options.ts';

/** Images to draw batches from; how many there are does not matter for the time. */
const IMAGES = 256;

/**
 * Times training iterations as a user gets them, from `trainExperts`, on 32x32x1 images of noise.
 *
 * An expert that wins no image has no gradient to compute. Once the experts have specialised all of them win, so the
 * images of a batch are shared out evenly here: a start at random, where one expert wins nearly all, would look faster
 * than training is.
 *
 * @param sizes - The sizes of the competition and the number of iterations.
 * @returns The times, and the mean number of experts that won an image in a timed iteration.
 */
export async function measureIterations(sizes: Sizes): Promise<Measurement> {
  const transformed = drawImages('transformed', sizes);
  const canonical = drawImages('canonical', sizes);
  const run = trainExperts(
    { transformed, canonical },
    {
      config: {
        experts: sizes.experts,
        filters: sizes.filters,
        batchSize: sizes.batch,
        iterations: sizes.warmup + sizes.iterations,
        identityInitialisation: false,
      },
      chooseWinners: (logits, experts) =>
        Int32Array.from({ length: logits.length / experts }, (_, image) => image % experts),
    },
  );
  let winners = 0;
  const times = await timeSteps(run, sizes, {
    onStep: ({ scalars }) => {
      winners += Object.entries(scalars).filter(
        ([name, value]) => name.startsWith('wins/') && value > 0,
      ).length;
    },
  });
  tf.dispose([transformed, canonical]);
  return { times, extras: { winning_experts: winners / sizes.iterations } };
}

function drawImages(name: string, { batch }: Sizes): tf.Tensor4D {
  const count = Math.max(IMAGES, batch);
  const stream = new RandomStream(1).split(name);
  const pixels = Float32Array.from({ length: count * 32 * 32 }, () => stream.uniform());
  return tf.tensor4d(pixels, [count, 32, 32, 1]);
}
