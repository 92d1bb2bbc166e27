import { constantValues, normalValues } from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/** Draws where a tensor starts: one value per entry. */
export type Start = (length: number, stream: RandomStream) => Float32Array;

/** The slope of LeakyReLU below 0, in every network of this package. */
export const LEAK = 0.2;

/** All zeros: biases, and whatever shall have no effect at first. */
export const zeros: Start = (length) => constantValues(length, 0);

/** All ones. */
export const ones: Start = (length) => constantValues(length, 1);

/**
 * Normal values under which a LeakyReLU layer keeps the mean square of its input (He et al., 2015, equation 15).
 *
 * @param fanIn - Inputs of one unit.
 * @returns The start.
 */
export function heStart(fanIn: number): Start {
  return scaledNormal(Math.sqrt(2 / ((1 + LEAK ** 2) * fanIn)));
}

/**
 * Normal values under which a layer without activation keeps the mean square of its input.
 *
 * @param fanIn - Inputs of one unit.
 * @returns The start.
 */
export function linearStart(fanIn: number): Start {
  return scaledNormal(1 / Math.sqrt(fanIn));
}

/** A direction drawn uniformly: a vector of length 1. */
export const unitVector: Start = (length, stream) => {
  const values = normalValues(length, 1, stream);
  const size = Math.hypot(...values);
  return values.map((value) => value / size);
};

/**
 * Normal values for a ReLU layer.
 *
 * @param fan - Inputs or outputs of one unit.
 * @returns The start: variance 2 / fan.
 */
export function reluStart(fan: number): Start {
  return scaledNormal(Math.sqrt(2 / fan));
}

function scaledNormal(deviation: number): Start {
  return (length, stream) => normalValues(length, deviation, stream);
}
