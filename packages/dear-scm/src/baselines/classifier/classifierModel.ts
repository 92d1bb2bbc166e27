import * as tf from '@tensorflow/tfjs';
import {
  checkTensor,
  DisposedError,
  parameterLayout,
  parseConfig,
  readParameters,
  ShapeError,
  writeParameters,
} from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { checkHandler } from '../../model/modelChecks.ts';
import { labelScalingFrom } from '../../labels/labelScaling.ts';
import type { LabelScaling, LabelScalingState } from '../../labels/labelScaling.ts';
import type { ObservationClassifier } from '../../evaluate/downstream/downstreamMethod.ts';
import { inPieces } from '../../model/inPieces.ts';
import { encoderNetwork } from '../../networks/encoderNetwork.ts';
import type { Network } from '../../networks/network.ts';
import { networksSchema } from '../../networks/networksConfig.ts';
import type { NetworksConfig } from '../../networks/networksConfig.ts';
import { scalingSchema, sizeSchema } from '../../model/savedSchemas.ts';
import { checkVersion, SAVED_VERSION } from '../../model/savedVersion.ts';
import { TrainedNetwork } from '../trainedNetwork.ts';

/** What a classifier is made of, but for its parameters: plain JSON, saved with it. */
export interface ClassifierDescription {
  /** The shape of an observation. */
  readonly observationShape: readonly number[];
  /** The network. */
  readonly networks: NetworksConfig;
  /** What it predicts, the target first, and how the labels of the training rows lay. */
  readonly scaling: LabelScalingState;
}

const schema = z.strictObject({
  observationShape: z.array(sizeSchema).check(z.minLength(1)),
  networks: networksSchema,
  scaling: scalingSchema,
});

const KIND = {
  owner: 'ClassifierModel',
  format: 'causal-mechanisms/dear-scm-classifier',
} as const;

/**
 * A trained classifier of observations: a logit for the target, and one for each factor that it predicts besides.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { factorDataset } from '@causal-mechanisms/datasets';
 * import { trainClassifier } from '@causal-mechanisms/dear-scm';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const data = factorDataset({
 *   name: 'signs',
 *   observations: Float32Array.of(-2, -1, 1, 2),
 *   shape: [1],
 *   factors: [{ name: 'positive', kind: 'binary' }],
 *   values: [0, 0, 1, 1],
 * });
 * const config = { networks: { kind: 'mlp', width: 8 }, iterations: 200, learningRate: 0.02 } as const;
 * for await (const event of trainClassifier(data, { target: 'positive', config })) {
 *   if (event.kind !== 'end') continue;
 *   const logits = event.model.predict(tf.tensor2d([[-3], [3]]));
 *   console.log(Array.from(await logits.data(), (logit) => logit > 0)); // [ false, true ]
 *   logits.dispose();
 *   event.model.dispose();
 * }
 * ```
 */
export class ClassifierModel implements ObservationClassifier {
  /** What it is made of. */
  readonly description: ClassifierDescription;
  /** The way between the units of what it predicts and its logits. */
  readonly scaling: LabelScaling;
  /** @internal Its network, for training. */
  readonly network: TrainedNetwork<[tf.Tensor], tf.Tensor2D>;
  #disposed = false;

  /**
   * @internal
   * @param description - What it is made of.
   * @param start - Where the start is drawn from; or all its numbers as they are saved.
   */
  constructor(description: ClassifierDescription, start: RandomStream | Float32Array) {
    this.description = description;
    this.scaling = labelScalingFrom(description.scaling);
    const network = functionOf(description);
    this.network = ArrayBuffer.isView(start)
      ? new TrainedNetwork(network, start)
      : TrainedNetwork.start(network, start);
  }

  /**
   * Loads a classifier that {@link ClassifierModel.save} wrote.
   *
   * @param handler - Where it is, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @returns The classifier; the caller disposes of it.
   * @throws FileFormatError when it holds another kind of model, one of another version, or a damaged one.
   */
  static async load(handler: tf.io.IOHandler): Promise<ClassifierModel> {
    checkHandler('ClassifierModel.load', handler);
    const { description, values } = await readParameters(handler, {
      ...KIND,
      understand: (saved) => {
        // The first files said no version.
        checkVersion(KIND.owner, { version: 1, ...saved });
        const description = parseConfig('ClassifierModel', schema, saved['model']);
        return {
          description,
          layout: parameterLayout(TrainedNetwork.specs(functionOf(description), 'network')),
        };
      },
    });
    return new ClassifierModel(description, values);
  }

  /** The shape of an observation: `[height, width, channels]`, or `[width]`. */
  get observationShape(): readonly number[] {
    return this.description.observationShape;
  }

  /** What it predicts: the target, then the others. */
  get factorNames(): readonly string[] {
    return this.scaling.state.ranges.map(({ name }) => name);
  }

  /**
   * @param observations - `[n, ...observationShape]`; not disposed.
   * @returns `[n, factorNames.length]`: the sigmoid is the probability of 1, or where in its range a continuous factor is; the caller
   * disposes of it.
   * @throws ShapeError when the observations have another shape; DisposedError.
   */
  logits(observations: tf.Tensor): tf.Tensor2D {
    this.#checkObservations('logits', observations);
    return inPieces(observations, (piece) => this.network.run([piece]));
  }

  /**
   * @param observations - `[n, ...observationShape]`; not disposed.
   * @returns The logits of the target, `[n]`; the caller disposes of it.
   * @throws ShapeError when the observations have another shape; DisposedError.
   */
  predict(observations: tf.Tensor): tf.Tensor1D {
    this.#checkObservations('predict', observations);
    return tf.tidy(() => this.logits(observations).slice([0, 0], [-1, 1]).as1D());
  }

  /**
   * Starts from another classifier: takes over all its numbers but those of the last layer, which keeps its own.
   *
   * @internal
   * @param other - Of the same kind, size and shape of observations; not disposed.
   * @throws ShapeError when it is of another kind or size.
   */
  async startFrom(other: ClassifierModel): Promise<void> {
    const mine = bodyLayout(this.description);
    const theirs = bodyLayout(other.description);
    if (JSON.stringify(mine) !== JSON.stringify(theirs)) {
      throw new ShapeError(
        'trainClassifier: pretrained must be a classifier with the same networks, for observations of the same shape',
        {
          data: {
            expected: { networks: this.description.networks, shape: [...this.observationShape] },
            actual: { networks: other.description.networks, shape: [...other.observationShape] },
          },
        },
      );
    }
    const [own, given] = [await this.network.numbers(), await other.network.numbers()];
    let [to, from] = [0, 0];
    const theirSpecs = TrainedNetwork.specs(other.network.network, 'network');
    for (const [i, { name, shape }] of TrainedNetwork.specs(
      this.network.network,
      'network',
    ).entries()) {
      const length = tf.util.sizeFromShape([...shape]);
      if (mine.includes(`${name} [${shape.join()}]`))
        own.set(given.subarray(from, from + length), to);
      to += length;
      from += tf.util.sizeFromShape([...(theirSpecs[i]?.shape ?? [])]);
    }
    this.network.restore(own);
  }

  /**
   * Writes the classifier, for {@link ClassifierModel.load}, which gives it back to the last bit.
   *
   * @param handler - Where to, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @throws FileFormatError when the handler cannot write; DisposedError.
   */
  async save(handler: tf.io.IOHandler): Promise<void> {
    this.#checkAlive('save');
    checkHandler('ClassifierModel.save', handler);
    const { description } = this;
    await writeParameters(handler, {
      ...KIND,
      layout: parameterLayout(TrainedNetwork.specs(this.network.network, 'network')),
      values: await this.network.numbers(),
      description: { version: SAVED_VERSION, model: description },
    });
  }

  /** Disposes of its tensors; a second call does nothing. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.network.dispose();
  }

  #checkObservations(method: string, observations: tf.Tensor): void {
    this.#checkAlive(method);
    const shape = [null, ...this.observationShape];
    checkTensor(`ClassifierModel.${method}`, 'observations', observations, { shape });
  }

  #checkAlive(method: string): void {
    if (this.#disposed) {
      throw new DisposedError(`ClassifierModel.${method}: the model was disposed before`);
    }
  }
}

function functionOf({
  networks,
  observationShape,
  scaling,
}: ClassifierDescription): Network<[tf.Tensor], tf.Tensor2D> {
  return encoderNetwork(networks, observationShape, scaling.ranges.length);
}

/** What does not depend on the number of outputs: all but the last layer. */
function bodyLayout({ networks, observationShape }: ClassifierDescription): string[] {
  const named = (outputs: number) =>
    TrainedNetwork.specs(encoderNetwork(networks, observationShape, outputs), 'network').map(
      ({ name, shape }) => `${name} [${shape.join()}]`,
    );
  // Of two different sizes, so that no other parameter has the shape of the last layer by chance.
  const [one, other] = [named(3), named(5)];
  return one.filter((spec) => other.includes(spec));
}
