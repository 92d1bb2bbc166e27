import * as tf from '@tensorflow/tfjs';
import type { ImageSampler } from '@causal-mechanisms/datasets';
import type { RandomStream, Scalars } from '@causal-mechanisms/tensor-utils';
import type { ExpertsModel } from '../model/expertsModel.ts';

/** Images that are inverted at a time. */
const GROUP = 64;

/** Restored images with what they were before. */
export interface PairPool {
  /** Groups of images to be inverted. */
  readonly steps: number;
  /**
   * Inverts the next group.
   *
   * @returns How many pairs each expert has then.
   */
  step(): Promise<Scalars>;
  /** Inverts all groups but the first so many, which are there; to be called before pairs are drawn. */
  complete(): Promise<void>;
  /** Pairs of each expert: the places of the images that it won. */
  readonly won: readonly (readonly number[])[];
  /**
   * @param places - Of pairs.
   * @returns Both images of every pair; the caller disposes of them.
   */
  take(places: readonly number[]): {
    readonly restored: tf.Tensor4D;
    readonly changed: tf.Tensor4D;
  };
  /** Disposes of all images. */
  dispose(): void;
}

/** Where pairs come from. */
export interface PairSource {
  /** Transformed images. */
  readonly sampler: ImageSampler;
  /** How many are inverted. */
  readonly images: number;
  /** Every group is drawn from a child of its own, so that the pool depends on nothing that happened before. */
  readonly stream: RandomStream;
}

/**
 * Lets experts invert transformed images: what an image is restored to, and the image itself, are a pair for the expert that won it.
 *
 * @param model - The experts; not disposed.
 * @param source - The images.
 * @returns The pool, which is empty at first; the caller disposes of it.
 */
export function pairPool(
  model: Pick<ExpertsModel, 'experts' | 'invert'>,
  { sampler, images, stream }: PairSource,
): PairPool {
  const size = Math.min(GROUP, images, sampler.size);
  const steps = Math.ceil(images / size);
  const won = Array.from({ length: model.experts }, (): number[] => []);
  let restored: tf.Tensor4D[] = [];
  let changed: tf.Tensor4D[] = [];
  let groups = 0;
  const joined = (parts: tf.Tensor4D[]): tf.Tensor4D[] => {
    if (parts.length < 2) return parts;
    const whole = tf.concat4d(parts, 0);
    tf.dispose(parts);
    return [whole];
  };
  const step = async (): Promise<Scalars> => {
    const batch = await sampler.sample(size, stream.split(`group ${groups}`));
    try {
      const { images: outputs, winners } = await model.invert(batch.images);
      restored.push(tf.keep(outputs));
      changed.push(tf.keep(batch.images.clone()));
      winners.forEach((winner, place) => won[winner]?.push(groups * size + place));
      groups++;
    } finally {
      batch.images.dispose();
    }
    return Object.fromEntries(won.map(({ length }, expert) => [`pairs/${expert}`, length]));
  };
  return {
    steps,
    step,
    won,
    async complete() {
      while (groups < steps) await step();
      restored = joined(restored);
      changed = joined(changed);
    },
    take(places) {
      const rows = tf.tensor1d([...places], 'int32');
      const of = ([whole]: tf.Tensor4D[]) => tf.gather(whole as tf.Tensor4D, rows);
      const pairs = { restored: of(restored), changed: of(changed) };
      rows.dispose();
      return pairs;
    },
    dispose() {
      tf.dispose([restored, changed]);
    },
  };
}
