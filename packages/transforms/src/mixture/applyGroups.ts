import * as tf from '@tensorflow/tfjs';
import type { Tensor4D } from '@tensorflow/tfjs';
import { ShapeError } from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Mechanism } from '../mechanisms/mechanism.ts';

/** Rows of a batch that share one call of one mechanism. */
export interface MechanismGroup {
  /** What is applied. */
  readonly mechanism: Mechanism;
  /** To which images. */
  readonly rows: readonly number[];
  /** What the mechanism draws from. */
  readonly stream: RandomStream;
}

/**
 * Applies mechanisms to groups of rows: gather, one call per group, concatenate, gather back.
 *
 * @param images - The batch; not disposed.
 * @param groups - Together they hold every row once; empty ones are skipped.
 * @returns The changed rows in their old order; the caller disposes of them.
 * @throws ShapeError when a mechanism changed the shape of its images.
 */
export function applyGroups(images: Tensor4D, groups: readonly MechanismGroup[]): Tensor4D {
  const filled = groups.filter(({ rows }) => rows.length > 0);
  return tf.tidy(() => {
    const [only] = filled;
    if (only === undefined) return images.clone();
    if (filled.length === 1) return changed(only, images);
    const parts = filled.map((group) =>
      changed(group, tf.gather(images, tf.tensor1d(Int32Array.from(group.rows), 'int32'))),
    );
    const back = new Int32Array(images.shape[0]);
    let place = 0;
    for (const { rows } of filled) for (const row of rows) back[row] = place++;
    return tf.gather(tf.concat(parts, 0), tf.tensor1d(back, 'int32'));
  });
}

function changed({ mechanism, stream }: MechanismGroup, images: Tensor4D): Tensor4D {
  const result = mechanism.apply(images, stream);
  if (!tf.util.arraysEqual(result.shape, images.shape)) {
    throw new ShapeError(
      `Mixture: "${mechanism.name}" changed the shape [${images.shape.join(', ')}] to [${result.shape.join(', ')}]`,
      { data: { mechanism: mechanism.name, expected: images.shape, actual: result.shape } },
    );
  }
  return result;
}
