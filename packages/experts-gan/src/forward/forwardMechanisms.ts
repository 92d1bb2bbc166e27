import * as tf from '@tensorflow/tfjs';
import {
  ArgumentError,
  asImageBatch,
  checkArray,
  checkCount,
  checkInstance,
  checkOptions,
  checkTensor,
  DisposedError,
  parameterLayout,
  RandomStream,
  readParameters,
  writeParameters,
} from '@causal-mechanisms/tensor-utils';
import type { ImageShape, ParameterLayout } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { resolveExpertsConfig } from '../expertsConfig.ts';
import type { ExpertsConfig, ExpertsConfigInput } from '../expertsConfig.ts';
import { inChunks } from '../networks/chunks.ts';
import { Expert } from '../networks/expert.ts';
import { expertKinds } from '../networks/kinds/expertKinds.ts';
import type { ExpertKind, ExpertVectors } from '../networks/kinds/expertKind.ts';

/** Options of {@link ForwardMechanisms.apply}. */
export interface ApplyForwardOptions {
  /** What random mechanisms draw from; they need one. Default: none. */
  readonly stream?: RandomStream;
}

/** What forward mechanisms are made by. */
export interface ForwardDescription {
  /** The configuration of the experts that they belong to. */
  readonly config: ExpertsConfig;
  /** Height, width and channels of the images they were trained on. */
  readonly shape: ImageShape;
  /** Whether the mechanism of each expert is random. */
  readonly random: readonly boolean[];
}

/** What forward mechanisms consist of. */
export interface ForwardParts extends ForwardDescription {
  /** The vectors of each network. */
  readonly vectors: readonly ExpertVectors[];
  /** Whether each has learned something; what trains them may change it. */
  readonly trained: readonly boolean[];
}

const KIND = { owner: 'ForwardMechanisms', format: 'causal-mechanisms/experts-gan/forward' };

const savedDescription = z.object({
  shape: z.tuple([z.int(), z.int(), z.int()]),
  random: z.array(z.boolean()),
  trained: z.array(z.boolean()),
});

/**
 * What mechanisms do to canonical images, learned from experts that undo them: one network for each expert, of the same architecture. That of a
 * random mechanism, such as noise, reads a channel of normal numbers beside the image.
 *
 * `trainForward` makes one.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { ExpertsModel, resolveExpertsConfig, trainForward } from '@causal-mechanisms/experts-gan';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const sizes = resolveExpertsConfig({ experts: 1, filters: 4, discriminatorUnits: 8 });
 * const model = ExpertsModel.create(sizes, [16, 16, 1], new RandomStream(1)); // yours
 * const images = tf.tensor4d(new RandomStream(2).uniforms(8 * 256), [8, 16, 16, 1]); // yours
 * const config = { images: 8, iterations: 2, batchSize: 4 };
 * for await (const event of trainForward(model, images, { config })) {
 *   if (event.kind !== 'end') continue;
 *   const changed = event.model.apply(images, 0);
 *   console.log(changed.shape); // [ 8, 16, 16, 1 ]
 *   changed.dispose();
 *   event.model.dispose();
 * }
 * images.dispose();
 * model.dispose();
 * ```
 */
export class ForwardMechanisms {
  /** Height, width and channels of the images they were trained on. */
  readonly shape: ImageShape;
  /** Whether the mechanism of each expert is random. */
  readonly random: readonly boolean[];
  /** Whether the mechanism of each expert was learned: an expert that won nothing has none. */
  readonly trained: readonly boolean[];
  /** @internal The networks, for training. */
  readonly networks: readonly Expert[];
  readonly #config: ExpertsConfig;
  #disposed = false;

  /**
   * @internal
   * @param parts - What they are, with the vectors of each network, which are copied.
   */
  constructor(parts: ForwardParts) {
    const { vectors, trained, ...description } = checkOptions(KIND.owner, parts, 'parts');
    checkOptions(KIND.owner, description.config, 'parts.config');
    checkArray(KIND.owner, 'parts.vectors', vectors);
    this.shape = description.shape;
    this.random = description.random;
    this.trained = trained;
    this.#config = description.config;
    this.networks = forwardKinds(description).map((kind, j) => {
      const { parameters, statistics } = vectors[j] as ExpertVectors;
      return new Expert(kind, tf.tensor1d(parameters.slice()), tf.tensor1d(statistics.slice()));
    });
  }

  /**
   * Loads mechanisms that {@link ForwardMechanisms.save} wrote.
   *
   * @param handler - Where they are, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @returns The mechanisms; the caller disposes of them.
   * @throws FileFormatError when it holds something else, or a damaged model.
   */
  static async load(handler: tf.io.IOHandler): Promise<ForwardMechanisms> {
    const { description, trained, kinds, values } = await readParameters(handler, {
      ...KIND,
      understand: (saved) => {
        const { shape, random, trained: done } = z.parse(savedDescription, saved);
        const config = resolveExpertsConfig(saved['config'] as ExpertsConfigInput);
        const understood = { config, shape, random };
        const found = forwardKinds(understood);
        if (done.length !== random.length || random.length !== config.experts) {
          throw new ArgumentError('there must be a mechanism for each expert');
        }
        return { description: understood, trained: done, kinds: found, layout: layoutOf(found) };
      },
    });
    let place = 0;
    const next = (length: number) => values.slice(place, (place += length));
    const vectors = kinds.map(({ layout, statistics }) => ({
      parameters: next(layout.length),
      statistics: next(statistics.length),
    }));
    return new ForwardMechanisms({ ...description, vectors, trained });
  }

  /** Number of mechanisms: that of the experts. */
  get experts(): number {
    return this.networks.length;
  }

  /**
   * Does to images what the mechanism does that an expert undoes.
   *
   * @param images - `[n, height, width, c]` in [0, 1], of any height and width; not disposed.
   * @param expert - Whose mechanism, from 0.
   * @param options - The stream of a random one.
   * @returns Images of the same shape in [0, 1]; the caller disposes of them.
   * @throws ArgumentError when there is no such expert, its mechanism was not learned, or a random one has no stream.
   */
  apply(images: tf.Tensor4D, expert: number, options: ApplyForwardOptions = {}): tf.Tensor4D {
    const owner = 'ForwardMechanisms.apply';
    this.#checkAlive('apply');
    checkTensor(owner, 'images', images, { rank: 4 });
    asImageBatch(owner, images, [null, null, this.shape[2]]);
    checkCount(owner, 'expert', expert, { least: 0, most: this.experts - 1 });
    const { stream } = checkOptions(owner, options);
    if (stream !== undefined) checkInstance(owner, 'stream', stream, RandomStream);
    if (this.trained[expert] !== true) {
      throw new ArgumentError(
        `${owner}: expert must have won images, got ${expert}, which won none`,
        {
          data: { expert, trained: this.trained },
        },
      );
    }
    const network = this.networks[expert] as Expert;
    if (this.random[expert] !== true) {
      return inChunks(images, images.shape, (chunk) => network.apply(chunk), network.kind.rowwise);
    }
    if (stream === undefined) {
      throw new ArgumentError(
        `${owner}: stream must be given for expert ${expert}, which is random`,
        {
          data: { expert },
        },
      );
    }
    return inChunks(
      images,
      images.shape,
      (chunk) => withoutNoise(network.apply(withNoise(chunk, stream))),
      network.kind.rowwise,
    );
  }

  /**
   * Saves the mechanisms, for {@link ForwardMechanisms.load}.
   *
   * @param handler - Where to, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   */
  async save(handler: tf.io.IOHandler): Promise<void> {
    this.#checkAlive('save');
    const layout = layoutOf(this.networks.map(({ kind }) => kind));
    const values = new Float32Array(layout.length);
    let place = 0;
    for (const { parameters, statistics } of this.networks) {
      for (const tensor of [parameters.values, statistics]) {
        values.set(await tensor.data<'float32'>(), place);
        place += tensor.size;
      }
    }
    const description = {
      config: this.#config,
      shape: this.shape,
      random: this.random,
      trained: this.trained,
    };
    await writeParameters(handler, { ...KIND, layout, values, description });
  }

  /** Disposes of all tensors. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const network of this.networks) network.dispose();
  }

  #checkAlive(method: string): void {
    if (!this.#disposed) return;
    throw new DisposedError(`ForwardMechanisms.${method}: the mechanisms were disposed of`);
  }
}

/**
 * @param description - What forward mechanisms are.
 * @returns The kind of each network: that of its expert, with one channel more where it is random.
 */
export function forwardKinds({ config, shape, random }: ForwardDescription): ExpertKind[] {
  const plain = expertKinds(config, shape);
  // All channels read the noise.
  const joint = { ...config, channelwise: false };
  const wider = expertKinds(joint, [shape[0], shape[1], shape[2] + 1]);
  return plain.map((kind, j) => (random[j] === true ? (wider[j] as ExpertKind) : kind));
}

/**
 * @param images - `[n, height, width, c]`; not disposed.
 * @param stream - Drawn from.
 * @returns The images with a channel of normal numbers behind the others; the caller disposes of them.
 */
export function withNoise(images: tf.Tensor4D, stream: RandomStream): tf.Tensor4D {
  const [n, height, width] = images.shape;
  const values = stream.normals(n * height * width);
  return tf.tidy(() => tf.concat4d([images, tf.tensor4d(values, [n, height, width, 1])], 3));
}

/**
 * @param outputs - `[n, height, width, c + 1]`; not disposed.
 * @returns The images without the last channel; the caller disposes of them.
 */
export function withoutNoise(outputs: tf.Tensor4D): tf.Tensor4D {
  return outputs.slice([0, 0, 0, 0], [-1, -1, -1, outputs.shape[3] - 1]);
}

function layoutOf(kinds: readonly ExpertKind[]): ParameterLayout {
  return parameterLayout(
    kinds.flatMap(({ layout, statistics }, j) =>
      [...layout.specs, ...statistics.specs].map(({ name, shape }) => ({
        name: `forward${j}/${name}`,
        shape,
      })),
    ),
  );
}
