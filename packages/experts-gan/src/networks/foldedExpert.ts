import * as tf from '@tensorflow/tfjs';
import { ShapeError } from '@causal-mechanisms/tensor-utils';
import type { ExpertKind, ExpertTensors } from './kinds/expertKind.ts';

/** An expert for prediction: what does not change from image to image is computed once. */
export interface FoldedExpert {
  /** Its kind. */
  readonly kind: ExpertKind;
  /** What it computes with. */
  readonly tensors: readonly tf.Tensor[];
}

/**
 * @param kind - The kind of the expert.
 * @param expert - Its parameters and running statistics; not disposed.
 * @returns The folded expert; the caller disposes of it with {@link disposeFoldedExpert}.
 */
export function foldExpert(kind: ExpertKind, expert: ExpertTensors): FoldedExpert {
  return { kind, tensors: kind.fold(expert) };
}

/**
 * Applies a folded expert.
 *
 * @param expert - From {@link foldExpert}; not disposed.
 * @param images - `[n, height, width, c]`; not disposed.
 * @returns The images it makes; the caller disposes of them.
 * @throws ShapeError when the kind cannot read images of that size.
 */
export function applyFoldedExpert(
  { kind, tensors }: FoldedExpert,
  images: tf.Tensor4D,
): tf.Tensor4D {
  checkSizes(kind, images);
  return tf.tidy(() => kind.stages(tensors).reduce((input, stage) => stage(input), images));
}

/**
 * As {@link applyFoldedExpert}, with turns for the event loop.
 *
 * @param expert - From {@link foldExpert}; not disposed.
 * @param images - `[n, height, width, c]`; not disposed.
 * @param pause - Gives the event loop its turn between stages.
 * @returns The images it makes; the caller disposes of them.
 * @throws ShapeError when the kind cannot read images of that size.
 */
export async function applyFoldedExpertInTurns(
  { kind, tensors }: FoldedExpert,
  images: tf.Tensor4D,
  pause: () => Promise<void>,
): Promise<tf.Tensor4D> {
  checkSizes(kind, images);
  let at = images;
  for (const stage of kind.stages(tensors)) {
    const input = at;
    at = tf.tidy(() => stage(input));
    if (input !== images) input.dispose();
    await pause();
  }
  return at;
}

/** @returns The same once more, whatever happens to the first; the caller disposes of it. */
export function copyFoldedExpert({ kind, tensors }: FoldedExpert): FoldedExpert {
  return { kind, tensors: tensors.map((tensor) => tensor.clone()) };
}

/** Disposes of a folded expert. */
export function disposeFoldedExpert({ tensors }: FoldedExpert): void {
  tf.dispose([...tensors]);
}

function checkSizes({ multiple }: ExpertKind, { shape: [, height, width] }: tf.Tensor4D): void {
  if (height % multiple === 0 && width % multiple === 0) return;
  throw new ShapeError(
    `ExpertsModel: this kind of expert takes images whose height and width are multiples of ${multiple}, got ${height}x${width}`,
    { data: { multiple, height, width } },
  );
}
