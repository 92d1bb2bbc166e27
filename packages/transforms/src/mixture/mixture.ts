import type { Tensor4D } from '@tensorflow/tfjs';
import {
  ArgumentError,
  asImageBatch,
  checkCount,
  checkInstance,
  checkNumbers,
  checkOptions,
  checkText,
  RandomStream,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import { drawnAssignment, stratifiedAssignment } from './assignments.ts';
import { applyGroups } from './applyGroups.ts';
import { checkMechanisms } from '../mechanisms/checkMechanisms.ts';
import type { Mechanism } from '../mechanisms/mechanism.ts';

/** Options of {@link createMixture}. */
export interface MixtureOptions {
  /** One weight per mechanism, at least 0, in any unit. Default: all equal. */
  readonly weights?: readonly number[];
  /**
   * `drawn`: every image draws its mechanism on its own. `stratified`: in every batch each mechanism gets its expected
   * count, rounded up or down. Default: `drawn`.
   */
  readonly assignment?: 'drawn' | 'stratified';
}

/** Images of a mixture, and which mechanism made each of them. */
export interface MixedImages {
  /** The images in the order of the input; the caller disposes of them. */
  readonly images: Tensor4D;
  /** The number of the mechanism of every image. */
  readonly assignment: Int32Array;
}

/** Several mechanisms, one of which acts on each image. */
export interface Mixture {
  /** The mechanisms; their places are their numbers. */
  readonly mechanisms: readonly Mechanism[];
  /** The share of each mechanism; they add up to 1. */
  readonly shares: readonly number[];
  /**
   * Chooses mechanisms without applying them.
   *
   * @param count - How many images.
   * @param stream - Randomness.
   * @returns One mechanism number per image.
   */
  assign(count: number, stream: RandomStream): Int32Array;
  /**
   * Chooses a mechanism for every image and applies it.
   *
   * @param images - `[n, height, width, channels]` in [0, 1]; not disposed.
   * @param stream - Randomness: first the choices, then what the mechanisms draw.
   * @returns The images, which the caller disposes of, and the choices.
   */
  apply(images: Tensor4D, stream: RandomStream): MixedImages;
  /**
   * Applies chosen mechanisms: one call per mechanism, in the order of their numbers, on the rows that it got.
   *
   * @param images - `[n, height, width, channels]` in [0, 1]; not disposed.
   * @param assignment - One mechanism number per image.
   * @param stream - What the mechanisms draw from.
   * @returns Images in the order of the input; the caller disposes of them.
   */
  applyAssigned(images: Tensor4D, assignment: Int32Array, stream: RandomStream): Tensor4D;
}

/**
 * Mixes mechanisms: each image is changed by one of them.
 *
 * @param mechanisms - At least one; their places become their numbers.
 * @param options - Weights, and how images are assigned.
 * @returns The mixture.
 * @throws ArgumentError when there is no mechanism or the weights do not fit.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 * import { createMixture, paperMechanisms } from '@causal-mechanisms/transforms';
 *
 * const mixture = createMixture(paperMechanisms(), { assignment: 'stratified' });
 * const canonical = tf.zeros<tf.Rank.R4>([20, 32, 32, 1]);
 * const { images, assignment } = mixture.apply(canonical, new RandomStream(1));
 * console.log(images.shape, assignment.filter((m) => m === 9).length); // [ 20, 32, 32, 1 ] 2
 * tf.dispose([canonical, images]);
 * ```
 */
export function createMixture(
  mechanisms: readonly Mechanism[],
  options: MixtureOptions = {},
): Mixture {
  checkMechanisms('createMixture', mechanisms);
  checkOptions('createMixture', options);
  const list = [...mechanisms];
  const { weights = list.map(() => 1), assignment: mode = 'drawn' } = options;
  const shares = checkedShares(weights, list.length);
  checkText('createMixture', 'assignment', mode, ['drawn', 'stratified']);
  const assign = (count: number, stream: RandomStream) => {
    checkCount('Mixture.assign', 'count', count, { least: 0, most: 2 ** 31 - 1 });
    checkInstance('Mixture.assign', 'stream', stream, RandomStream);
    return mode === 'drawn'
      ? drawnAssignment(count, shares, stream)
      : stratifiedAssignment(count, shares, stream);
  };
  const applyAssigned = (images: Tensor4D, assignment: Int32Array, stream: RandomStream) => {
    const batch = asImageBatch('Mixture.applyAssigned', images);
    checkNumbers('Mixture.applyAssigned', 'assignment', assignment, { anyNumber: true });
    checkInstance('Mixture.applyAssigned', 'stream', stream, RandomStream);
    const rowsOf = rowsByMechanism(assignment, batch.shape[0], list.length);
    return applyGroups(
      batch,
      list.map((mechanism, m) => ({ mechanism, rows: rowsOf[m] ?? [], stream })),
    );
  };
  return {
    mechanisms: list,
    shares,
    assign,
    applyAssigned,
    apply: (images, stream) => {
      const [count] = asImageBatch('Mixture.apply', images).shape;
      checkInstance('Mixture.apply', 'stream', stream, RandomStream);
      const assignment = assign(count, stream);
      return { images: applyAssigned(images, assignment, stream), assignment };
    },
  };
}

function checkedShares(weights: readonly number[], count: number): number[] {
  checkNumbers('createMixture', 'weights', weights, { anyNumber: true });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const valid =
    weights.length === count &&
    weights.every((weight) => weight >= 0) &&
    total > 0 &&
    total < Infinity;
  if (!valid) {
    throw new ArgumentError(
      `createMixture: expected ${count} finite weights of at least 0, one of them positive, got [${weights.join(', ')}]`,
      { data: { weights, count } },
    );
  }
  return weights.map((weight) => weight / total);
}

function rowsByMechanism(assignment: Int32Array, count: number, mechanisms: number): number[][] {
  if (assignment.length !== count) {
    throw new ShapeError(
      `Mixture.applyAssigned: expected ${count} assignments, one per image, got ${assignment.length}`,
      { data: { expected: count, actual: assignment.length } },
    );
  }
  const rows = Array.from({ length: mechanisms }, (): number[] => []);
  assignment.forEach((m, row) => {
    const group = rows[m];
    if (group === undefined) {
      throw new ArgumentError(
        `Mixture.applyAssigned: assignment must name one of ${mechanisms} mechanisms, image ${row} was assigned number ${m}`,
        { data: { row, mechanism: m, mechanisms } },
      );
    }
    group.push(row);
  });
  return rows;
}
