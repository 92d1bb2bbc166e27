import * as tf from '@tensorflow/tfjs';

/**
 * Chooses the modules of a step: exactly so many per sequence, the lower number where scores are tied. At the first step all
 * states are zero and all scores are tied, so a threshold would switch on every module.
 *
 * @param scores - How much each module wants the input `[modules, batch]`; not disposed.
 * @param active - How many modules are chosen.
 * @returns 1 for chosen modules, else 0 `[modules, batch, 1]`; no gradient goes through the choice. The caller disposes of it.
 */
export function selectModules(scores: tf.Tensor2D, active: number): tf.Tensor3D {
  const [modules, batch] = scores.shape;
  const choose = tf.customGrad((values) => ({
    value: chosen(values as tf.Tensor2D, active, [modules, batch]),
    gradFunc: () => tf.zeros([modules, batch]),
  }));
  return choose(scores);
}

function chosen(
  scores: tf.Tensor2D,
  active: number,
  [modules, batch]: readonly [number, number],
): tf.Tensor3D {
  if (active === modules) return tf.ones([modules, batch, 1]);
  return tf.tidy(() => {
    // topk breaks ties by the lower index on every backend; a test holds it to that.
    const { indices } = tf.topk(scores.transpose<tf.Tensor2D>(), active, true);
    return tf
      .oneHot(indices, modules)
      .cast('float32')
      .sum(1)
      .transpose()
      .reshape([modules, batch, 1]);
  });
}
