import type { Factor } from '@causal-mechanisms/datasets';
import { meanCorrelationCoefficient, rankAuc } from '@causal-mechanisms/metrics';

/** How the coordinate that stands for a factor agrees with its labels. */
export interface LabelAgreement {
  /** The factor. */
  readonly factor: string;
  /** The correlation of coordinate and label, in [-1, 1]; 0 where either is constant. */
  readonly correlation: number;
  /** Of a binary factor, the probability that a row with the label 1 has the higher coordinate than one with 0; NaN for others. */
  readonly area: number;
  /** The mean absolute error in the factor's units; NaN where the way to the units is not known. */
  readonly error: number;
  /** One minus the squared errors as a share of those of the mean label; can be below 0. NaN where the way to the units is not known. */
  readonly r2: number;
}

/**
 * Compares coordinates with the labels of their factors.
 *
 * @param factors - The factors in the order of the columns.
 * @param labels - A column of labels per factor, of rows without missing ones.
 * @param codes - The coordinate that stands for each factor, in the same rows.
 * @param toUnits - From a coordinate to the units of its factor, where it is known.
 * @returns One entry per factor.
 */
export function labelAgreement(
  factors: readonly Factor[],
  labels: readonly Float64Array[],
  codes: readonly Float64Array[],
  toUnits?: (factor: number, latent: number) => number,
): LabelAgreement[] {
  return factors.map(({ name, kind }, place) => {
    const label = labels[place] ?? new Float64Array(0);
    const code = codes[place] ?? new Float64Array(0);
    const read = toUnits === undefined ? undefined : code.map((latent) => toUnits(place, latent));
    return {
      factor: name,
      correlation: meanCorrelationCoefficient([label], [code]).correlations[0]?.[0] ?? NaN,
      area:
        kind === 'binary'
          ? rankAuc(
              code,
              Array.from(label, (value) => value === 1),
            )
          : NaN,
      ...errors(label, read),
    };
  });
}

function errors(label: Float64Array, read: Float64Array | undefined) {
  if (read === undefined) return { error: NaN, r2: NaN };
  const mean = label.reduce((sum, value) => sum + value, 0) / label.length;
  const differences = read.map((value, row) => value - (label[row] ?? NaN));
  const squares = label.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    error: differences.reduce((sum, value) => sum + Math.abs(value), 0) / label.length,
    r2: 1 - differences.reduce((sum, value) => sum + value ** 2, 0) / squares,
  };
}
