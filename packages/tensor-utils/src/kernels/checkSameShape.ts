import * as tf from '@tensorflow/tfjs';
import { ShapeError } from '../errors.ts';

/**
 * Refuses a gradient that has not the shape of what it belongs to: a kernel would read past its end.
 *
 * @param owner - Who asks, for the message.
 * @param dy - The gradient.
 * @param y - What it belongs to.
 * @throws ShapeError when the shapes differ.
 * @internal
 */
export function checkSameShape(owner: string, dy: tf.Tensor, y: tf.Tensor): void {
  if (tf.util.arraysEqual(dy.shape, y.shape)) return;
  throw new ShapeError(
    `${owner}: the gradient must have the shape [${y.shape.join(', ')}], got [${dy.shape.join(', ')}]`,
    { data: { expected: y.shape, actual: dy.shape } },
  );
}
