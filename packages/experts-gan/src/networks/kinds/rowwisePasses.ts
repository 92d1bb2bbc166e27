import * as tf from '@tensorflow/tfjs';
import { parameterLayout } from '@causal-mechanisms/tensor-utils';
import type { ExpertKind } from './expertKind.ts';

/** What a kind computes whose rows do not depend on each other. */
export interface RowwiseNetwork {
  /** Gives the images it makes `[n, height, width, c]`, of which the caller disposes. */
  readonly apply: (parameters: readonly tf.Tensor[], images: tf.Tensor4D) => tf.Tensor4D;
  /** Gives the gradient of the flat parameter vector for that of its output, of which the caller disposes. */
  readonly gradient: (
    parameters: readonly tf.Tensor[],
    images: tf.Tensor4D,
    dOutput: tf.Tensor4D,
  ) => tf.Tensor1D;
}

/**
 * The passes of a kind without running statistics: what training and prediction compute is the same, and the gradient reads the rows alone that
 * were won.
 *
 * @param network - What it computes.
 * @returns The parts of the kind that follow from it.
 */
export function rowwisePasses({
  apply,
  gradient,
}: RowwiseNetwork): Pick<ExpertKind, 'statistics' | 'rowwise' | 'forward' | 'fold' | 'stages'> {
  return {
    statistics: parameterLayout([]),
    rowwise: true,
    async forward(parameters, images, pause) {
      const output = apply(parameters, images);
      const statistics = tf.tensor1d([]);
      await pause();
      return {
        output,
        statistics,
        async gradient(dOutput, { rows, pause: pauseAgain }) {
          const read = rows === undefined ? images : tf.gather(images, rows);
          const found = gradient(parameters, read, dOutput);
          if (read !== images) read.dispose();
          await pauseAgain();
          return found;
        },
        dispose: () => {
          tf.dispose([output, statistics]);
        },
      };
    },
    fold: ({ parameters }) => parameters.map((parameter) => parameter.clone()),
    stages: (folded) => [(images) => apply(folded, images)],
  };
}
