import type { Tensor4D } from '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs';
import type { ExpertsModel } from '@causal-mechanisms/experts-gan';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Mechanism } from '@causal-mechanisms/transforms';

/** Which known inverse an expert's map is. */
export interface ExpertAgreement {
  /** The expert. */
  readonly expert: number;
  /** The mechanism of which it wins most, by number; -1 where it owns none. */
  readonly own: number;
  /** The mechanism whose inverse its outputs are nearest to on most images that other mechanisms changed. */
  readonly nearest: number;
  /** The share of these images on which the nearest inverse is that one. */
  readonly nearestShare: number;
  /** The share of these images on which the nearest inverse is that of its own mechanism; `null` where it owns none. */
  readonly agreement: number | null;
}

/**
 * What each expert does to images that are not of its mechanism: which of the known inverses comes nearest to its outputs. A mechanism
 * without an inverse, such as noise, stands for leaving images as they are.
 *
 * @param model - The experts.
 * @param images - Originals `[n, height, width, c]`; not disposed.
 * @param mechanisms - What changes them.
 * @param owners - The expert that wins most of each mechanism.
 * @param stream - What noisy mechanisms draw from.
 * @returns One entry per expert.
 */
export async function expertAgreements(
  model: Pick<ExpertsModel, 'apply' | 'experts'>,
  images: Tensor4D,
  mechanisms: readonly Mechanism[],
  owners: readonly number[],
  stream: RandomStream,
): Promise<ExpertAgreement[]> {
  const counts = Array.from({ length: model.experts }, () => mechanisms.map(() => 0));
  for (const [m, mechanism] of mechanisms.entries()) {
    const inputs = mechanism.apply(images, stream.split(`mechanism ${m}`));
    const inverses = mechanisms.map(({ invert }) =>
      tf.tidy(() => (invert === undefined ? inputs.clone() : invert(inputs))),
    );
    for (const [expert, row] of counts.entries()) {
      // What an expert makes of images of its own mechanism says nothing of whether its map is one.
      if (owners[m] === expert) continue;
      for (const nearest of await nearestOf(model.apply(inputs, expert), inverses)) {
        row[nearest] = (row[nearest] ?? 0) + 1;
      }
    }
    tf.dispose([inputs, inverses]);
  }
  return counts.map((row, expert) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    const most = Math.max(...row);
    const own = owners.indexOf(expert);
    return {
      expert,
      own,
      nearest: row.indexOf(most),
      nearestShare: most / total,
      agreement: own < 0 ? null : (row[own] ?? 0) / total,
    };
  });
}

/** The place of the nearest candidate of each image; disposes of the outputs. */
async function nearestOf(outputs: Tensor4D, candidates: readonly Tensor4D[]): Promise<Int32Array> {
  const places = tf.tidy(() => {
    const errors = candidates.map((candidate) =>
      tf.squaredDifference(outputs, candidate).mean<tf.Tensor1D>([1, 2, 3]),
    );
    return tf.stack(errors, 1).argMin<tf.Tensor1D>(1);
  });
  try {
    return Int32Array.from(await places.data());
  } finally {
    tf.dispose([outputs, places]);
  }
}
