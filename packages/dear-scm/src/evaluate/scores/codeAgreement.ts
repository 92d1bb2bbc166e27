import type { Factor } from '@causal-mechanisms/datasets';
import { meanCorrelationCoefficient, rankAuc } from '@causal-mechanisms/metrics';

/** How the coordinate that stands for a factor agrees with its labels, whatever its scale. */
export interface CodeAgreement {
  /** The factor. */
  readonly factor: string;
  /** The correlation of coordinate and label, in [-1, 1]; 0 where either is constant. */
  readonly correlation: number;
  /** Of a binary factor, the probability that a row with the label 1 has the higher coordinate than one with 0; NaN for others. */
  readonly area: number;
}

/**
 * Compares coordinates with the labels of their factors.
 *
 * @param factors - The factors in the order of the columns.
 * @param labels - A column of labels per factor, of rows without missing ones.
 * @param codes - The coordinate that stands for each factor, in the same rows.
 * @returns One entry per factor.
 */
export function codeAgreement(
  factors: readonly Factor[],
  labels: readonly Float64Array[],
  codes: readonly Float64Array[],
): CodeAgreement[] {
  return factors.map(({ name, kind }, place) => {
    const label = labels[place] ?? new Float64Array(0);
    const code = codes[place] ?? new Float64Array(0);
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
    };
  });
}
