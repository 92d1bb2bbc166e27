import * as tf from '@tensorflow/tfjs';
import {
  DisposedError,
  parameterLayout,
  ParameterVector,
  parseConfig,
  readParameters,
  sigmoid,
  writeParameters,
} from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { expectedRatio } from '../../belief/expectedRatio.ts';
import { continuousDirectionConfigSchema } from './continuousConfig.ts';
import type { ContinuousDirectionConfig } from './continuousConfig.ts';
import { networksLayout } from './networkScorer.ts';

const KIND = {
  owner: 'ContinuousDirectionModel',
  format: 'causal-mechanisms/continuous-direction',
} as const;

const describedSchema = z.object({
  config: z.required(continuousDirectionConfigSchema),
  gamma: z.number(),
  deltas: z.array(z.number()),
});

/** What a model was made of. */
interface ModelParts {
  readonly config: ContinuousDirectionConfig;
  readonly gamma: number;
  readonly deltas: readonly number[];
  readonly networks?: ParameterVector | undefined;
}

/**
 * What is believed about the direction between two numeric variables: what `trainContinuousDirection` gives.
 *
 * The belief is about the cause under the assumptions of the method: the variables depend on each other, and what changes is the mechanism of the cause.
 *
 * @example
 * ```ts
 * import { splinePair } from '@causal-mechanisms/datasets';
 * import { trainContinuousDirection } from '@causal-mechanisms/meta-transfer';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const pair = splinePair({ stream: new RandomStream(1) });
 * const config = { mechanism: 'bumps', episodes: 60, pairs: 200, fitPairs: 1000 } as const;
 * for await (const event of trainContinuousDirection(pair, { config })) {
 *   if (event.kind !== 'end') continue;
 *   console.log(event.model.predictDirection(), event.model.deltas.length); // A->B 60
 *   event.model.dispose();
 * }
 * ```
 */
export class ContinuousDirectionModel {
  /** How it was trained. */
  readonly config: ContinuousDirectionConfig;
  /** The trained networks, where there are any: disposed by this object. */
  readonly #networks: ParameterVector | undefined;
  #gamma: number;
  #deltas: number[];
  #disposed = false;

  /** @internal Made by training or `load`. */
  constructor({ config, gamma, deltas, networks }: ModelParts) {
    this.config = config;
    this.#gamma = gamma;
    this.#deltas = [...deltas];
    this.#networks = networks;
  }

  /** The logit of the belief. */
  get gamma(): number {
    return this.#gamma;
  }

  /** The belief in `A->B`, in [0, 1]. */
  get belief(): number {
    return sigmoid(this.#gamma);
  }

  /** `log L(A->B) - log L(B->A)` of every episode so far, in nats. */
  get deltas(): readonly number[] {
    return this.#deltas;
  }

  /** @returns The direction that is believed in more. */
  predictDirection(): 'A->B' | 'B->A' {
    return this.#gamma >= 0 ? 'A->B' : 'B->A';
  }

  /**
   * The mean of `exp(-Delta)` over the episodes, or of `exp(Delta)` where `B->A` is believed in: at 1 or above the belief does not go on to certainty.
   *
   * @returns The mean; Infinity where it is too large for a number.
   * @throws ValuesError before the first episode.
   */
  expectedRatio(): number {
    const sign = this.#gamma >= 0 ? 1 : -1;
    return expectedRatio(this.#deltas.map((delta) => sign * delta));
  }

  /**
   * Writes the model, for {@link ContinuousDirectionModel.load}.
   *
   * @param handler - Where to: any handler of TensorFlow.js.
   * @throws FileFormatError when the handler cannot write; DisposedError when there were networks, and they were disposed of.
   */
  async save(handler: tf.io.IOHandler): Promise<void> {
    if (this.#disposed && this.#networks !== undefined) {
      throw new DisposedError('ContinuousDirectionModel.save: the model was disposed before');
    }
    const { config } = this;
    const values = (await this.#networks?.values.data<'float32'>()) ?? new Float32Array(0);
    await writeParameters(handler, {
      ...KIND,
      layout: layoutOf(config),
      values,
      description: { config, gamma: this.#gamma, deltas: this.#deltas },
    });
  }

  /**
   * Loads a model that {@link ContinuousDirectionModel.save} wrote.
   *
   * @param handler - Where from.
   * @returns The model; the caller disposes of it.
   * @throws FileFormatError when it is something else, or damaged.
   */
  static async load(handler: tf.io.IOHandler): Promise<ContinuousDirectionModel> {
    const { saved, values, layout } = await readParameters(handler, {
      ...KIND,
      understand: (description) => {
        const found = parseConfig(KIND.owner, describedSchema, description);
        const config: ContinuousDirectionConfig = found.config;
        return { saved: { ...found, config }, layout: layoutOf(config) };
      },
    });
    const networks =
      layout.length === 0 ? undefined : new ParameterVector(layout, tf.tensor1d(values));
    return new ContinuousDirectionModel({ ...saved, networks });
  }

  /** Disposes of the networks. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#networks?.dispose();
  }

  /** @internal Takes in an episode. */
  learned(gamma: number, delta: number): void {
    this.#gamma = gamma;
    this.#deltas.push(delta);
  }

  /** @internal Goes back to where a checkpoint was. */
  restored(gamma: number, deltas: readonly number[]): void {
    this.#gamma = gamma;
    this.#deltas = [...deltas];
  }
}

function layoutOf(config: ContinuousDirectionConfig) {
  return config.mechanism === 'mdn' ? networksLayout(config) : parameterLayout([]);
}
