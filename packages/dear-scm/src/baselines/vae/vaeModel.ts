import * as tf from '@tensorflow/tfjs';
import type { Factor } from '@causal-mechanisms/datasets';
import {
  checkInstance,
  checkTensor,
  DisposedError,
  parameterLayout,
  parseConfig,
  RandomStream,
  readParameters,
  writeParameters,
} from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { checkDraws, checkHandler, checkObservedValues } from '../../model/modelChecks.ts';
import { factorUnits } from '../../labels/factorUnits.ts';
import { labelScalingFrom } from '../../labels/labelScaling.ts';
import type { LabelScaling, LabelScalingState } from '../../labels/labelScaling.ts';
import { inPieces } from '../../model/inPieces.ts';
import type { Representation } from '../../model/representation.ts';
import { encoderNetwork } from '../../networks/encoderNetwork.ts';
import { generatorNetwork } from '../../networks/generatorNetwork.ts';
import { networksSchema } from '../../networks/networksConfig.ts';
import type { NetworksConfig } from '../../networks/networksConfig.ts';
import {
  factorSchema,
  RANGES_DIFFER,
  rangesFit,
  scalingSchema,
  sizeSchema,
} from '../../model/savedSchemas.ts';
import { checkVersion, SAVED_VERSION } from '../../model/savedVersion.ts';
import { TrainedNetwork } from '../trainedNetwork.ts';

/** What a model is made of, but for its parameters: plain JSON, saved with it. */
export interface VaeDescription {
  /** The shape of an observation. */
  readonly observationShape: readonly number[];
  /** The factors that the first coordinates stand for, in their order. */
  readonly factors: readonly Factor[];
  /** How many coordinates there are. */
  readonly latentWidth: number;
  /** Encoder and generator. */
  readonly networks: NetworksConfig;
  /** How the labels of the training rows lay. */
  readonly scaling: LabelScalingState;
}

const schema = z
  .strictObject({
    observationShape: z.array(sizeSchema).check(z.minLength(1)),
    factors: z.array(factorSchema).check(z.minLength(1)),
    latentWidth: sizeSchema,
    networks: networksSchema,
    scaling: scalingSchema,
  })
  .check(
    z.refine(rangesFit, RANGES_DIFFER),
    z.refine(({ factors, latentWidth }) => factors.length <= latentWidth, {
      path: ['latentWidth'],
      error: 'there must be a coordinate for every factor',
    }),
  );

/** The two networks of a model. */
export interface VaeNetworks {
  /** Gives means, then logarithms of variances. */
  readonly encoder: TrainedNetwork<[tf.Tensor], tf.Tensor2D>;
  /** Gives observations. */
  readonly generator: TrainedNetwork<[tf.Tensor2D], tf.Tensor>;
}

const KIND = { owner: 'VaeModel', format: 'causal-mechanisms/dear-scm-vae' } as const;

/**
 * A trained supervised VAE: a Gaussian encoder whose first coordinates are tied to named factors, and a generator, with a standard normal
 * prior of independent coordinates.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { factorDataset, factorGraph } from '@causal-mechanisms/datasets';
 * import { trainVae } from '@causal-mechanisms/dear-scm';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const data = factorDataset({
 *   name: 'lamps',
 *   observations: Float32Array.of(0, 1, 1, 2, 2, 3, 3, 4),
 *   shape: [2],
 *   factors: [{ name: 'light', kind: 'continuous' }],
 *   values: [0, 1, 2, 3],
 * });
 * const config = { networks: { kind: 'mlp', width: 8 }, latentWidth: 2, batchSize: 4, iterations: 1 } as const;
 * const graph = factorGraph([], { factors: ['light'] });
 * for await (const event of trainVae(data, { graph, config })) {
 *   if (event.kind !== 'end') continue;
 *   const codes = event.model.encode(tf.ones([3, 2]));
 *   console.log(codes.shape, event.model.factorNames); // [ 3, 2 ] [ 'light' ]
 *   codes.dispose();
 *   event.model.dispose();
 * }
 * ```
 */
export class VaeModel implements Representation {
  /** What it is made of. */
  readonly description: VaeDescription;
  /** The way between the units of the factors and the latents, as measured on the training rows. */
  readonly scaling: LabelScaling;
  /** @internal Its networks, for training. */
  readonly networks: VaeNetworks;
  #disposed = false;

  /**
   * @internal
   * @param description - What it is made of.
   * @param start - Where the start is drawn from; or all its numbers, encoder first, as they are saved.
   */
  constructor(description: VaeDescription, start: RandomStream | Float32Array) {
    this.description = description;
    this.scaling = labelScalingFrom(description.scaling);
    const { encoder, generator } = functionsOf(description);
    if (ArrayBuffer.isView(start)) {
      const first = encoder.layout.length + encoder.buffers.length;
      this.networks = {
        encoder: new TrainedNetwork(encoder, start.subarray(0, first)),
        generator: new TrainedNetwork(generator, start.subarray(first)),
      };
    } else {
      this.networks = {
        encoder: TrainedNetwork.start(encoder, start.split('encoder')),
        generator: TrainedNetwork.start(generator, start.split('generator')),
      };
      this.networks.generator.settle();
    }
  }

  /**
   * Loads a model that {@link VaeModel.save} wrote.
   *
   * @param handler - Where it is, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @returns The model; the caller disposes of it.
   * @throws FileFormatError when it holds another kind of model, one of another version, or a damaged one.
   */
  static async load(handler: tf.io.IOHandler): Promise<VaeModel> {
    checkHandler('VaeModel.load', handler);
    const { description, values } = await readParameters(handler, {
      ...KIND,
      understand: (saved) => {
        // The first files said no version.
        checkVersion(KIND.owner, { version: 1, ...saved });
        const description = parseConfig('VaeModel', schema, saved['model']);
        return { description, layout: savedLayout(description) };
      },
    });
    return new VaeModel(description, values);
  }

  /** The shape of an observation: `[height, width, channels]`, or `[width]`. */
  get observationShape(): readonly number[] {
    return this.description.observationShape;
  }

  /** The names of the factors that the first coordinates stand for, in their order. */
  get factorNames(): readonly string[] {
    return this.description.factors.map(({ name }) => name);
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
    return inPieces(observations, (piece) =>
      this.networks.encoder.run([piece]).slice<tf.Tensor2D>([0, 0], [-1, this.latentWidth]),
    );
  }

  /**
   * Observations of latent vectors.
   *
   * @param latents - `[n, latentWidth]`; not disposed.
   * @returns `[n, ...observationShape]`; the caller disposes of it.
   * @throws ShapeError when the latents have another width; DisposedError.
   */
  generate(latents: tf.Tensor2D): tf.Tensor {
    this.#checkAlive('generate');
    checkTensor('VaeModel.generate', 'latents', latents, { shape: [null, this.latentWidth] });
    return inPieces(latents, (piece) => this.networks.generator.run([piece]));
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
   * Draws observations: latents from N(0, I), and what the generator makes of them.
   *
   * @param count - How many.
   * @param stream - Where the latents are drawn from.
   * @returns `[count, ...observationShape]`; the caller disposes of it.
   * @throws DisposedError.
   */
  sample(count: number, stream: RandomStream): tf.Tensor {
    const { latentWidth } = this;
    this.#checkAlive('sample');
    checkDraws('VaeModel.sample', 'count', count, latentWidth);
    checkInstance('VaeModel.sample', 'stream', stream, RandomStream);
    return tf.tidy(() =>
      this.generate(tf.tensor2d(stream.normals(count * latentWidth), [count, latentWidth])),
    );
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
      await checkObservedValues('VaeModel.factorValues', observations);
      return factorUnits(await latents.data<'float32'>(), this.latentWidth, this.scaling);
    } finally {
      latents.dispose();
    }
  }

  /**
   * Writes the model, for {@link VaeModel.load}, which gives it back to the last bit.
   *
   * @param handler - Where to, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @throws FileFormatError when the handler cannot write; DisposedError.
   */
  async save(handler: tf.io.IOHandler): Promise<void> {
    this.#checkAlive('save');
    checkHandler('VaeModel.save', handler);
    const parts = [await this.networks.encoder.numbers(), await this.networks.generator.numbers()];
    const values = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
    values.set(parts[0] ?? []);
    values.set(parts[1] ?? [], parts[0]?.length);
    const { description } = this;
    const layout = savedLayout(description);
    await writeParameters(handler, {
      ...KIND,
      layout,
      values,
      description: { version: SAVED_VERSION, model: description },
    });
  }

  /** Disposes of its tensors; a second call does nothing. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.networks.encoder.dispose();
    this.networks.generator.dispose();
  }

  #checkObservations(method: string, observations: tf.Tensor): void {
    this.#checkAlive(method);
    const shape = [null, ...this.observationShape];
    checkTensor(`VaeModel.${method}`, 'observations', observations, { shape });
  }

  #checkAlive(method: string): void {
    if (this.#disposed)
      throw new DisposedError(`VaeModel.${method}: the model was disposed before`);
  }
}

function functionsOf({ networks, observationShape, latentWidth }: VaeDescription) {
  return {
    encoder: encoderNetwork(networks, observationShape, 2 * latentWidth),
    generator: generatorNetwork(networks, observationShape, latentWidth),
  };
}

function savedLayout(description: VaeDescription): ParameterLayout {
  const { encoder, generator } = functionsOf(description);
  return parameterLayout([
    ...TrainedNetwork.specs(encoder, 'encoder'),
    ...TrainedNetwork.specs(generator, 'generator'),
  ]);
}
