import type { Tensor4D } from '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs';
import type { ExpertsModel } from '@causal-mechanisms/experts-gan';
import { meanSquaredError } from '@causal-mechanisms/metrics';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Mechanism } from '@causal-mechanisms/transforms';

/** Images after each step: changed by mechanisms, then undone by experts. */
export interface Chain {
  /** The originals, then after each mechanism, then after each expert; the caller disposes of them. */
  readonly steps: readonly Tensor4D[];
  /** What each step is. */
  readonly labels: readonly string[];
}

/** How near images are to their originals. */
export interface Nearness {
  /** Mean over pixels and images. */
  readonly meanSquaredError: number;
  /** Mean over images: ink in both over ink in either, ink being at least one half; 1 where neither has ink. */
  readonly overlap: number;
}

/**
 * @param things - Three or so.
 * @returns Every order of them, that of the list first.
 */
export function orders<Thing>(things: readonly Thing[]): Thing[][] {
  if (things.length <= 1) return [[...things]];
  return things.flatMap((first, place) =>
    orders(things.filter((_, other) => other !== place)).map((rest) => [first, ...rest]),
  );
}

/**
 * Changes images by several mechanisms one after the other, and lets the experts of these undo them, the last one first.
 *
 * @param model - The experts.
 * @param images - Originals; not disposed.
 * @param chain - Each mechanism with its expert, in the order in which they change the images.
 * @param stream - What noisy mechanisms draw from.
 * @returns The images after each step.
 */
export function undoChain(
  model: Pick<ExpertsModel, 'apply'>,
  images: Tensor4D,
  chain: readonly { readonly mechanism: Mechanism; readonly expert: number }[],
  stream: RandomStream,
): Chain {
  const steps = [images.clone()];
  const labels = ['original'];
  const last = (): Tensor4D => steps.at(-1) ?? images;
  chain.forEach(({ mechanism }, place) => {
    steps.push(mechanism.apply(last(), stream.split(`step ${place}`)));
    labels.push(mechanism.name);
  });
  for (const { expert } of [...chain].reverse()) {
    steps.push(model.apply(last(), expert));
    labels.push(`expert ${expert}`);
  }
  return { steps, labels };
}

/**
 * @param images - Images.
 * @param originals - What they should be.
 * @returns How near they are.
 */
export async function nearness(images: Tensor4D, originals: Tensor4D): Promise<Nearness> {
  const errors = await meanSquaredError(images, originals);
  const overlaps = tf.tidy(() => {
    const [own, wanted] = [images, originals].map((of) => of.greaterEqual(0.5)) as [
      Tensor4D,
      Tensor4D,
    ];
    const sum = (ink: tf.Tensor) => ink.cast('float32').sum([1, 2, 3]);
    const either = sum(own.logicalOr(wanted));
    const both = sum(own.logicalAnd(wanted));
    return tf.where(either.equal(0), tf.onesLike(both), both.div(either.maximum(1)));
  });
  try {
    const mean = (values: ArrayLike<number>) =>
      Array.from(values).reduce((total, value) => total + value, 0) / values.length;
    return { meanSquaredError: mean(errors), overlap: mean(await overlaps.data()) };
  } finally {
    overlaps.dispose();
  }
}
