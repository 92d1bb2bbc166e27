import * as tf from '@tensorflow/tfjs';
import type { Factor } from '@causal-mechanisms/datasets';
import {
  checkInstance,
  checkTensor,
  DisposedError,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import type { LabelledMatrix } from '@causal-mechanisms/tensor-utils';
import { checkDraws, checkHandler, checkObservedValues } from './modelChecks.ts';
import { intervene, sampleConditional, sampleIntervention } from '../interventions/intervene.ts';
import type { InterventionContext } from '../interventions/interventionContext.ts';
import type {
  FactorTargets,
  InterventionOptions,
  InterventionResult,
} from '../interventions/interventionResult.ts';
import { structuralModel } from '../interventions/structuralModel.ts';
import type { StructuralModel } from '../interventions/structuralModel.ts';
import { traverse } from '../interventions/traverse.ts';
import type { TraversalOptions, TraversalRow } from '../interventions/traverse.ts';
import { factorUnits } from '../labels/factorUnits.ts';
import { labelScalingFrom } from '../labels/labelScaling.ts';
import type { LabelScaling } from '../labels/labelScaling.ts';
import type { DearDescription } from './dearDescription.ts';
import { inferenceNetworks } from './dearNetworks.ts';
import type { InferenceNetworks } from './dearNetworks.ts';
import { parametersFrom } from './dearParameters.ts';
import type { DearParameters } from './dearParameters.ts';
import { inPieces } from './inPieces.ts';
import { readDearModel, writeDearModel } from './modelArtifacts.ts';
import type { Representation } from './representation.ts';

/**
 * A trained model: an encoder and a generator over latent vectors whose first coordinates follow a structural causal model of named
 * factors. Observations are images with pixels in [0, 1], or vectors; factors are in the units of the labels it was trained on.
 *
 * @example
 * ```ts
 * import { factorDataset } from '@causal-mechanisms/datasets';
 * import { DearModel, trainDear } from '@causal-mechanisms/dear-scm';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const data = factorDataset({
 *   name: 'lamps',
 *   observations: Float32Array.of(0, 1, 2, 3),
 *   shape: [1],
 *   factors: [{ name: 'light', kind: 'continuous', unit: 'lux' }, { name: 'on', kind: 'binary' }],
 *   values: [0, 0, 10, 0, 20, 1, 30, 1],
 * });
 * const config = { latentWidth: 3, networks: { kind: 'mlp', width: 8 }, batchSize: 4, iterations: 1 } as const;
 * for await (const event of trainDear(data, { graph: 'on -> light', config })) {
 *   if (event.kind !== 'end') continue;
 *   const { model } = event;
 *   const samples = model.sample(5, new RandomStream(1));
 *   const factors = await model.factorValues(samples);
 *   console.log(model instanceof DearModel, model.factorNames, samples.shape, factors.length); // true [ 'on', 'light' ] [ 5, 1 ] 10
 *   samples.dispose();
 *   model.dispose();
 * }
 * ```
 */
export class DearModel implements Representation {
  /** What it is made of. */
  readonly description: DearDescription;
  /** The way between the units of the factors and the latents, as measured on the training rows. */
  readonly scaling: LabelScaling;
  /** @internal Its parts as functions. */
  readonly networks: InferenceNetworks;
  /** @internal Its tensors. */
  readonly parameters: DearParameters;
  #disposed = false;

  /**
   * @internal
   * @param description - What it is made of.
   * @param parameters - Its tensors, owned from here on; or all its numbers as they are saved.
   */
  constructor(description: DearDescription, parameters: DearParameters | Float32Array) {
    this.description = description;
    this.scaling = labelScalingFrom(description.scaling);
    this.networks = inferenceNetworks(description);
    this.parameters = ArrayBuffer.isView(parameters)
      ? parametersFrom(this.networks, parameters)
      : parameters;
  }

  /**
   * Loads a model that {@link DearModel.save} wrote.
   *
   * @param handler - Where it is, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @returns The model; the caller disposes of it.
   * @throws FileFormatError when it holds another kind of model, one of another version, or a damaged one.
   */
  static async load(handler: tf.io.IOHandler): Promise<DearModel> {
    checkHandler('DearModel.load', handler);
    const { description, values } = await readDearModel(handler);
    return new DearModel(description, values);
  }

  /** The shape of an observation: `[height, width, channels]`, or `[width]`. */
  get observationShape(): readonly number[] {
    return this.description.observationShape;
  }

  /** The factors that the first coordinates stand for, in their order. */
  get factors(): readonly Factor[] {
    return this.description.factors;
  }

  /** Their names. */
  get factorNames(): readonly string[] {
    return this.factors.map(({ name }) => name);
  }

  /** How many coordinates there are. */
  get latentWidth(): number {
    return this.description.latentWidth;
  }

  /**
   * The mean of the encoder.
   *
   * @param observations - `[n, ...observationShape]`; not disposed.
   * @returns `[n, latentWidth]`; the caller disposes of it.
   * @throws ShapeError when the observations have another shape; DisposedError.
   */
  encode(observations: tf.Tensor): tf.Tensor2D {
    this.#checkObservations('encode', observations);
    const { encoder, encoderBuffers } = this.parameters;
    const weights = { parameters: encoder.views, buffers: encoderBuffers.views };
    return inPieces(observations, (piece) =>
      this.networks.encoder
        .run(weights, [piece])
        .slice<tf.Tensor2D>([0, 0], [-1, this.latentWidth]),
    );
  }

  /**
   * Observations of latent vectors.
   *
   * @param latents - `[n, latentWidth]`; not disposed.
   * @param stream - Where injected noise is drawn from. Default: no noise, so that equal latents give equal observations.
   * @returns `[n, ...observationShape]`; the caller disposes of it.
   * @throws ShapeError when the latents have another width; DisposedError.
   */
  generate(latents: tf.Tensor2D, stream?: RandomStream): tf.Tensor {
    this.#checkAlive('generate');
    checkTensor('DearModel.generate', 'latents', latents, { shape: [null, this.latentWidth] });
    if (stream !== undefined) checkInstance('DearModel.generate', 'stream', stream, RandomStream);
    const { generator, generatorBuffers } = this.parameters;
    const weights = { parameters: generator.views, buffers: generatorBuffers.views };
    const pass = stream === undefined ? {} : { noise: stream };
    return inPieces(latents, (piece) => this.networks.generator.run(weights, [piece], pass));
  }

  /**
   * What the generator makes of the means of the encoder.
   *
   * @param observations - `[n, ...observationShape]`; not disposed.
   * @returns `[n, ...observationShape]`; the caller disposes of it.
   * @throws ShapeError when the observations have another shape; DisposedError.
   */
  reconstruct(observations: tf.Tensor): tf.Tensor {
    this.#checkObservations('reconstruct', observations);
    return tf.tidy(() => this.generate(this.encode(observations)));
  }

  /**
   * Draws latent vectors from the prior.
   *
   * @param count - How many.
   * @param stream - Where they are drawn from.
   * @returns `[count, latentWidth]`; the caller disposes of it.
   * @throws DisposedError.
   */
  sampleLatents(count: number, stream: RandomStream): tf.Tensor2D {
    this.#checkAlive('sampleLatents');
    this.#checkDraws('sampleLatents', count, stream);
    const { map, adjacency } = this.parameters;
    return tf.tidy(() => {
      const eps = tf.tensor2d(stream.normals(count * this.latentWidth), [count, this.latentWidth]);
      return this.networks.prior.sample(map.views, adjacency.views, eps);
    });
  }

  /**
   * Draws observations: latent vectors from the prior, and what the generator makes of them, injected noise included.
   *
   * @param count - How many.
   * @param stream - Where they are drawn from.
   * @returns `[count, ...observationShape]`; the caller disposes of it.
   * @throws DisposedError.
   */
  sample(count: number, stream: RandomStream): tf.Tensor {
    this.#checkAlive('sample');
    this.#checkDraws('sample', count, stream);
    return tf.tidy(() => this.generate(this.sampleLatents(count, stream), stream));
  }

  /**
   * Reads the factors off observations, in their units.
   *
   * @param observations - `[n, ...observationShape]`; not disposed.
   * @returns `[n, factors]` row by row; of a binary factor the probability of 1.
   * @throws ShapeError when the observations have another shape; ValuesError for pixels outside [0, 1] and vectors that are not finite;
   *   DisposedError.
   */
  async factorValues(observations: tf.Tensor): Promise<Float64Array> {
    this.#checkObservations('factorValues', observations);
    const latents = this.encode(observations);
    try {
      await checkObservedValues('DearModel.factorValues', observations);
      return factorUnits(await latents.data<'float32'>(), this.latentWidth, this.scaling);
    } finally {
      latents.dispose();
    }
  }

  /**
   * The learned weights A of the edges: how far a cause moves an effect in the linear layer, where every factor has noise of standard
   * deviation 1.
   *
   * @returns `values[cause][effect]`, 0 where the graph has no edge; all 0 with the Gaussian prior.
   * @throws DisposedError.
   */
  async adjacency(): Promise<LabelledMatrix> {
    this.#checkAlive('adjacency');
    const values = await this.parameters.adjacency.values.data<'float32'>();
    const names = this.factorNames;
    const { graph } = this.description;
    return {
      rows: names,
      columns: names,
      values: graph.map((row, i) =>
        row.map((allowed, j) => (allowed === 1 ? (values[i * names.length + j] ?? 0) : 0)),
      ),
    };
  }

  /**
   * The structural causal model of the latents, as learned so far, on plain numbers.
   *
   * @returns f, A, and what follows from them; it holds no tensors.
   * @throws DisposedError.
   */
  async structure(): Promise<StructuralModel> {
    this.#checkAlive('structure');
    const { map, adjacency } = this.parameters;
    const [mapValues, weights] = await Promise.all([
      map.values.data<'float32'>(),
      adjacency.values.data<'float32'>(),
    ]);
    const { prior, graph, latentWidth } = this.description;
    return structuralModel({
      prior,
      mask: graph,
      latentWidth,
      map: mapValues,
      adjacency: weights,
    });
  }

  /**
   * The counterfactual of observations: had the factors had these values, with everything that does not follow from them as it was
   * (abduction, action, prediction). Latents that do not follow are bit-identical.
   *
   * @param observations - `[n, ...observationShape]`; not disposed.
   * @param targets - Values in units, by factor, such as `{ light: 60 }`: one for all observations, or one per observation.
   * @param options - Noise inside the generator. Default: none.
   * @returns What came of it, with a warning for values outside the labels seen in training; the caller disposes of its observations.
   * @throws ArgumentError for unknown factors or no target; ValuesError for values that are not finite and pixels outside [0, 1]; ShapeError
   * when shapes or numbers do not fit; DisposedError.
   */
  async do(
    observations: tf.Tensor,
    targets: FactorTargets,
    options?: InterventionOptions,
  ): Promise<InterventionResult> {
    this.#checkObservations('do', observations);
    await checkObservedValues('DearModel.do', observations);
    return intervene(await this.#context('do'), observations, targets, options);
  }

  /**
   * Observations from the interventional distribution: latents are drawn from the prior, factors are set, effects follow.
   *
   * @param count - How many.
   * @param targets - Values in units, by factor.
   * @param stream - Where latents are drawn from.
   * @param options - Noise inside the generator. Default: none.
   * @returns What came of it; the caller disposes of its observations.
   * @throws ArgumentError, ValuesError, ShapeError as {@link DearModel.do}; DisposedError.
   */
  async sampleDo(
    count: number,
    targets: FactorTargets,
    stream: RandomStream,
    options?: InterventionOptions,
  ): Promise<InterventionResult> {
    return sampleIntervention(await this.#context('sampleDo'), count, targets, stream, options);
  }

  /**
   * Observations given the values of factors: seeing, not doing. What is given speaks for its causes as well.
   *
   * @param count - How many.
   * @param given - Values in units, by factor.
   * @param stream - Where latents are drawn from.
   * @param options - Noise inside the generator. Default: none.
   * @returns What came of it; the caller disposes of its observations.
   * @throws ArgumentError, ValuesError, ShapeError as {@link DearModel.do}; DisposedError.
   */
  async condition(
    count: number,
    given: FactorTargets,
    stream: RandomStream,
    options?: InterventionOptions,
  ): Promise<InterventionResult> {
    return sampleConditional(await this.#context('condition'), count, given, stream, options);
  }

  /**
   * Moves one factor after the other through a list of values. All else is held, which no mechanism of a scene does, unless `propagate` is
   * set: then every row is one of interventions.
   *
   * @param start - One observation `[1, ...observationShape]`, not disposed, or null for the centre of the prior.
   * @param options - Which factors, through which values, with or without their effects.
   * @returns One row per factor; the caller disposes of the observations of each.
   * @throws ArgumentError, ShapeError when something does not fit; ValuesError for pixels outside [0, 1]; DisposedError.
   */
  async traverse(start: tf.Tensor | null, options?: TraversalOptions): Promise<TraversalRow[]> {
    this.#checkAlive('traverse');
    if (start !== null) {
      const shape = [1, ...this.observationShape];
      checkTensor('DearModel.traverse', 'start', start, { shape });
      await checkObservedValues('DearModel.traverse', start);
    }
    return traverse(await this.#context('traverse'), start, options);
  }

  /**
   * Writes the model for {@link DearModel.load}, which gives it back to the last bit. The discriminator is not part of it.
   *
   * @param handler - Where to, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @throws FileFormatError when the handler cannot write; DisposedError.
   */
  async save(handler: tf.io.IOHandler): Promise<void> {
    this.#checkAlive('save');
    checkHandler('DearModel.save', handler);
    await writeDearModel(this, handler);
  }

  /** Disposes of its tensors; a second call does nothing. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const vector of Object.values(this.parameters)) vector.dispose();
  }

  #checkObservations(method: string, observations: tf.Tensor): void {
    this.#checkAlive(method);
    const shape = [null, ...this.observationShape];
    checkTensor(`DearModel.${method}`, 'observations', observations, { shape });
  }

  #checkDraws(method: string, count: number, stream: RandomStream): void {
    checkDraws(`DearModel.${method}`, 'count', count, this.latentWidth);
    checkInstance(`DearModel.${method}`, 'stream', stream, RandomStream);
  }

  async #context(method: string): Promise<InterventionContext> {
    this.#checkAlive(method);
    return {
      structure: await this.structure(),
      scaling: this.scaling,
      encode: (observations) => this.encode(observations),
      generate: (latents, noise) => this.generate(latents, noise),
    };
  }

  #checkAlive(method: string): void {
    if (this.#disposed) {
      throw new DisposedError(`DearModel.${method}: the model was disposed before`);
    }
  }
}
