import { ArgumentError, checkNumbers, ValuesError } from '@causal-mechanisms/tensor-utils';
import { checkSameLength } from '../checks.ts';

/** How much of the accuracy is there with few examples. */
export interface SampleEfficiency {
  /** The mean of the ratios. */
  readonly mean: number;
  /** Their standard deviation over runs (n - 1); NaN for a single run. */
  readonly deviation: number;
  /** The ratio of every run. */
  readonly ratios: readonly number[];
}

/**
 * Statistical efficiency (Locatello et al., 2019): the mean over runs of the accuracy after training on few examples, divided by that after
 * training on many. It is not the ratio of the two means. A classifier that always names the commonest class has an efficiency of 1, so both
 * accuracies belong beside it.
 *
 * @param few - The test accuracy with few training examples, one per run; from 0 on.
 * @param many - That with many, of the same runs; above 0.
 * @returns Mean, spread and single ratios.
 * @throws ArgumentError when there is no run; ShapeError for different numbers of runs; ValuesError for entries that are no accuracies.
 *
 * @example
 * ```ts
 * import { sampleEfficiency } from '@causal-mechanisms/metrics';
 *
 * console.log(sampleEfficiency([0.4, 0.9], [0.8, 0.9]).mean); // 0.75
 * ```
 */
export function sampleEfficiency(
  few: ArrayLike<number>,
  many: ArrayLike<number>,
): SampleEfficiency {
  const owner = 'sampleEfficiency';
  checkNumbers(owner, 'few', few, { anyNumber: true });
  checkNumbers(owner, 'many', many, { anyNumber: true });
  checkSameLength(owner, 'few and many', few.length, many.length);
  if (few.length === 0) throw new ArgumentError(`${owner}: expected at least one run, got none`);
  const ratios = Array.from(few, (first, run) => {
    const second = many[run] ?? NaN;
    if (!(first >= 0 && first < Infinity && second > 0 && second < Infinity)) {
      throw new ValuesError(
        `${owner}: accuracies must be finite, few from 0 on and many above 0, got ${first} and ${second} in run ${run}`,
        { data: { run, few: first, many: second } },
      );
    }
    return first / second;
  });
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  const squares = ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (ratios.length - 1)), ratios };
}
