import * as tf from '@tensorflow/tfjs';
import type { ForwardMechanisms } from '@causal-mechanisms/experts-gan';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Mechanism } from '@causal-mechanisms/transforms';
import type { Measure } from '../../../run/measure.ts';

/** How near a learned mechanism is to the true one. */
export interface ForwardFigures {
  /** Mean squared error per pixel of what it makes to what the true one makes; of random ones, between the means of several draws. */
  readonly error: number;
  /** The same for images that nothing changes. */
  readonly unchanged: number;
  /** Mean deviation of a pixel over the draws of a random mechanism; `null` of others. */
  readonly deviation: number | null;
  /** The same of the true mechanism. */
  readonly trueDeviation: number | null;
}

/** What is compared. */
export interface ComparedMechanism {
  /** The true one. */
  readonly mechanism: Mechanism;
  /** The expert that undoes it. */
  readonly expert: number;
  /** Draws of a random one. */
  readonly draws: number;
}

/**
 * Compares a learned mechanism with the true one on images that neither was trained on.
 *
 * @param forward - The learned ones.
 * @param images - Canonical; not disposed.
 * @param compared - Which one, and what it should be.
 * @param stream - What random ones draw from.
 * @returns How near they are.
 */
export async function forwardFigures(
  forward: ForwardMechanisms,
  images: tf.Tensor4D,
  { mechanism, expert, draws }: ComparedMechanism,
  stream: RandomStream,
): Promise<ForwardFigures> {
  const isRandom = mechanism.deterministic !== true;
  const count = isRandom ? draws : 1;
  const [learned, truth] = [stream.split('learned'), stream.split('true')];
  const made = drawn(count, () => forward.apply(images, expert, { stream: learned }));
  const right = drawn(count, () => mechanism.apply(images, truth));
  const sums = tf.tidy(() =>
    tf.stack([
      tf.squaredDifference(made.mean, right.mean).mean(),
      tf.squaredDifference(images, right.mean).mean(),
      made.deviation,
      right.deviation,
    ]),
  );
  const [error = NaN, unchanged = NaN, deviation = NaN, trueDeviation = NaN] = await sums.data();
  tf.dispose([made.mean, made.deviation, right.mean, right.deviation, sums]);
  return {
    error,
    unchanged,
    deviation: isRandom ? deviation : null,
    trueDeviation: isRandom ? trueDeviation : null,
  };
}

/** Mean of several draws, and the mean deviation of a pixel. */
function drawn(
  count: number,
  draw: () => tf.Tensor4D,
): { readonly mean: tf.Tensor4D; readonly deviation: tf.Scalar } {
  let sum = tf.scalar(0) as tf.Tensor;
  let squares = tf.scalar(0) as tf.Tensor;
  for (let i = 0; i < count; i++) {
    const image = draw();
    const next = [sum.add(image), tf.tidy(() => squares.add(image.square()))] as const;
    tf.dispose([sum, squares, image]);
    [sum, squares] = next;
  }
  const mean = sum.div<tf.Tensor4D>(count);
  const deviation = tf.tidy(() =>
    squares
      .div(count)
      .sub(mean.square())
      .mul(count / Math.max(1, count - 1))
      .relu()
      .sqrt()
      .mean<tf.Scalar>(),
  );
  tf.dispose([sum, squares]);
  return { mean, deviation };
}

/**
 * @param place - Of the mechanism.
 * @param label - Its name.
 * @param figures - How near the learned one is; `null` where none was learned.
 * @param cycle - Mean squared error of images that the mechanism changed and its expert restored.
 * @returns A row of the table of mechanisms.
 */
export function forwardMeasures(
  place: number,
  label: string,
  figures: ForwardFigures | null,
  cycle: number,
): Measure[] {
  const cell = (key: string, column: string, value: number | null): Measure => ({
    name: `mechanism-${place}/${key}`,
    label: column,
    model: label,
    table: 'mechanism',
    column,
    value,
  });
  return [
    cell('error', 'squared error', figures?.error ?? null),
    cell('unchanged', 'of unchanged images', figures?.unchanged ?? null),
    cell('cycle', 'there and back', Number.isFinite(cycle) ? cycle : null),
    ...(figures === null || figures.deviation === null
      ? []
      : [
          cell('deviation', 'deviation of draws', figures.deviation),
          cell('trueDeviation', 'true deviation', figures.trueDeviation),
        ]),
  ];
}
