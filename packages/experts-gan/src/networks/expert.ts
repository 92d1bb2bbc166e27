import * as tf from '@tensorflow/tfjs';
import { FlatAdam, movingAverage, ParameterVector } from '@causal-mechanisms/tensor-utils';
import {
  applyFoldedExpert,
  copyFoldedExpert,
  disposeFoldedExpert,
  foldExpert,
} from './foldedExpert.ts';
import type { FoldedExpert } from './foldedExpert.ts';
import type { ExpertKind, ExpertPass, LayerWeights } from './kinds/expertKind.ts';

/** How much a new batch counts in the running statistics: 0.1, as in PyTorch. */
const STATISTICS_RATE = 0.1;

/** One expert: its kind, its parameters and its running statistics. */
export class Expert {
  /** What it computes. */
  readonly kind: ExpertKind;
  /** The parameters. */
  readonly parameters: ParameterVector;
  #statistics: tf.Tensor1D;
  #folded: FoldedExpert | null = null;

  /**
   * @param kind - What it computes.
   * @param values - The parameters; owned from here on.
   * @param statistics - The running statistics; owned from here on.
   */
  constructor(kind: ExpertKind, values: tf.Tensor1D, statistics: tf.Tensor1D) {
    this.kind = kind;
    this.parameters = new ParameterVector(kind.layout, values);
    this.#statistics = tf.keep(statistics);
  }

  /** The running statistics in the order of the kind's; disposed by the expert. */
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
   * @param batch - Of a pass; not disposed.
   */
  updateStatistics(batch: tf.Tensor1D): void {
    this.setStatistics(movingAverage(this.#statistics, batch, 1 - STATISTICS_RATE));
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
    this.parameters.replace(movingAverage(this.parameters.values, other.parameters.values, kept));
    this.setStatistics(movingAverage(this.#statistics, other.statistics, kept));
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
   * The training pass.
   *
   * @param images - `[n, height, width, c]`; kept by the caller until the gradient is taken.
   * @param pause - Gives the event loop its turn between pieces.
   * @returns The pass; the caller disposes of it, before the parameters are.
   */
  forward(images: tf.Tensor4D, pause: () => Promise<void>): Promise<ExpertPass> {
    return this.kind.forward(this.parameters.views, images, pause);
  }

  /**
   * The expert as layers of a layers model.
   *
   * @param input - Images.
   * @param name - Opens the names of the layers.
   * @param weights - Where the weights of the layers are added, owned by the list.
   * @returns The images it makes.
   */
  layers(input: tf.SymbolicTensor, name: string, weights: LayerWeights): tf.SymbolicTensor {
    const tensors = { parameters: this.parameters.views, statistics: this.#statistics };
    return this.kind.layers(input, tensors, name, weights);
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
    return copyFoldedExpert(this.#fold());
  }

  /** Disposes of all tensors of the expert. */
  dispose(): void {
    this.parameters.dispose();
    this.#statistics.dispose();
    this.changed();
  }

  #fold(): FoldedExpert {
    if (this.#folded === null) {
      const folded = foldExpert(this.kind, {
        parameters: this.parameters.views,
        statistics: this.#statistics,
      });
      for (const tensor of folded.tensors) tf.keep(tensor);
      this.#folded = folded;
    }
    return this.#folded;
  }
}

/**
 * @param experts - Experts.
 * @returns Whether their predictions for an image do not depend on the images that are worked on with it.
 */
export function areRowwise(experts: readonly Pick<Expert, 'kind'>[]): boolean {
  return experts.every(({ kind }) => kind.rowwise);
}
