import * as tf from '@tensorflow/tfjs';
import type { CategoricalTable } from '@causal-mechanisms/datasets';
import { ParameterVector, tidyAll } from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { graphCosts } from './graphCosts.ts';
import { maskedInputs } from './maskedInputs.ts';
import type { MaskedRows } from './maskedInputs.ts';
import { mechanismGradient } from './mechanismGradient.ts';
import type { MechanismGradient } from './mechanismGradient.ts';
import { initialNetworks, networkLayout } from './networkShape.ts';
import type { NetworkShape } from './networkShape.ts';

/** The largest tensor of hidden units, in numbers: more graphs are scored one group after the other. */
const LARGEST = 2 ** 24;

/** What keeps categories that a variable does not have from getting probability. */
const NEVER = -1e9;

/**
 * One network per variable that predicts it from whatever parents a graph gives it: an embedding per cause and category, zero for causes that
 * are no parents, summed, a leaky rectifier and a linear layer to the logits. All of them are one batched network.
 */
export class MaskedNetworks {
  /** The sizes. */
  readonly shape: NetworkShape;
  /** The parameters of all networks. */
  readonly parameters: ParameterVector;
  readonly #padding: tf.Tensor3D;
  readonly #most: number;
  #buffers = { inputs: new Float32Array(0), answers: new Float32Array(0) };

  /**
   * @param shape - The sizes.
   * @param stream - Where the start is drawn from.
   */
  constructor(shape: NetworkShape, stream: RandomStream) {
    const { categories } = shape;
    this.shape = shape;
    this.#most = Math.max(...categories);
    const most = this.#most;
    this.parameters = new ParameterVector(
      networkLayout(shape),
      tf.tensor1d(initialNetworks(shape, stream)),
    );
    const absent = categories.map((count) => [
      Array.from({ length: most }, (_, category) => (category < count ? 0 : NEVER)),
    ]);
    this.#padding = tf.keep(tf.tensor3d(absent, [categories.length, 1, most]));
  }

  /**
   * The cost of samples, each under a graph of its own, and its gradient.
   *
   * @param table - Where the samples are.
   * @param batch - Rows, and as many graphs.
   * @returns Negative log-likelihood summed over variables and averaged over samples, with gradients; the caller disposes of them.
   */
  gradient(table: CategoricalTable, { rows, graphs }: MaskedRows): MechanismGradient {
    const variables = this.shape.categories.length;
    const answersLength = variables * rows.length * this.#most;
    if (this.#buffers.answers.length !== answersLength) {
      this.#buffers = {
        inputs: new Float32Array(answersLength * variables),
        answers: new Float32Array(answersLength),
      };
    }
    maskedInputs(table, { rows, graphs }, this.#buffers);
    return tidyAll(() =>
      mechanismGradient(this.parameters.views, this.#padding, {
        inputs: tf.tensor3d(this.#buffers.inputs, [variables, rows.length, variables * this.#most]),
        answers: tf.tensor3d(this.#buffers.answers, [variables, rows.length, this.#most]),
      }),
    );
  }

  /**
   * How well each variable is predicted by its parents in each of several graphs, all on the same samples.
   *
   * @param table - Where the samples are.
   * @param batch - Rows, and any number of graphs.
   * @returns Mean negative log-likelihoods in nats `[graphs, variables]`.
   */
  async costs(table: CategoricalTable, { rows, graphs }: MaskedRows): Promise<Float32Array> {
    const { categories, hidden } = this.shape;
    const variables = categories.length;
    const size = variables * variables;
    const draws = graphs.length / size;
    const group = Math.max(1, Math.floor(LARGEST / (variables * rows.length * hidden)));
    const found = new Float32Array(draws * variables);
    for (let start = 0; start < draws; start += group) {
      const some = graphs.subarray(start * size, (start + group) * size);
      const costs = tf.tidy(() => this.#costs(table, { rows, graphs: some }));
      try {
        found.set(await costs.data<'float32'>(), start * variables);
      } finally {
        costs.dispose();
      }
    }
    return found;
  }

  /** Disposes of the parameters. */
  dispose(): void {
    this.parameters.dispose();
    this.#padding.dispose();
  }

  #costs({ columns }: CategoricalTable, { rows, graphs }: MaskedRows): tf.Tensor2D {
    const variables = this.shape.categories.length;
    const most = this.#most;
    const batch = rows.length;
    const draws = graphs.length / (variables * variables);
    const places = new Int32Array(variables * batch);
    const answers = new Float32Array(variables * batch * most);
    for (let cause = 0; cause < variables; cause++) {
      const column = columns[cause] as Uint8Array;
      for (let b = 0; b < batch; b++) {
        const category = column[rows[b] as number] as number;
        places[cause * batch + b] = cause * most + category;
        answers[(cause * batch + b) * most + category] = 1;
      }
    }
    const drawn = tf.tensor3d(graphs, [draws, variables, variables], 'int32');
    return graphCosts(this.parameters.views, this.#padding, {
      places: tf.tensor1d(places, 'int32'),
      answers: tf.tensor4d(answers, [variables, 1, batch, most]),
      parents: drawn.transpose([2, 0, 1]).cast('float32'),
    }).transpose();
  }
}
