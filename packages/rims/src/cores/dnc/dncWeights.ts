import * as tf from '@tensorflow/tfjs';
import { splitInto, withHandGradient } from '@causal-mechanisms/tensor-utils';
import { product } from '../shared/product.ts';

/** The two gates of the write head of a Differentiable Neural Computer. */
export interface DncWriteGates {
  /** g_a, in [0, 1]: 1 writes where there is room, 0 where the content is `[batch, 1, 1]`. */
  readonly allocation: tf.Tensor3D;
  /** g_w, in [0, 1]: how much is written at all `[batch, 1, 1]`. */
  readonly write: tf.Tensor3D;
}

/**
 * Where the write head writes: `w = g_w (g_a a + (1 - g_a) c)`.
 *
 * @param room - a, where there is room `[batch, 1, slots]`; not disposed.
 * @param content - c, where the content is `[batch, 1, slots]`; not disposed.
 * @param gates - Both gates; not disposed.
 * @returns w `[batch, 1, slots]`; the caller disposes of it. One op on the tape, differentiable in all arguments.
 */
export function dncWriteWeights(
  room: tf.Tensor3D,
  content: tf.Tensor3D,
  { allocation, write }: DncWriteGates,
): tf.Tensor3D {
  return withHandGradient([room, content, allocation, write], {
    forward: () => {
      const span = room.sub<tf.Tensor3D>(content);
      const place = content.add<tf.Tensor3D>(span.mul(allocation));
      return { value: place.mul(write), saved: [span, place, allocation, write] };
    },
    gradient: (dy, [span, place, toRoom, gate]) => {
      const dPlace = dy.mul<tf.Tensor3D>(gate);
      const dRoom = dPlace.mul<tf.Tensor3D>(toRoom);
      return [dRoom, dPlace.sub(dRoom), dPlace.mul(span).sum(2, true), dy.mul(place).sum(2, true)];
    },
  });
}

/**
 * Where the read heads read: against the order of writing, by content, or along it,
 * `w = pi_1 L' w_old + pi_2 c + pi_3 L w_old`.
 *
 * @param previous - w_old `[batch, heads, slots]`; not disposed.
 * @param links - L `[batch, slots, slots]`; not disposed.
 * @param content - c `[batch, heads, slots]`; not disposed.
 * @param modes - pi_1, pi_2, pi_3; sum to one `[batch, heads, 3]`; not disposed.
 * @returns w `[batch, heads, slots]`; the caller disposes of it. One op on the tape, differentiable in all four.
 */
export function dncReadWeights(
  previous: tf.Tensor3D,
  links: tf.Tensor3D,
  content: tf.Tensor3D,
  modes: tf.Tensor3D,
): tf.Tensor3D {
  return withHandGradient([previous, links, content, modes], {
    forward: () => {
      const [back, stay, on] = splitInto(modes, 3, 2);
      const backward = product(previous, links);
      const forward = product(previous, links, 'second');
      const value = backward.mul(back).add(content.mul(stay)).add<tf.Tensor3D>(forward.mul(on));
      return { value, saved: [previous, links, content, modes, backward, forward] };
    },
    gradient: (dy, [old, linked, found, pi, backward, forward]) => {
      const [back, stay, on] = splitInto(pi, 3, 2);
      const dBackward = dy.mul<tf.Tensor3D>(back);
      const dForward = dy.mul<tf.Tensor3D>(on);
      const along = [backward, found, forward].map((each) => each.mul(dy).sum(2, true));
      return [
        product(dBackward, linked, 'second').add(product(dForward, linked)),
        product(old, dBackward, 'first').add(product(dForward, old, 'first')),
        dy.mul(stay),
        tf.concat(along, 2),
      ];
    },
  });
}
