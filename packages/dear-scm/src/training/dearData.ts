import * as tf from '@tensorflow/tfjs';
import { readObservations, selectFactors } from '@causal-mechanisms/datasets';
import type { Factor, FactorDataset, FactorGraph } from '@causal-mechanisms/datasets';
import {
  ArgumentError,
  nearestName,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { labelScaling } from '../labels/labelScaling.ts';
import type { LabelScaling } from '../labels/labelScaling.ts';
import type { SupervisedTargets } from '../losses/supervisedLoss.ts';
import { epochOrder } from './epochOrder.ts';

/** Observations with what the encoder is to say of them. */
export interface DearBatch {
  /** `[n, ...shape]`. */
  readonly observations: tf.Tensor;
  /** What the means are compared with. */
  readonly labels: SupervisedTargets;
}

/** What {@link dearData} needs to know. */
export interface DearDataOptions {
  /** Which factors are supervised. */
  readonly graph: FactorGraph;
  /** What the means are compared with. */
  readonly loss: 'ce' | 'l2';
  /** How far scaled labels stay away from 0 and 1 under `ce`. Default: that of {@link labelScaling}. */
  readonly margin?: number;
  /** Observations per batch. */
  readonly batchSize: number;
  /** Decides the order of rows; it is not drawn from. */
  readonly stream: RandomStream;
}

/** Data that were checked, with the targets of all rows. */
export interface DearData {
  /** The supervised factors, in the order of the graph. */
  readonly factors: readonly Factor[];
  /** Between units and latents. */
  readonly scaling: LabelScaling;
  /**
   * @param step - Counted from 0.
   * @returns The batch of the step; the caller disposes of its tensors.
   * @throws ValuesError when an observation holds what it must not hold.
   */
  batch(step: number): Promise<DearBatch>;
}

/**
 * Checks data and graph, and computes the targets of all rows.
 *
 * @param owner - Opens messages.
 * @param data - Observations with labels, some of which may be missing.
 * @param options - Graph, loss and batches.
 * @returns Batches by step.
 * @throws ArgumentError when the graph names an unknown factor or none, or a batch is larger than the data; ShapeError when observations and
 * values differ in number; ValuesError when a label is impossible, or a factor has none.
 */
export function dearData(owner: string, data: FactorDataset, options: DearDataOptions): DearData {
  const { graph, batchSize, stream, ...scale } = options;
  const { size } = data;
  if (batchSize > size) {
    throw new ArgumentError(
      `${owner}: batchSize must be at most the number of observations, ${size}, got ${batchSize}`,
      { data: { batchSize, size } },
    );
  }
  checkCounts(owner, data);
  if (graph.factors.length === 0) {
    throw new ArgumentError(
      `${owner}: graph must have at least one factor, such as those of "light -> shadow", got none`,
      { data: { graph } },
    );
  }
  checkFactorNames(owner, data, graph.factors);
  const { factors, values } = selectFactors(data, graph.factors);
  checkLabels(owner, factors, values);
  const scaling = labelScaling(values, factors, scale);
  const { values: targets, present } = scaling.toTargets(values);
  const m = factors.length;
  const order = epochOrder(size, batchSize, stream);
  return {
    factors,
    scaling,
    async batch(step) {
      const rows = order(step);
      const observations = await readObservations(data, rows);
      const wanted = new Float32Array(rows.length * m);
      const known = new Float32Array(rows.length * m);
      rows.forEach((row, i) => {
        wanted.set(targets.subarray(row * m, (row + 1) * m), i * m);
        known.set(present.subarray(row * m, (row + 1) * m), i * m);
      });
      const shape: [number, number] = [rows.length, m];
      return {
        observations,
        labels: { values: tf.tensor2d(wanted, shape), present: tf.tensor2d(known, shape) },
      };
    },
  };
}

function checkCounts(owner: string, { size, factors, values }: FactorDataset): void {
  const expected = size * factors.length;
  if (values.length === expected) return;
  throw new ShapeError(
    `${owner}: ${size} observations of ${factors.length} factors need ${expected} values, got ${values.length}`,
    { data: { expected, actual: values.length } },
  );
}

/** `selectFactors` would say it in its own name, of an argument that nobody gave. */
function checkFactorNames(owner: string, data: FactorDataset, names: readonly string[]): void {
  const known = data.factors.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const near = nearestName(unknown, known);
  throw new ArgumentError(
    `${owner}: graph must be of factors of the data, which have no "${unknown}"${near === undefined ? '' : `; did you mean "${near}"?`} (factors: ${known.join(', ')})`,
    { data: { name: unknown, known } },
  );
}

function checkLabels(owner: string, factors: readonly Factor[], values: Float64Array): void {
  const known = factors.map(() => 0);
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    const place = i % factors.length;
    const { name, kind } = factors[place] as Factor;
    known[place] = (known[place] ?? 0) + 1;
    const fits = kind === 'binary' ? value === 0 || value === 1 : Number.isFinite(value);
    if (fits) return;
    const row = Math.floor(i / factors.length);
    const expected = kind === 'binary' ? '0, 1' : 'a finite number';
    throw new ValuesError(
      `${owner}: the label ${name} of observation ${row} must be ${expected} or NaN, got ${value}`,
      { data: { factor: name, row, value } },
    );
  });
  const empty = factors.find((_, j) => known[j] === 0);
  if (empty === undefined) return;
  throw new ValuesError(
    `${owner}: not one observation has a label of "${empty.name}"; leave it out of the graph`,
    { data: { factor: empty.name } },
  );
}
