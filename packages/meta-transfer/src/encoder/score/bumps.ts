import { featureMap } from '../../continuous/conjugate/features.ts';

/** Bumps at even distances that a mechanism is made of, beside a constant. */
export interface Bumps {
  readonly kind: 'bumps';
  /** The first centre. */
  readonly low: number;
  /** The last one. */
  readonly high: number;
  /** How many. */
  readonly count: number;
  /** The deviation of each. */
  readonly width: number;
}

/** Writes the features of an input, and their derivatives by it. */
export type BumpWriter = (input: number, phi: Float64Array, slopes: Float64Array) => void;

/**
 * @param bumps - The bumps.
 * @returns A function that fills in the features of an input and their derivatives, `count + 1` each: the constant is the last.
 */
export function bumpWriter(bumps: Bumps): BumpWriter {
  const { low, high, count, width } = bumps;
  const map = featureMap('bumpWriter', bumps);
  const gap = (high - low) / (count - 1);
  const precision = 1 / (width * width);
  return (input, phi, slopes) => {
    map.write(input, phi);
    for (let j = 0; j < count; j++) {
      slopes[j] = (phi[j] ?? 0) * (low + j * gap - input) * precision;
    }
    slopes[count] = 0;
  };
}
