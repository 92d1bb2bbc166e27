import * as tf from '@tensorflow/tfjs';
import { FlatAdam, ParameterVector } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout } from '@causal-mechanisms/tensor-utils';
import { applyFoldedExpert, disposeFoldedExpert, foldExpert } from './foldedExpert.ts';
import type { FoldedExpert } from './foldedExpert.ts';

/** How much a new batch counts in the running statistics: 0.1, as in PyTorch. */
const STATISTICS_RATE = 0.1;

/** One expert: its parameters and the running statistics of its batch norm. */
export class Expert {
  /** The parameters. */
  readonly parameters: ParameterVector;
  #statistics: tf.Tensor1D;
  #folded: FoldedExpert | null = null;

  /**
   * @param layout - From `expertLayout`.
   * @param values - The parameters; owned from here on.
   * @param statistics - The running statistics; owned from here on.
   */
  constructor(layout: ParameterLayout, values: tf.Tensor1D, statistics: tf.Tensor1D) {
    this.parameters = new ParameterVector(layout, values);
    this.#statistics = tf.keep(statistics);
  }

  /** Running means, then running variances, block by block; disposed by the expert. */
  get statistics(): tf.Tensor1D {
    return this.#statistics;
  }

  /** Forgets the folded form: call it after the parameters or the statistics were set. */
  changed(): void {
    if (this.#folded !== null) disposeFoldedExpert(this.#folded);
    this.#folded = null;
  }

  /**
   * Takes the statistics of one more batch into the running ones.
   *
   * @param batch - Means, then unbiased variances, block by block; not disposed.
   */
  updateStatistics(batch: tf.Tensor1D): void {
    this.setStatistics(mixed(this.#statistics, batch, 1 - STATISTICS_RATE));
  }

  /**
   * Puts other running statistics in the place of the present ones.
   *
   * @param statistics - Owned from here on.
   */
  setStatistics(statistics: tf.Tensor1D): void {
    this.#statistics.dispose();
    this.#statistics = tf.keep(statistics);
    this.changed();
  }

  /**
   * Moves parameters and running statistics towards those of another expert.
   *
   * @param other - Of the same layout; not changed.
   * @param kept - The weight of the own values, in [0, 1).
   */
  approach(other: Expert, kept: number): void {
    this.parameters.replace(mixed(this.parameters.values, other.parameters.values, kept));
    this.setStatistics(mixed(this.#statistics, other.statistics, kept));
  }

  /**
   * Does one update of the parameters.
   *
   * @param adam - The expert's optimiser.
   * @param gradient - The gradient of the flat vector; not disposed.
   * @param rate - The step size. Default: the optimiser's.
   */
  update(adam: FlatAdam, gradient: tf.Tensor1D, rate?: number): void {
    this.parameters.replace(adam.update(this.parameters.values, gradient, rate));
    this.changed();
  }

  /**
   * Applies the expert with its running statistics.
   *
   * @param images - `[n, height, width, c]`; not disposed.
   * @returns The images it makes; the caller disposes of them.
   */
  apply(images: tf.Tensor4D): tf.Tensor4D {
    return applyFoldedExpert(this.#fold(), images);
  }

  /**
   * The expert as it is now, for work that gives turns to others: it stays as it is while the expert learns on.
   *
   * @returns Its folded form; the caller disposes of it with `disposeFoldedExpert`.
   */
  folded(): FoldedExpert {
    const { layers } = this.#fold();
    return {
      layers: layers.map(({ kernel, bias }) => ({ kernel: kernel.clone(), bias: bias.clone() })),
    };
  }

  /** Disposes of all tensors of the expert. */
  dispose(): void {
    this.parameters.dispose();
    this.#statistics.dispose();
    this.changed();
  }

  #fold(): FoldedExpert {
    if (this.#folded === null) {
      const folded = foldExpert(this.parameters.views, this.#statistics);
      for (const { kernel, bias } of folded.layers) {
        tf.keep(kernel);
        tf.keep(bias);
      }
      this.#folded = folded;
    }
    return this.#folded;
  }
}

/**
 * @param own - A flat vector; not disposed.
 * @param other - Of the same length; not disposed.
 * @param kept - The weight of the own values.
 * @returns Their weighted mean; the caller disposes of it.
 */
export function mixed(own: tf.Tensor1D, other: tf.Tensor1D, kept: number): tf.Tensor1D {
  return tf.tidy(() => own.mul(kept).add<tf.Tensor1D>(other.mul(1 - kept)));
}
