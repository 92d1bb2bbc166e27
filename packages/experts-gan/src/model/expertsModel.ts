import * as tf from '@tensorflow/tfjs';
import {
  asImageBatch,
  checkArray,
  checkCount,
  checkInstance,
  checkNumbers,
  checkOptions,
  checkTensor,
  DisposedError,
  RandomStream,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import { areRowwise, Expert } from '../networks/expert.ts';
import { expertKinds } from '../networks/kinds/expertKinds.ts';
import type { ExpertKind } from '../networks/kinds/expertKind.ts';
import { checkImageShape, resolveExpertsConfig } from '../expertsConfig.ts';
import type { ExpertsConfig } from '../expertsConfig.ts';
import { inChunks } from '../networks/chunks.ts';
import { drawWeights } from '../networks/drawWeights.ts';
import { checkReading } from '../networks/otherSizes.ts';
import type { Reading, ScoreOptions } from '../networks/otherSizes.ts';
import { checkObjective } from '../objectives/customObjective.ts';
import type { ExpertsModelOptions } from '../objectives/customObjective.ts';
import { createScorer, scorerParameters } from '../objectives/createScorer.ts';
import type { ModelScorer } from '../objectives/createScorer.ts';
import type { ExpertsWeights } from './expertsBank.ts';
import { bestOutputs } from './inversion.ts';
import type { Inversion } from './inversion.ts';
import { bankLayersModel, expertLayersModel } from './layersModel.ts';
import { damaged, readArtifacts, writeArtifacts } from './modelArtifacts.ts';

/**
 * Experts that invert image mechanisms, and the discriminator that tells which of them did.
 *
 * Prediction uses the running statistics of batch norm: an image gives the same output alone and in a batch. Only where the configuration's
 * `evaluationStatistics` is `batch`, the images of a call are normalised together, in groups of 64 at most that are as equal as can be.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { ExpertsModel, resolveExpertsConfig } from '@causal-mechanisms/experts-gan';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const config = resolveExpertsConfig({ experts: 2, filters: 4, discriminatorUnits: 8 });
 * const model = ExpertsModel.create(config, [16, 16, 1], new RandomStream(1));
 * const { images, winners } = await model.invert(tf.zeros([3, 16, 16, 1]));
 * console.log(images.shape, winners.length); // [ 3, 16, 16, 1 ] 3
 * images.dispose();
 * model.dispose();
 * ```
 */
export class ExpertsModel {
  /** The configuration it was trained with. */
  readonly config: ExpertsConfig;
  /** Height, width and channels of the images. */
  readonly shape: ImageShape;
  /** @internal The networks, for training. */
  readonly networks: readonly Expert[];
  /** @internal What scores outputs, for training. */
  readonly scorer: ModelScorer;
  #disposed = false;

  /**
   * @param config - The configuration.
   * @param shape - Height, width and channels; height and width are multiples of 8.
   * @param weights - The flat vectors of every network; copied.
   * @param options - The objective that the configuration names, where it names one.
   * @throws ConfigError when the shape or the objective does not fit; ShapeError when a vector does not.
   */
  constructor(
    config: ExpertsConfig,
    shape: ImageShape,
    weights: ExpertsWeights,
    options: ExpertsModelOptions = {},
  ) {
    checkImageShape(shape);
    this.config = resolveExpertsConfig(checkOptions('ExpertsModel', config, 'config'));
    this.shape = shape;
    const { objective } = checkOptions('ExpertsModel', options);
    checkObjective('ExpertsModel', this.config.objective, objective);
    const kinds = expertKinds(this.config, shape);
    checkWeights(kinds, scorerParameters(this.config, shape).layout.length, weights);
    this.networks = kinds.map((kind, j) => {
      // Copies: a backend may keep the array that a tensor is made of.
      const [values, statistics] = [weights.experts[j], weights.statistics[j]].map((vector) =>
        tf.tensor1d((vector as Float32Array).slice()),
      ) as [tf.Tensor1D, tf.Tensor1D];
      return new Expert(kind, values, statistics);
    });
    this.scorer = createScorer(this.config, shape, weights.scorer, { objective });
  }

  /**
   * A model at its random start.
   *
   * @param config - The configuration.
   * @param shape - Height, width and channels; height and width are multiples of 8.
   * @param stream - Where the parameters are drawn from.
   * @param options - The objective that the configuration names, where it names one.
   * @returns The model; the caller disposes of it.
   */
  static create(
    config: ExpertsConfig,
    shape: ImageShape,
    stream: RandomStream,
    options: ExpertsModelOptions = {},
  ): ExpertsModel {
    checkImageShape(shape);
    checkInstance('ExpertsModel.create', 'stream', stream, RandomStream);
    const resolved = resolveExpertsConfig(checkOptions('ExpertsModel.create', config, 'config'));
    return new ExpertsModel(resolved, shape, drawWeights(resolved, shape, stream), options);
  }

  /**
   * Loads a model that {@link ExpertsModel.save} wrote.
   *
   * @param handler - Where it is, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @param options - The objective that it was trained with, where that was the caller's own: a saved model has only its name.
   * @returns The model; the caller disposes of it.
   * @throws FileFormatError when it holds another kind of model, or a damaged one; ConfigError when it names another objective.
   */
  static async load(
    handler: tf.io.IOHandler,
    options: ExpertsModelOptions = {},
  ): Promise<ExpertsModel> {
    const { objective } = checkOptions('ExpertsModel.load', options);
    const { config, shape, weights } = await readArtifacts(handler);
    checkObjective('ExpertsModel.load', config.objective, objective);
    try {
      return new ExpertsModel(config, shape, weights, { objective });
    } catch (cause) {
      throw damaged(cause);
    }
  }

  /** Number of experts. */
  get experts(): number {
    return this.networks.length;
  }

  /** What its scores are: logits, as a discriminator gives them, or numbers of another scale, such as an autoencoder's nats. */
  get scoreScale(): 'logit' | 'number' {
    return this.scorer.scale;
  }

  /**
   * Applies one expert to every image.
   *
   * @param images - `[n, height, width, c]` in [0, 1], of any height and width; not disposed.
   * @param expert - Which one, from 0.
   * @returns Images of the same shape in [0, 1]; the caller disposes of them.
   * @throws ArgumentError when there is no such expert.
   */
  apply(images: tf.Tensor4D, expert: number): tf.Tensor4D {
    return this.#chain('apply', images, [expert]);
  }

  /**
   * Applies experts one after the other, the first of the list first.
   *
   * @param images - `[n, height, width, c]` in [0, 1], of any height and width; not disposed.
   * @param experts - Which ones, from 0; an expert may occur more than once.
   * @returns Images of the same shape in [0, 1]; the caller disposes of them.
   * @throws ArgumentError when there is no such expert.
   */
  chain(images: tf.Tensor4D, experts: readonly number[]): tf.Tensor4D {
    return this.#chain('chain', images, experts);
  }

  /**
   * The discriminator's score of each image itself.
   *
   * @param images - `[n, height, width, c]` in [0, 1]; not disposed.
   * @param options - What is done with images of another size than in training.
   * @returns A logit per image `[n]`, positive for images that look canonical; the caller disposes of it.
   */
  discriminate(images: tf.Tensor4D, options: ScoreOptions = {}): tf.Tensor1D {
    const reading = this.#reading('discriminate', images, options);
    return inChunks(images, [0], (chunk) => this.scorer.scores(chunk, reading));
  }

  /**
   * The discriminator's score of every expert's output for each image.
   *
   * @param images - `[n, height, width, c]` in [0, 1]; not disposed.
   * @param options - What is done with images of another size than in training.
   * @returns Logits `[n, experts]`; the caller disposes of them.
   */
  scores(images: tf.Tensor4D, options: ScoreOptions = {}): tf.Tensor2D {
    const reading = this.#reading('scores', images, options);
    const scoresOf = (chunk: tf.Tensor4D) => {
      const columns = this.networks.map((network) =>
        this.scorer.scores(network.apply(chunk), reading),
      );
      return tf.stack(columns, 1) as tf.Tensor2D;
    };
    return inChunks(images, [0, this.experts], scoresOf, areRowwise(this.networks));
  }

  /**
   * Inverts each image by its best expert: the one whose output scores highest. Gives the event loop its turn on the way, and uses
   * the networks of the moment of the call.
   *
   * @param images - `[n, height, width, c]` in [0, 1]; not disposed.
   * @param options - What is done with images of another size than in training.
   * @returns The best outputs, and who made them.
   * @throws ArgumentError, ShapeError, DisposedError when the images do not fit; ValuesError for pixels far outside [0, 1], such as bytes, and
   *   NaN. Functions that give tensors at once cannot look at pixels.
   */
  async invert(images: tf.Tensor4D, options: ScoreOptions = {}): Promise<Inversion> {
    const reading = this.#reading('invert', images, options);
    return bestOutputs(this.networks, this.scorer, images, reading);
  }

  /**
   * One expert, or the bank of all of them, as a stock layers model that any TensorFlow.js page can load. Its batch norm takes the running
   * statistics, whatever the configuration says: stock layers know no others in prediction.
   *
   * @param expert - Which one, from 0. Default: the bank, with the outputs and then the scores of every expert.
   * @returns The layers model; the caller disposes of it. Without scores where the scorer is the caller's own.
   */
  toLayersModel(expert?: number): tf.LayersModel {
    this.#checkAlive('toLayersModel');
    return expert === undefined
      ? bankLayersModel(this)
      : expertLayersModel(this, this.#network('toLayersModel', expert), expert);
  }

  /**
   * Saves the bank as a stock layers model from which {@link ExpertsModel.load} restores this model.
   *
   * @param handler - Where to, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   */
  async save(handler: tf.io.IOHandler): Promise<void> {
    this.#checkAlive('save');
    await writeArtifacts(this, handler);
  }

  /** Disposes of all tensors of the model. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const network of this.networks) network.dispose();
    this.scorer.dispose();
  }

  #chain(method: string, images: tf.Tensor4D, experts: readonly number[]): tf.Tensor4D {
    this.#check(method, images, [null, null, this.shape[2]]);
    checkNumbers(`ExpertsModel.${method}`, 'experts', experts, { anyNumber: true });
    const networks = Array.from(experts, (expert) => this.#network(method, expert, 'experts'));
    return inChunks(
      images,
      images.shape,
      (chunk) => networks.reduce((input, network) => network.apply(input), chunk),
      areRowwise(networks),
    );
  }

  #network(method: string, expert: number, name = 'expert'): Expert {
    const most = this.experts - 1;
    checkCount(`ExpertsModel.${method}`, name, expert, { least: 0, most });
    return this.networks[expert] as Expert;
  }

  #reading(method: string, images: tf.Tensor, options: ScoreOptions): Reading {
    this.#check(method, images, [null, null, null]);
    return checkReading(`ExpertsModel.${method}`, images, this.shape, options);
  }

  #check(method: string, images: tf.Tensor, shape: readonly (number | null)[]): void {
    this.#checkAlive(method);
    checkTensor(`ExpertsModel.${method}`, 'images', images, { rank: 4 });
    asImageBatch(`ExpertsModel.${method}`, images, shape);
  }

  #checkAlive(method: string): void {
    if (this.#disposed) throw new DisposedError(`ExpertsModel.${method}: the model was disposed`);
  }
}

/** Checks every length before the first tensor is made. */
function checkWeights(
  kinds: readonly ExpertKind[],
  scorerLength: number,
  weights: ExpertsWeights,
): void {
  checkVectors(weights);
  const { experts, statistics, scorer } = weights;
  const fits =
    experts.length === kinds.length &&
    statistics.length === kinds.length &&
    kinds.every((kind, j) => experts[j]?.length === kind.layout.length) &&
    kinds.every((kind, j) => statistics[j]?.length === kind.statistics.length) &&
    scorer.length === scorerLength;
  if (fits) return;
  const parameters = kinds.map(({ layout }) => layout.length);
  const running = kinds.map((kind) => kind.statistics.length);
  throw new ShapeError(
    `ExpertsModel: expected ${kinds.length} vectors of ${listed(parameters)} parameters, as many of ${listed(running)} statistics, and ${scorerLength} parameters of the scorer`,
    {
      data: {
        experts: experts.map(({ length }) => length),
        statistics: statistics.map(({ length }) => length),
        scorer: scorer.length,
      },
    },
  );
}

/** One number where all are the same. */
function listed(lengths: readonly number[]): string {
  return new Set(lengths).size === 1 ? String(lengths[0]) : lengths.join(', ');
}

function checkVectors(weights: ExpertsWeights): void {
  const owner = 'ExpertsModel';
  const kinds = [Float32Array];
  const { experts, statistics, scorer } = checkOptions(owner, weights, 'weights');
  checkNumbers(owner, 'weights.scorer', scorer, { kinds, anyNumber: true });
  for (const [name, vectors] of Object.entries({ experts, statistics })) {
    for (const vector of checkArray(owner, `weights.${name}`, vectors)) {
      checkNumbers(owner, `weights.${name}`, vector, { kinds, anyNumber: true });
    }
  }
}
