import { checkFactorDataset, factorColumn } from '@causal-mechanisms/datasets';
import type { Factor, FactorDataset } from '@causal-mechanisms/datasets';
import { checkOptions, ValuesError } from '@causal-mechanisms/tensor-utils';
import { checkReader, checkReading, checkReadValues } from './evaluateChecks.ts';
import { checkObservationShape } from './checkObservationShape.ts';
import { eachBatch } from './eachBatch.ts';
import type { FactorReader } from './factorReader.ts';

/** How well a factor that was read agrees with its labels. */
export interface FactorAgreement {
  /** The factor. */
  readonly factor: string;
  /** What it is. */
  readonly kind: Factor['kind'];
  /** Observations with a label; the others count for nothing. */
  readonly labels: number;
  /** The mean distance between value and label, in units; of a binary factor, between probability and label. */
  readonly meanError: number;
  /**
   * Continuous: R squared, 1 minus the squared errors over those of the mean label. Binary: the share that is right, with 1 where the
   * probability is at least 0.5.
   */
  readonly score: number;
  /** What the best constant answer scores: 0, or the share of the more frequent label. */
  readonly reference: number;
}

/** Options of {@link labelAgreement}. */
export interface LabelAgreementOptions {
  /** Observations that are read at a time. Default: 256. */
  readonly batchSize?: number;
  /** Ends the work with the reason of the signal. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Compares the factors that a model reads off observations with their labels: whether its factors are those of its user, and how exactly.
 *
 * @param model - What reads them.
 * @param data - Observations with labels, such as some that were held out.
 * @param options - How many at a time.
 * @returns One entry per factor of the model, in its order.
 * @throws ShapeError when the model reads observations of another shape; ArgumentError when the data lack a factor; ValuesError when a factor
 *   has no label at all.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { factorDataset } from '@causal-mechanisms/datasets';
 * import { labelAgreement } from '@causal-mechanisms/dear-scm';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const factors = [{ name: 'angle', kind: 'continuous', unit: 'degrees' }] as const;
 * const data = factorDataset({
 *   name: 'three',
 *   observations: Float32Array.of(10, 20, 33),
 *   shape: [1],
 *   factors,
 *   values: [10, 20, 30],
 * });
 * const reader = {
 *   observationShape: [1],
 *   factors,
 *   factorValues: async (x: tf.Tensor) => Float64Array.from(await x.data()),
 * };
 * const [angle] = await labelAgreement(reader, data);
 * console.log(angle?.meanError, angle?.score); // 1 0.955
 * ```
 */
export async function labelAgreement(
  model: FactorReader,
  data: FactorDataset,
  options: LabelAgreementOptions = {},
): Promise<FactorAgreement[]> {
  const owner = 'labelAgreement';
  const { batchSize = 256, signal } = checkOptions(owner, options);
  checkReading(owner, batchSize, signal);
  checkReader(owner, 'model', model);
  checkFactorDataset(owner, 'data', data);
  const { factors } = model;
  checkObservationShape('labelAgreement', model, data);
  const labels = factors.map(({ name }) => factorColumn(data, name));
  const values = new Float64Array(data.size * factors.length);
  await eachBatch(data, { batchSize, signal }, async (observations, from) => {
    const read = await model.factorValues(observations);
    checkReadValues(owner, read, observations.shape[0], factors.length);
    values.set(read, from * factors.length);
  });
  return factors.map((factor, place) => {
    const column = Float64Array.from(
      { length: data.size },
      (_, row) => values[row * factors.length + place] ?? NaN,
    );
    return agreement(factor, column, labels[place] ?? new Float64Array(0));
  });
}

function agreement(
  { name, kind }: Factor,
  values: Float64Array,
  labels: Float64Array,
): FactorAgreement {
  const rows = Array.from(labels.keys()).filter((row) => !Number.isNaN(labels[row]));
  if (rows.length === 0) {
    throw new ValuesError(`labelAgreement: factor "${name}" has no labels to compare with`, {
      data: { factor: name },
    });
  }
  const pairs = rows.map((row): [value: number, label: number] => [
    values[row] ?? NaN,
    labels[row] ?? NaN,
  ]);
  const mean = (of: (value: number, label: number) => number): number =>
    pairs.reduce((sum, [value, label]) => sum + of(value, label), 0) / pairs.length;
  const centre = mean((_, label) => label);
  const common = { factor: name, kind, labels: rows.length };
  const meanError = mean((value, label) => Math.abs(value - label));
  if (kind === 'binary') {
    const score = mean((value, label) => Number(value >= 0.5 === (label === 1)));
    return { ...common, meanError, score, reference: Math.max(centre, 1 - centre) };
  }
  const spread = mean((_, label) => (label - centre) ** 2);
  const error = mean((value, label) => (value - label) ** 2);
  return { ...common, meanError, score: 1 - error / spread, reference: 0 };
}
