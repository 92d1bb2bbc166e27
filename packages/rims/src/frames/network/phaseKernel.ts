import * as tf from '@tensorflow/tfjs';

/** Which of the pixels before, at and after its own an enlarged pixel sees through each of the 4 taps: first the even ones, then the odd. */
const SEEN = [
  [0, 1, 1, 2],
  [1, 1, 2, 2],
] as const;
const [TAPS, WINDOW, PHASES] = [4, 3, 2];

/**
 * Sums the taps of a convolution 4x4 on an enlarged map that fall on the same pixel of the small one.
 *
 * @param kernel - `[4, 4, inputs, outputs]`; not disposed.
 * @returns `[3, 3, inputs, 4 outputs]`: the outputs of the upper left, upper right, lower left and lower right pixel; the caller disposes of it.
 */
export function phaseKernel(kernel: tf.Tensor4D): tf.Tensor4D {
  const [, , inputs, outputs] = kernel.shape;
  return tf.tidy(() => {
    const taps = kernel.reshape<tf.Tensor2D>([TAPS ** 2, inputs * outputs]);
    const phases = tf.matMul<tf.Tensor2D>(sums(), taps);
    return phases
      .reshape<tf.Tensor3D>([PHASES ** 2, WINDOW ** 2 * inputs, outputs])
      .transpose<tf.Tensor3D>([1, 0, 2])
      .reshape<tf.Tensor4D>([WINDOW, WINDOW, inputs, PHASES ** 2 * outputs]);
  });
}

/**
 * The gradient of {@link phaseKernel}.
 *
 * @param dPhases - `[3, 3, inputs, 4 outputs]`; not disposed.
 * @returns `[4, 4, inputs, outputs]`; the caller disposes of it.
 */
export function phaseKernelGradient(dPhases: tf.Tensor4D): tf.Tensor4D {
  const [, , inputs, wide] = dPhases.shape;
  const outputs = wide / PHASES ** 2;
  return tf.tidy(() => {
    const phases = dPhases
      .reshape<tf.Tensor3D>([WINDOW ** 2 * inputs, PHASES ** 2, outputs])
      .transpose<tf.Tensor3D>([1, 0, 2])
      .reshape<tf.Tensor2D>([PHASES ** 2 * WINDOW ** 2, inputs * outputs]);
    return tf
      .matMul<tf.Tensor2D>(sums(), phases, true, false)
      .reshape<tf.Tensor4D>([TAPS, TAPS, inputs, outputs]);
  });
}

/** `[phase row, phase column, window row, window column][tap row, tap column]`: 1 where a tap falls on that pixel of the window. */
function sums(): tf.Tensor2D {
  const values = new Float32Array(PHASES ** 2 * WINDOW ** 2 * TAPS ** 2);
  for (const [p, rows] of SEEN.entries()) {
    for (const [q, columns] of SEEN.entries()) {
      for (const [a, r] of rows.entries()) {
        for (const [b, s] of columns.entries()) {
          const place = ((p * PHASES + q) * WINDOW + r) * WINDOW + s;
          values[place * TAPS ** 2 + a * TAPS + b] = 1;
        }
      }
    }
  }
  return tf.tensor2d(values, [PHASES ** 2 * WINDOW ** 2, TAPS ** 2]);
}
