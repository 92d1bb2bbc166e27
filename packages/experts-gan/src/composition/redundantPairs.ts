import * as tf from '@tensorflow/tfjs';
import type { ExpertsModel } from '../model/expertsModel.ts';
import { everyOutput } from './everyOutput.ts';
import type { OutputSettings } from './everyOutput.ts';
import type { ExpertPair } from './sequenceRanking.ts';

/** Distances below are those of equal images: what the rounding of sums leaves. */
const EQUAL = 1e-6;

/**
 * Finds the pairs of experts that together do what another expert does alone, or nothing at all.
 *
 * @param model - The experts.
 * @param images - `[n, height, width, c]`, at least one; not disposed.
 * @param alike - The share of the distance to the outputs of either expert alone that the distance to those of another one, or to the images, must
 *   stay below.
 * @param settings - Who gets a turn, and whether images depend on each other.
 * @returns The pairs, in the order of their numbers.
 */
export async function redundantPairs(
  model: Pick<ExpertsModel, 'apply' | 'experts'>,
  images: tf.Tensor4D,
  alike: number,
  settings: OutputSettings,
): Promise<ExpertPair[]> {
  const count = images.shape[0];
  const pairs: ExpertPair[] = [];
  const { outputs: alone } = await everyOutput(model, images, settings);
  // The images themselves come last.
  const known = tf.concat4d([alone, images], 0);
  try {
    for (let first = 0; first < model.experts; first++) {
      const given = alone.slice([first * count], [count]);
      try {
        const { outputs } = await everyOutput(model, given, settings);
        const distances = await distancesOf(outputs, known, count);
        distances.forEach((row, second) => {
          const own = Math.min(row[first] ?? NaN, row[second] ?? NaN);
          const others = row.filter((_, other) => other !== first && other !== second);
          if (Math.min(...others) < alike * own) pairs.push([first, second]);
        });
      } finally {
        given.dispose();
      }
    }
    return pairs;
  } finally {
    tf.dispose([alone, known]);
  }
}

/** Mean squared differences of a pixel between groups of images; disposes of the first ones. */
async function distancesOf(
  outputs: tf.Tensor4D,
  known: tf.Tensor4D,
  count: number,
): Promise<number[][]> {
  const distances = tf.tidy(() => {
    const [a, b] = [outputs, known].map((images) =>
      images.reshape<tf.Tensor2D>([images.shape[0] / count, -1]),
    ) as [tf.Tensor2D, tf.Tensor2D];
    const squares = (rows: tf.Tensor2D) => tf.sum(tf.square(rows), 1, true);
    // (a - b)^2, without a tensor of all differences.
    const products = tf.matMul(a, b, false, true);
    const sum = tf.add(squares(a), tf.transpose(squares(b)));
    return tf.div<tf.Tensor2D>(tf.sub(sum, tf.mul(products, 2)), a.shape[1]);
  });
  outputs.dispose();
  try {
    const rows = await distances.array();
    return rows.map((row) => row.map((distance) => (distance < EQUAL ? 0 : distance)));
  } finally {
    distances.dispose();
  }
}
