import * as tf from '@tensorflow/tfjs';
import { LEAK } from './mechanismGradient.ts';

/** Samples and graphs for {@link graphCosts}. */
export interface GraphBatch {
  /** Rows of the embeddings of every effect: `cause * most + category`, int32 `[variables * batch]`, cause by cause. */
  readonly places: tf.Tensor1D;
  /** One-hot answers `[variables, 1, batch, most]`. */
  readonly answers: tf.Tensor4D;
  /** Parents `[variables, draws, variables]`: effect, graph, cause. */
  readonly parents: tf.Tensor3D;
}

/**
 * How well each variable is predicted by its parents in each of several graphs, on the same samples, without a tape.
 *
 * The hidden layer is a sum over causes, so that the embeddings of a sample are looked up once and combined with all graphs by one
 * product `[variables, draws, variables] x [variables, variables, batch * hidden]`.
 *
 * @param parameters - In the order of the layout; not disposed.
 * @param padding - `[variables, 1, most]`; not disposed.
 * @param batch - The batch; not disposed.
 * @returns Mean negative log-likelihoods `[variables, draws]`; the caller disposes of them.
 */
export function graphCosts(
  parameters: readonly tf.Tensor[],
  padding: tf.Tensor3D,
  { places, answers, parents }: GraphBatch,
): tf.Tensor2D {
  return tf.tidy(() => {
    const [embeddings, hiddenBias, outputs, outputBias] = parameters as [
      tf.Tensor3D,
      tf.Tensor3D,
      tf.Tensor3D,
      tf.Tensor3D,
    ];
    const [variables, draws] = parents.shape;
    const [, , hidden] = embeddings.shape;
    const [, , batch, most] = answers.shape;
    const found = tf
      .gather(embeddings, places, 1)
      .reshape<tf.Tensor3D>([variables, variables, batch * hidden]);
    const summed = tf.matMul(parents, found).reshape([variables, draws * batch, hidden]);
    const active = tf.leakyRelu(summed.add<tf.Tensor3D>(hiddenBias), LEAK);
    const logits = tf.matMul(active, outputs).add(outputBias.add(padding));
    const shifted = logits.sub(logits.max(2, true)).reshape([variables, draws, batch, most]);
    const totals = shifted.exp().sum(3).log();
    return tf.mean<tf.Tensor2D>(totals.sub(shifted.mul(answers).sum(3)), 2);
  });
}
