import * as tf from '@tensorflow/tfjs';

/*
 * TensorFlow.js differentiates an op whose gradient is made of its output (tanh, exp, softmax) rightly once, but not twice: what was
 * kept of the output is no function of the input for the outer tape. These keep the input.
 */

/**
 * @param x - Any tensor.
 * @returns Its hyperbolic tangent, with right second derivatives on nested tapes.
 */
export function tanhTwice(x: tf.Tensor3D): tf.Tensor3D {
  return keepingInput(
    x,
    () => tf.tanh(x),
    (dy, input) => tf.mul(dy, tf.sub(1, tf.square(tf.tanh(input)))),
  );
}

/**
 * @param x - `[tasks, points, outputs]`.
 * @returns The logarithm of the sum of exponentials over the last axis, which stays, with right second derivatives on nested tapes.
 */
export function logSumExpTwice(x: tf.Tensor3D): tf.Tensor3D {
  return keepingInput(
    x,
    () => tf.logSumExp(x, 2, true),
    (dy, input) => tf.mul(dy, tf.softmax(input)),
  );
}

function keepingInput(
  x: tf.Tensor3D,
  value: () => tf.Tensor,
  gradient: (dy: tf.Tensor3D, input: tf.Tensor3D) => tf.Tensor,
): tf.Tensor3D {
  const op = tf.customGrad<tf.Tensor3D>((...given) => {
    const save = given.at(-1) as unknown as tf.GradSaveFunc;
    save([given[0] as tf.Tensor]);
    return {
      value: value() as tf.Tensor3D,
      gradFunc: (dy, saved) => gradient(dy, saved[0] as tf.Tensor3D),
    };
  });
  return op(x);
}
