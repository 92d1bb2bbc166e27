import type { Tensor } from '@tensorflow/tfjs';
import { checkFactorDataset, readObservations } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { causalEffects } from '@causal-mechanisms/metrics';
import type { CausalEffects } from '@causal-mechanisms/metrics';
import {
  ArgumentError,
  checkCount,
  checkMethods,
  checkOptions,
  checkText,
} from '@causal-mechanisms/tensor-utils';
import { isList } from '../../checks.ts';
import { checkReader, checkReading } from '../evaluateChecks.ts';
import type { CounterfactualModel } from '../counterfactuals/counterfactualModel.ts';
import type { FactorReader } from '../factorReader.ts';
import { readColumns } from './readColumns.ts';

/** Between which values a factor is set. */
export interface FactorRange {
  /** The factor. */
  readonly name: string;
  /** Its least value, in its units. */
  readonly least: number;
  /** Its greatest one. */
  readonly most: number;
}

/** Options of {@link effectScores}. */
export interface EffectScoresOptions {
  /** What reads factors off the answers; it must read every factor that is set. */
  readonly reader: FactorReader;
  /** The factors that are set, each to its least and its greatest value, such as `scaling.state.ranges` of a model. */
  readonly ranges: readonly FactorRange[];
  /** Observations at a time. Default: 128. */
  readonly batchSize?: number;
  /** Ends the work with the reason of the signal. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

/** What setting factors does to factors: rows are what is set, columns what is read. */
export interface EffectScores extends CausalEffects {
  /** The factors, in the order of the ranges: names of rows and of columns. */
  readonly factors: readonly string[];
}

/**
 * The average effect of every factor of a model on every factor, from its least to its greatest value, in shares of each range: 1 on the diagonal where a factor
 * follows fully, and 0 where the one is no cause of the other. The lower bound is the absolute mean of the change, the upper one the
 * mean of the absolute change (see `causalEffects`).
 *
 * @param model - What answers; not disposed.
 * @param data - At least two observations that are asked about.
 * @param options - The reader and the ranges.
 * @returns Both bounds and the mean effect.
 * @throws ArgumentError for less than two observations, no range, a range without width, or a factor that the reader does not read; ShapeError when
 *   the reader gives another number of values.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { factorDataset } from '@causal-mechanisms/datasets';
 * import { effectScores } from '@causal-mechanisms/dear-scm';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const factors = [{ name: 'light', kind: 'continuous' }] as const;
 * const data = factorDataset({ name: 'two', observations: Float32Array.of(1, 2), shape: [1], factors, values: [1, 2] });
 * // A model that sets light to half of what is asked.
 * const model = {
 *   reconstruct: (x: tf.Tensor) => tf.clone(x),
 *   do: async (x: tf.Tensor, targets: Record<string, number>) => ({
 *     observations: tf.fill(x.shape, (targets['light'] ?? 0) / 2),
 *   }),
 * };
 * const reader = {
 *   observationShape: [1],
 *   factors,
 *   factorValues: async (x: tf.Tensor) => Float64Array.from(await x.data()),
 * };
 * const { lower, upper } = await effectScores(model, data, { reader, ranges: [{ name: 'light', least: 10, most: 20 }] });
 * console.log(lower, upper); // [ [ 0.5 ] ] [ [ 0.5 ] ]
 * ```
 */
export async function effectScores(
  model: CounterfactualModel,
  data: FactorDataset,
  options: EffectScoresOptions,
): Promise<EffectScores> {
  const owner = 'effectScores';
  const { reader, ranges, batchSize = 128, signal } = checkOptions(owner, options);
  checkReading(owner, batchSize, signal);
  checkMethods(owner, 'model', model, ['do']);
  checkFactorDataset(owner, 'data', data);
  checkReader(owner, 'reader', reader);
  checkRanges(owner, ranges);
  checkCount(owner, 'the number of observations', data.size, { least: 2 });
  const factors = ranges.map(({ name }) => name);
  const answers = async (targets: Readonly<Record<string, number>>) => {
    const columns = await readColumns(owner, {
      reader,
      factors,
      rows: data.size,
      batch: async (from, count): Promise<Tensor> => {
        const x = await readObservations(
          data,
          Int32Array.from({ length: count }, (_, i) => from + i),
        );
        try {
          return (await model.do(x, targets)).observations;
        } finally {
          x.dispose();
        }
      },
      batchSize,
      signal,
    });
    return columns.map((column, j) => {
      const { least = 0, most = 1 } = ranges[j] ?? {};
      return column.map((value) => value / (most - least));
    });
  };
  const contrasts = [];
  for (const { name, least, most } of ranges) {
    contrasts.push({
      low: await answers({ [name]: least }),
      high: await answers({ [name]: most }),
    });
  }
  return { factors, ...causalEffects(contrasts) };
}

function checkRanges(owner: string, ranges: readonly FactorRange[]): void {
  if (!isList(ranges) || ranges.length === 0) {
    throw new ArgumentError(`${owner}: ranges must be a list of ranges, at least one`, {
      data: { ranges },
    });
  }
  ranges.forEach((range, i) => {
    const { name, least, most } = checkOptions(owner, range, `ranges[${i}]`);
    checkText(owner, `ranges[${i}].name`, name);
    const areNumbers = typeof least === 'number' && typeof most === 'number';
    if (areNumbers && most > least && Number.isFinite(most - least)) return;
    throw new ArgumentError(
      `${owner}: ranges[${i}]: the range of ${name} must have a width, got ${String(least)} to ${String(most)}`,
      { data: { factor: name, least, most } },
    );
  });
}
