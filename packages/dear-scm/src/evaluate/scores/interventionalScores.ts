import type { Tensor } from '@tensorflow/tfjs';
import {
  checkFactorDataset,
  factorColumn,
  readObservations,
  selectRows,
} from '@causal-mechanisms/datasets';
import type { SceneDataset } from '@causal-mechanisms/datasets';
import { interventionalDistance } from '@causal-mechanisms/metrics';
import type { InterventionalDistance, ReferencedScore } from '@causal-mechanisms/metrics';
import {
  checkCount,
  checkInstance,
  checkMethods,
  checkOptions,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { checkReader, checkReading } from '../evaluateChecks.ts';
import { checkFactorValues } from '../../interventions/checkFactorValues.ts';
import type { FactorReader } from '../factorReader.ts';
import { readColumns } from './readColumns.ts';

/** What draws observations under interventions: a trained model. */
export interface InterventionalSampler {
  /**
   * @param count - How many.
   * @param targets - Values by the names of factors, in their units.
   * @param stream - Where they are drawn from.
   * @returns Observations from the interventional distribution; the caller disposes of the tensor.
   */
  sampleDo(
    count: number,
    targets: Readonly<Record<string, number>>,
    stream: RandomStream,
  ): Promise<{
    /** `[count, ...shape]`. */
    readonly observations: Tensor;
  }>;
}

/** Options of {@link interventionalScores}. */
export interface InterventionalScoresOptions {
  /** What reads the factors: those that are set one after the other, and compared. */
  readonly reader: FactorReader;
  /** Where rows and samples are drawn from. */
  readonly stream: RandomStream;
  /** The values that each factor is set to. Default: its quantiles 0.25 and 0.75 over the scenes. */
  readonly values?: Readonly<Record<string, readonly number[]>>;
  /** How many samples, and how many scenes: at least 2, and at most half of the scenes. Default: 500, or half of the scenes. */
  readonly rows?: number;
  /** Observations at a time. Default: 128. */
  readonly batchSize?: number;
  /** Ends the work with the reason of the signal. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

/** One intervention: a factor and its value. */
export interface SetFactor {
  /** The factor that is set. */
  readonly factor: string;
  /** To what, in its units. */
  readonly value: number;
}

/** How far a model's interventional distributions are from the true ones. */
export interface InterventionalScores {
  /** The interventions, in the order of the distances. */
  readonly interventions: readonly SetFactor[];
  /** The distance of the model's samples from true ones, and that of other true ones: the least that can be asked for. */
  readonly distance: ReferencedScore<InterventionalDistance>;
  /** How many samples there were of each. */
  readonly rows: number;
}

/**
 * Compares what a model draws under interventions with what scenes would truly have been: factors are read off both by the same reader, and the
 * energy distance of what was read is averaged over interventions.
 *
 * @param model - What draws observations; not disposed.
 * @param scenes - Rows whose true counterfactuals are known.
 * @param options - The reader, the stream, and values.
 * @returns The distances, in units of each factor's deviation over all interventions.
 * @throws ArgumentError for impossible numbers and for factors that the scenes do not have; ShapeError when the reader gives another number of values.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { pendulumFeatures, readObservations } from '@causal-mechanisms/datasets';
 * import { interventionalScores } from '@causal-mechanisms/dear-scm';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const scenes = pendulumFeatures({ rows: 200 });
 * // A model that knows the truth, and a reader that looks at one of the numbers only.
 * const model = {
 *   sampleDo: async (count: number, targets: Record<string, number>, stream: RandomStream) => ({
 *     observations: await readObservations(scenes.counterfactual(targets), stream.sampleIndices(count, 200)),
 *   }),
 * };
 * const reader = {
 *   observationShape: [32],
 *   factors: [{ name: 'light', kind: 'continuous' }] as const,
 *   factorValues: async (x: tf.Tensor) => Float64Array.from(await x.data()).filter((_, i) => i % 32 === 0),
 * };
 * const { distance } = await interventionalScores(model, scenes, { reader, stream: new RandomStream(1) });
 * console.log(distance.score.mean < 0.1, distance.reference.mean < 0.1); // true true
 * ```
 */
export async function interventionalScores(
  model: InterventionalSampler,
  scenes: SceneDataset,
  options: InterventionalScoresOptions,
): Promise<InterventionalScores> {
  const owner = 'interventionalScores';
  checkMethods(owner, 'model', model, ['sampleDo']);
  checkFactorDataset(owner, 'scenes', scenes);
  checkMethods(owner, 'scenes', scenes, ['counterfactual']);
  checkOptions(owner, options);
  const half = Math.floor(scenes.size / 2);
  const { reader, stream, rows = Math.min(500, half), batchSize = 128, signal } = options;
  checkCount(owner, 'rows', rows, { least: 2, most: half });
  checkReading(owner, batchSize, signal);
  checkReader(owner, 'reader', reader);
  checkInstance(owner, 'stream', stream, RandomStream);
  const factors = reader.factors.map(({ name }) => name);
  // A factor with no value is not set.
  checkFactorValues(owner, options.values, factors, 0);
  const interventions = factors.flatMap((factor) => {
    const values = options.values?.[factor] ?? quartiles(factorColumn(scenes, factor));
    return values.map((value) => ({ factor, value }));
  });
  const drawn = stream.split('scenes').sampleIndices(2 * rows, scenes.size);
  const samples = stream.split('samples');
  const read = (batch: (from: number, count: number) => Promise<Tensor>) =>
    readColumns(owner, { reader, factors, rows, batch, batchSize, signal });
  const found = [];
  for (const { factor, value } of interventions) {
    const targets = { [factor]: value };
    const there = scenes.counterfactual(targets);
    const real = (start: number) => {
      const part = selectRows(there, drawn.subarray(start, start + rows));
      return read((from, count) =>
        readObservations(
          part,
          Int32Array.from({ length: count }, (_, i) => from + i),
        ),
      );
    };
    found.push({
      truth: await real(0),
      others: await real(rows),
      made: await read(
        async (_, count) => (await model.sampleDo(count, targets, samples)).observations,
      ),
    });
  }
  return {
    interventions,
    distance: {
      score: interventionalDistance(found.map(({ truth, made }) => ({ truth, model: made }))),
      reference: interventionalDistance(
        found.map(({ truth, others }) => ({ truth, model: others })),
      ),
    },
    rows,
  };
}

/** The quantiles 0.25 and 0.75 of the values that are there. */
function quartiles(column: Float64Array): number[] {
  const sorted = column.filter((value) => !Number.isNaN(value)).sort();
  return [0.25, 0.75].map((share) => sorted[Math.round(share * (sorted.length - 1))] ?? NaN);
}
