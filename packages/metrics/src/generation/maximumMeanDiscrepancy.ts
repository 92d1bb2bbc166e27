import {
  ArgumentError,
  checkNumber,
  checkOptions,
  checkText,
} from '@causal-mechanisms/tensor-utils';
import { median } from '../curve/median.ts';
import { checkSamples } from './sampleChecks.ts';
import { squaredDistances } from './squaredDistances.ts';

/** Options of {@link maximumMeanDiscrepancy}. */
export interface DiscrepancyOptions {
  /**
   * The width of the kernel `exp(-distance^2 / (2 bandwidth^2))`, above 0. Default: the median distance between a row of one sample and
   * one of the other, or 1 where that is 0.
   */
  readonly bandwidth?: number;
  /** Whether a row is compared with itself: `biased` is never below 0, `unbiased` is 0 on average for equal distributions. Default: `unbiased`. */
  readonly estimator?: 'biased' | 'unbiased';
}

/** How far two distributions are apart, seen through a kernel. */
export interface Discrepancy {
  /** The squared discrepancy: `first + second - 2 between`, at most 2. */
  readonly squared: number;
  /** The mean kernel between rows of the first sample. */
  readonly first: number;
  /** That between rows of the second. */
  readonly second: number;
  /** That between a row of the one and a row of the other. */
  readonly between: number;
  /** The width of the kernel that was used: figures of different widths cannot be compared. */
  readonly bandwidth: number;
}

/**
 * The squared maximum mean discrepancy (MMD; Gretton et al., 2012) of two samples, with a Gaussian kernel. Takes time and memory in the order of the product
 * of their sizes. Columns in different units should be scaled before.
 *
 * @param first - A sample: columns of one length.
 * @param second - Another sample of the same columns; it may have another number of rows.
 * @param options - The width of the kernel and the estimator.
 * @returns The discrepancy and what it comes from.
 * @throws ArgumentError for no column, less than two rows or an impossible width; ShapeError for columns that do not fit;
 *   ValuesError for entries that are not finite.
 *
 * @example
 * ```ts
 * import { maximumMeanDiscrepancy } from '@causal-mechanisms/metrics';
 *
 * const options = { bandwidth: 1, estimator: 'biased' } as const;
 * console.log(maximumMeanDiscrepancy([[0, 0]], [[1, 1]], options).squared.toFixed(4)); // 0.7869
 * ```
 */
export function maximumMeanDiscrepancy(
  first: readonly ArrayLike<number>[],
  second: readonly ArrayLike<number>[],
  options: DiscrepancyOptions = {},
): Discrepancy {
  const owner = 'maximumMeanDiscrepancy';
  const { estimator: kind = 'unbiased' } = checkOptions(owner, options);
  checkText(owner, 'estimator', kind, ['biased', 'unbiased']);
  if (options.bandwidth !== undefined) checkNumber(owner, 'bandwidth', options.bandwidth);
  const estimator: string = kind;
  const [rows, others] = checkSamples(owner, first, second);
  if (estimator !== 'biased' && estimator !== 'unbiased') {
    throw new ArgumentError(
      `${owner}: estimator must be 'biased' or 'unbiased', got ${estimator}`,
      {
        data: { estimator },
      },
    );
  }
  const crossing = squaredDistances(first, second);
  const bandwidth = options.bandwidth ?? (median(crossing.map(Math.sqrt)) || 1);
  if (!(bandwidth > 0 && bandwidth < Infinity)) {
    throw new ArgumentError(`${owner}: bandwidth must be finite and above 0, got ${bandwidth}`, {
      data: { bandwidth },
    });
  }
  const kernels = (squares: Float64Array) =>
    squares.reduce((sum, square) => sum + Math.exp(-square / (2 * bandwidth * bandwidth)), 0);
  const within = (columns: readonly ArrayLike<number>[], size: number) => {
    const sum = kernels(squaredDistances(columns, columns));
    // The kernel of a row and itself is 1.
    return estimator === 'biased' ? sum / (size * size) : (sum - size) / (size * (size - 1));
  };
  const [ofFirst, ofSecond] = [within(first, rows), within(second, others)];
  const between = kernels(crossing) / (rows * others);
  return {
    squared: ofFirst + ofSecond - 2 * between,
    first: ofFirst,
    second: ofSecond,
    between,
    bandwidth,
  };
}
