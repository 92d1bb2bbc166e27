import * as tf from '@tensorflow/tfjs';
import {
  adamPart,
  FlatAdam,
  ParameterAverage,
  parametersPart,
  ParameterVector,
} from '@causal-mechanisms/tensor-utils';
import type { FlatAdamOptions, ParameterLayout, RunState } from '@causal-mechanisms/tensor-utils';

/** How {@link ParameterGroup} learns. */
export interface ParameterGroupOptions {
  /** The settings of its optimiser. */
  readonly adam: FlatAdamOptions;
  /** The decay of the moving average; null for none. */
  readonly average: number | null;
}

/**
 * Parameters that one optimiser moves: their vector, its moments, and their moving average where there is one. A group without
 * parameters is allowed; it never moves.
 */
export class ParameterGroup {
  /** What is trained; disposed by this object, unless it is also what the model uses. */
  readonly vector: ParameterVector;
  readonly #adam: FlatAdam | undefined;
  readonly #average: ParameterAverage | undefined;

  /**
   * @param layout - Of the parameters.
   * @param start - `[layout.length]`; copied.
   * @param options - How they learn.
   */
  constructor(
    layout: ParameterLayout,
    start: Float32Array,
    { adam, average }: ParameterGroupOptions,
  ) {
    // A copy: a backend may keep the array that a tensor is made of.
    this.vector = new ParameterVector(layout, tf.tensor1d(start.slice()));
    this.#adam = layout.length === 0 ? undefined : new FlatAdam(layout.length, adam);
    this.#average = average === null ? undefined : new ParameterAverage(this.vector, average);
  }

  /** What a model is to use: the average where there is one. Whoever takes it disposes of it. */
  get used(): ParameterVector {
    return this.#average?.vector ?? this.vector;
  }

  /**
   * Does one update.
   *
   * @param gradient - `[layout.length]`; not disposed.
   */
  apply(gradient: tf.Tensor1D): void {
    if (this.#adam === undefined) return;
    this.vector.replace(this.#adam.update(this.vector.values, gradient));
    this.#average?.update(this.vector);
  }

  /**
   * @param name - Of the group.
   * @returns Its parts of a learner's state: parameters, moments, average.
   */
  state(name: string): RunState {
    return {
      [name]: parametersPart(this.vector),
      ...(this.#adam === undefined ? {} : { [`${name}Adam`]: adamPart(this.#adam) }),
      ...(this.#average === undefined
        ? {}
        : { [`${name}Average`]: parametersPart(this.#average.vector) }),
    };
  }

  /** Disposes of all but what the model uses. */
  dispose(): void {
    this.#adam?.dispose();
    if (this.#average !== undefined) this.vector.dispose();
  }
}
