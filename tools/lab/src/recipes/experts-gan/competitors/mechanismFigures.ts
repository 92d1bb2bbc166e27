import type { Tensor4D } from '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs';
import { subset } from '@causal-mechanisms/datasets';
import type { ImageDataset } from '@causal-mechanisms/datasets';
import { evaluateExperts } from '@causal-mechanisms/experts-gan';
import type { ExpertsModel } from '@causal-mechanisms/experts-gan';
import { createMixture } from '@causal-mechanisms/transforms';
import type { Competition } from '../competition/openCompetition.ts';

/** What experts make of the images of one mechanism. */
export type MechanismFigures = {
  /** Its name. */
  readonly name: string;
  /** The share of best outputs that the classifier reads right; `null` without a classifier. */
  readonly accuracy: number | null;
  /** Between best outputs and originals, per pixel. */
  readonly meanSquaredError: number;
  /** The same for what takes no learning: the images as they came, or the mean of all originals, whichever is nearer. */
  readonly trivialError: number;
  /** Whether the error is below half of that: an image that is merely made dark, or left alone, does not count. */
  readonly undone: boolean;
};

/** What the lab evaluates like a bank of experts. */
type Bank = Pick<ExpertsModel, 'experts' | 'invert'>;

const UNDONE = 0.5;

/**
 * How well each mechanism is undone, on the test images that it changed.
 *
 * @param model - The experts.
 * @param competition - With its test images.
 * @returns Figures for each mechanism, in order.
 */
export async function mechanismFigures(
  model: Bank,
  { whole, classify }: Pick<Competition, 'classify' | 'whole'>,
): Promise<MechanismFigures[]> {
  const { images, mixture, stream } = whole;
  const mean = await meanImage(images);
  const found: MechanismFigures[] = [];
  try {
    for (const [m, mechanism] of mixture.mechanisms.entries()) {
      const own = Array.from({ length: images.size }, (_, i) => i).filter(
        (i) => i % mixture.mechanisms.length === m,
      );
      if (own.length === 0) continue;
      const probe = {
        images: subset(images, own),
        mixture: createMixture([mechanism]),
        stream: stream.split(`mechanism ${m}`),
      };
      const error = async (bank: Bank): Promise<number> =>
        (await evaluateExperts(bank, probe)).scalars.meanSquaredError ?? NaN;
      const { scalars } = await evaluateExperts(
        model,
        probe,
        classify === undefined ? {} : { classify },
      );
      const { accuracy = null, meanSquaredError = NaN } = scalars;
      const trivialError = Math.min(
        await error(constantBank((batch) => batch.clone())),
        await error(constantBank((batch) => tf.tile(mean, [batch.shape[0], 1, 1, 1]))),
      );
      found.push({
        name: mechanism.name,
        accuracy,
        meanSquaredError,
        trivialError,
        undone: meanSquaredError < UNDONE * trivialError,
      });
    }
  } finally {
    mean.dispose();
  }
  return found;
}

/** A bank of one "expert" that has learned nothing. */
function constantBank(answer: (images: Tensor4D) => Tensor4D): Bank {
  return {
    experts: 1,
    invert: (images) => {
      const [count] = images.shape;
      return Promise.resolve({
        images: answer(images),
        winners: new Int32Array(count),
        scores: new Float32Array(count),
      });
    },
  };
}

const CHUNK = 256;

async function meanImage(images: ImageDataset): Promise<Tensor4D> {
  const { size, shape } = images;
  const pixels = shape[0] * shape[1] * shape[2];
  const sum = new Float64Array(pixels);
  for (let from = 0; from < size; from += CHUNK) {
    const indices = Int32Array.from({ length: Math.min(CHUNK, size - from) }, (_, i) => from + i);
    const out = new Float32Array(indices.length * pixels);
    await images.read(indices, out);
    out.forEach((value, k) => (sum[k % pixels] = (sum[k % pixels] ?? 0) + value));
  }
  return tf.tensor4d(
    Float32Array.from(sum, (value) => value / size),
    [1, ...shape],
  );
}
