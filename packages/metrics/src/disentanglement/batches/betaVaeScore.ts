import { mostLikely } from '../../numeric/mostLikely.ts';
import { softmaxRegression } from '../../numeric/softmaxRegression.ts';
import { checkSampleColumns } from '../../representation/columnChecks.ts';
import { checkBatches } from './batchChecks.ts';
import { heldRows } from '../prediction/heldRows.ts';
import type { FixedFactorBatch } from './fixedFactorBatches.ts';

/** Whether differences of codes tell which factor was the same. */
export interface BetaVaeScore {
  /** The accuracy for every third batch, which was held out: 1 for right codes, about the share of the commonest factor for constant ones. */
  readonly accuracy: number;
  /** The mean absolute difference of each code over the batches of each factor: one row per factor; NaN for one without a batch. */
  readonly differences: readonly (readonly number[])[];
}

/**
 * The beta-VAE score (Higgins et al., 2017): a logistic regression tells from the mean absolute differences of codes between pairs of rows
 * which factor the pairs agree in.
 *
 * @param found - The codes: columns of one length.
 * @param batches - At least six sets of rows that agree in one factor, such as {@link fixedFactorBatches} draws, in no periodic order. A
 *   row of the first half of a batch is a pair with one of the second; an odd last row is left out.
 * @returns Accuracy and differences.
 * @throws ArgumentError for no column, less than six batches, impossible factors or batches with less than two rows; ShapeError for
 *   different lengths; ValuesError for entries that are not finite and rows that are not there.
 *
 * @example
 * ```ts
 * import { betaVaeScore, fixedFactorBatches } from '@causal-mechanisms/metrics';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const [a, b] = [[0, 0, 1, 1], [0, 1, 0, 1]];
 * const batches = fixedFactorBatches([a, b], { stream: new RandomStream(1), batches: 60 });
 * console.log(betaVaeScore([b, a], batches).accuracy); // 1
 * ```
 */
export function betaVaeScore(
  found: readonly ArrayLike<number>[],
  batches: readonly FixedFactorBatch[],
): BetaVaeScore {
  const owner = 'betaVaeScore';
  const rows = checkSampleColumns(owner, 'found', found);
  const factors = checkBatches(owner, batches, rows);
  const { train, test } = heldRows(owner, batches.length);
  const features = found.map((column) =>
    Float64Array.from(batches, (batch) => difference(column, batch.rows)),
  );
  const labels = batches.map(({ factor }) => factor);
  const predict = softmaxRegression(features.map(train), train(labels), factors);
  const predicted = mostLikely(predict(features.map(test)));
  const held = test(labels);
  return {
    accuracy: held.filter((label, batch) => label === predicted[batch]).length / held.length,
    differences: Array.from({ length: factors }, (_, factor) =>
      features.map((feature) => {
        const own = feature.filter((_, batch) => labels[batch] === factor);
        return own.reduce((sum, value) => sum + value, 0) / own.length;
      }),
    ),
  };
}

function difference(column: ArrayLike<number>, rows: Int32Array): number {
  const pairs = Math.floor(rows.length / 2);
  let sum = 0;
  for (let pair = 0; pair < pairs; pair++) {
    sum += Math.abs((column[rows[pair] ?? 0] ?? NaN) - (column[rows[pairs + pair] ?? 0] ?? NaN));
  }
  return sum / pairs;
}
