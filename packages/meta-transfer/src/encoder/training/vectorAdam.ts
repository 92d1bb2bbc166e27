import { numbersPart } from '@causal-mechanisms/tensor-utils';
import type { RunState } from '@causal-mechanisms/tensor-utils';

/** Adam over a vector of doubles. */
export interface VectorAdam {
  /**
   * Moves values against a gradient, in place.
   *
   * @param values - What is learned.
   * @param gradient - Of the loss, as many.
   * @param updates - Updates done before.
   */
  update(values: Float64Array, gradient: Float64Array, updates: number): void;
  /** Its moments, by a prefix. */
  state(prefix: string): RunState;
}

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/**
 * @param length - Of the vector.
 * @param learningRate - The step size.
 * @returns The optimiser.
 */
export function vectorAdam(length: number, learningRate: number): VectorAdam {
  const first = new Float64Array(length);
  const second = new Float64Array(length);
  return {
    update(values, gradient, updates) {
      const scale = learningRate / (1 - BETA1 ** (updates + 1));
      const correction = 1 - BETA2 ** (updates + 1);
      for (let i = 0; i < length; i++) {
        const slope = gradient[i] ?? 0;
        first[i] = BETA1 * (first[i] ?? 0) + (1 - BETA1) * slope;
        second[i] = BETA2 * (second[i] ?? 0) + (1 - BETA2) * slope * slope;
        const root = Math.sqrt((second[i] ?? 0) / correction);
        values[i] = (values[i] ?? 0) - (scale * (first[i] ?? 0)) / (root + EPSILON);
      }
    },
    state: (prefix) => ({
      [`${prefix} first`]: numbersPart(first),
      [`${prefix} second`]: numbersPart(second),
    }),
  };
}
