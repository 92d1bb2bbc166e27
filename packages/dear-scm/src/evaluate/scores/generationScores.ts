import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs';
import { checkFactorDataset, readObservations } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { energyDistance, frechetDistance } from '@causal-mechanisms/metrics';
import type { EnergyDistance, FrechetDistance, ReferencedScore } from '@causal-mechanisms/metrics';
import {
  checkCount,
  checkFunction,
  checkInstance,
  checkMethods,
  checkOptions,
  pacer,
  RandomStream,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import { checkAnswer, checkReading } from '../evaluateChecks.ts';

/** What draws observations: a trained model. */
export interface ObservationSampler {
  /**
   * @param count - How many.
   * @param stream - Where they are drawn from.
   * @returns `[count, ...shape]`; the caller disposes of it.
   */
  sample(count: number, stream: RandomStream): Tensor;
}

/** Options of {@link generationScores}. */
export interface GenerationScoresOptions {
  /**
   * Features of observations from a network that is frozen for all models that are compared: `[n, ...shape]`, not disposed, to `[n, width]`,
   * disposed of by the caller.
   */
  readonly features: (observations: Tensor) => Tensor2D;
  /** Where rows and samples are drawn from. */
  readonly stream: RandomStream;
  /** How many samples, and how many real observations: at least 2, and at most half of the data. Default: 1000, or half of the data. */
  readonly rows?: number;
  /** Observations that are read at a time. Default: 128. */
  readonly batchSize?: number;
  /** Ends the work with the reason of the signal. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

/** How far generated observations are from real ones, seen through features. */
export interface GenerationScores {
  /** The squared Frechet distance: of samples, and of other real observations in their place. */
  readonly frechet: ReferencedScore<FrechetDistance>;
  /** The energy distance, alike. */
  readonly energy: ReferencedScore<EnergyDistance>;
  /** How many of each there were: distances of other numbers cannot be compared. */
  readonly rows: number;
}

/**
 * Compares features of what a model draws with those of real observations, beside the distance of real observations from other real ones: the
 * least that can be asked for. Distances depend on the network behind the features and are no FID.
 *
 * @param model - What draws observations; not disposed.
 * @param data - Real observations that the model was not trained on.
 * @param options - The features, how many rows, and the stream.
 * @returns Both distances with their references.
 * @throws ArgumentError for impossible numbers; ShapeError when samples have another shape than the data; ValuesError for features that are
 *   not finite.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { factorDataset } from '@causal-mechanisms/datasets';
 * import { generationScores } from '@causal-mechanisms/dear-scm';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const data = factorDataset({
 *   name: 'normal',
 *   observations: new RandomStream(1).normals(400),
 *   shape: [1],
 *   factors: [{ name: 'a', kind: 'continuous' }],
 *   values: new Float64Array(400),
 * });
 * // A model whose samples are 2 too high.
 * const model = { sample: (count: number, stream: RandomStream) => tf.tensor(stream.normals(count, 2), [count, 1]) };
 * const features = (x: tf.Tensor) => tf.mul<tf.Tensor2D>(x, 1);
 * const { frechet } = await generationScores(model, data, { features, stream: new RandomStream(2) });
 * console.log(Math.round(frechet.score.squared), Math.round(frechet.reference.squared)); // 4 0
 * ```
 */
export async function generationScores(
  model: ObservationSampler,
  data: FactorDataset,
  options: GenerationScoresOptions,
): Promise<GenerationScores> {
  const owner = 'generationScores';
  checkMethods(owner, 'model', model, ['sample']);
  checkFactorDataset(owner, 'data', data);
  checkOptions(owner, options);
  const half = Math.floor(data.size / 2);
  const { features, stream, rows = Math.min(1000, half), batchSize = 128, signal } = options;
  checkCount(owner, 'rows', rows, { least: 2, most: half });
  checkReading(owner, batchSize, signal);
  checkFunction(owner, 'features', features);
  checkInstance(owner, 'stream', stream, RandomStream);
  const pause = pacer();
  const read = async (batch: (from: number, count: number) => Tensor | Promise<Tensor>) => {
    const columns: number[][] = [];
    for (let from = 0; from < rows; from += batchSize) {
      signal?.throwIfAborted();
      const observations = await batch(from, Math.min(batchSize, rows - from));
      try {
        await appendFeatures(columns, observations, features);
      } finally {
        observations.dispose();
      }
      await pause();
    }
    return columns;
  };
  const drawn = stream.split('real').sampleIndices(2 * rows, data.size);
  const real = (start: number) =>
    read((from, count) =>
      readObservations(data, drawn.subarray(start + from, start + from + count)),
    );
  const [truth, others] = [await real(0), await real(rows)];
  const samples = stream.split('samples');
  const made = await read((_, count) => {
    const observations = model.sample(count, samples);
    checkAnswer(owner, 'model.sample', observations, {});
    if (observations.shape.slice(1).join() === data.shape.join()) return observations;
    const { shape } = observations;
    observations.dispose();
    throw new ShapeError(
      `${owner}: the model draws observations of shape [${shape.slice(1).join(', ')}], those of ${data.name} have [${data.shape.join(', ')}]`,
      { data: { expected: [...data.shape], actual: shape.slice(1) } },
    );
  });
  const frechet = {
    score: frechetDistance(truth, made),
    reference: frechetDistance(truth, others),
  };
  await pause();
  signal?.throwIfAborted();
  const energy = { score: energyDistance(truth, made), reference: energyDistance(truth, others) };
  return { frechet, energy, rows };
}

async function appendFeatures(
  columns: number[][],
  observations: Tensor,
  features: (observations: Tensor) => Tensor2D,
): Promise<void> {
  const found = tf.tidy(() => features(observations));
  checkAnswer('generationScores', 'features', found, { shape: [observations.shape[0], null] });
  const values = await found.data();
  const width = found.shape[1];
  found.dispose();
  values.forEach((value, place) => {
    const column = (columns[place % width] ??= []);
    column.push(value);
  });
}
