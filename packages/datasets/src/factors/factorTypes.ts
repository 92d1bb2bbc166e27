import type { DataOrigin } from '../image/imageDataset.ts';

/** A quantity that a scene is made of, such as the angle of a lamp or whether somebody smiles. */
export interface Factor {
  /** Its name, as graphs and interventions call it. */
  readonly name: string;
  /** Whether it takes real values, or 0 and 1 alone. */
  readonly kind: 'continuous' | 'binary';
  /** What its values are measured in, for people, such as `degrees`. Default: nothing is said. */
  readonly unit?: string;
}

/** Observations that can be read by index, each with the values of named factors. Images with labels are such, and vectors may be. */
export interface FactorDataset {
  /** A short name for tables, such as `pendulum/train`. */
  readonly name: string;
  /** Where the observations come from. */
  readonly origin: DataOrigin;
  /** Number of observations, at least 1. */
  readonly size: number;
  /** The shape of one: `[height, width, channels]` of an image with pixels in [0, 1], or `[width]` of a vector of any numbers. */
  readonly shape: readonly number[];
  /** What is known about every observation, in the order of the columns of `values`. */
  readonly factors: readonly Factor[];
  /**
   * `[size, factors]` row by row, in the factors' own units: 0 or 1 where a factor is binary, NaN where a label is missing.
   */
  readonly values: Float64Array;
  /**
   * Reads observations into an array. Long reads give the event loop turns.
   *
   * @param indices - Which, in [0, size). Do not change them before the promise resolves.
   * @param out - Receives `indices.length` observations one after the other, complete when the promise resolves.
   */
  read(indices: Int32Array, out: Float32Array): Promise<void>;
}
