import * as tf from '@tensorflow/tfjs';
import type { Factor } from '@causal-mechanisms/datasets';
import { checkTensor, DisposedError } from '@causal-mechanisms/tensor-utils';
import type { ParameterVector } from '@causal-mechanisms/tensor-utils';
import { checkObservedValues } from '../../model/modelChecks.ts';
import type { LabelScaling } from '../../labels/labelScaling.ts';
import { inPieces } from '../../model/inPieces.ts';
import type { Network } from '../../networks/network.ts';
import type { FactorReader } from '../factorReader.ts';

/** What a {@link FactorRegressor} is made of. */
export interface FactorRegressorParts {
  /** The shape of an observation. */
  readonly observationShape: readonly number[];
  /** What it reads, in the order of its columns. */
  readonly factors: readonly Factor[];
  /** `[n, ...observationShape]` to `[n, factors]`, standardised. */
  readonly network: Network<[tf.Tensor], tf.Tensor2D>;
  /** Its parameters; owned by the regressor. */
  readonly parameters: ParameterVector;
  /** Between units and outputs. */
  readonly scaling: LabelScaling;
}

/**
 * A network that reads factors off observations, in their units; trained by {@link trainFactorRegressor}.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { pendulumFeatures } from '@causal-mechanisms/datasets';
 * import { FactorRegressor, trainFactorRegressor } from '@causal-mechanisms/dear-scm';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const data = pendulumFeatures({ rows: 100 });
 * const config = { networks: { kind: 'mlp', width: 16 }, iterations: 1 } as const;
 * for await (const event of trainFactorRegressor(data, { factors: ['pendulum', 'light'], config })) {
 *   if (event.kind !== 'end') continue;
 *   const { model } = event;
 *   const read = await model.factorValues(tf.zeros([3, 32]));
 *   console.log(model instanceof FactorRegressor, model.factors.map(({ name }) => name), read.length); // true [ 'pendulum', 'light' ] 6
 *   model.dispose();
 * }
 * ```
 */
export class FactorRegressor implements FactorReader {
  readonly #parts: FactorRegressorParts;
  #disposed = false;

  /**
   * @internal
   * @param parts - What it is made of; owned from here on.
   */
  constructor(parts: FactorRegressorParts) {
    this.#parts = parts;
  }

  /** The shape of an observation: `[height, width, channels]`, or `[width]`. */
  get observationShape(): readonly number[] {
    return this.#parts.observationShape;
  }

  /** The factors that it reads, in the order of its columns. */
  get factors(): readonly Factor[] {
    return this.#parts.factors;
  }

  /** @internal Its parameters. */
  get parameters(): ParameterVector {
    return this.#parts.parameters;
  }

  /**
   * Reads the factors.
   *
   * @param observations - `[n, ...observationShape]`; not disposed.
   * @returns `[n, factors]` row by row, in the factors' units; of a binary factor a number that is near 0 or 1.
   * @throws ShapeError when the observations have another shape; ValuesError for pixels outside [0, 1] and vectors that are not finite;
   *   DisposedError.
   */
  async factorValues(observations: tf.Tensor): Promise<Float64Array> {
    const { scaling } = this.#parts;
    this.#checkObservations('factorValues', observations);
    const outputs = this.standardisedValues(observations);
    try {
      await checkObservedValues('FactorRegressor.factorValues', observations);
      const factors = this.factors.length;
      return Float64Array.from(await outputs.data<'float32'>(), (value, i) =>
        scaling.toUnits(i % factors, value),
      );
    } finally {
      outputs.dispose();
    }
  }

  /**
   * Reads the factors at mean 0 and standard deviation 1 over the labels it was trained on: features in which all factors weigh alike, such as
   * `generationScores` compares.
   *
   * @param observations - `[n, ...observationShape]`; not disposed.
   * @returns `[n, factors]`; the caller disposes of it.
   * @throws ShapeError when the observations have another shape; DisposedError.
   */
  standardisedValues(observations: tf.Tensor): tf.Tensor2D {
    this.#checkObservations('standardisedValues', observations);
    const { network, parameters } = this.#parts;
    return inPieces(observations, (piece) =>
      network.run({ parameters: parameters.views, buffers: [] }, [piece]),
    );
  }

  /** Disposes of its tensors; a second call does nothing. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#parts.parameters.dispose();
  }

  #checkObservations(method: string, observations: tf.Tensor): void {
    if (this.#disposed) {
      throw new DisposedError(`FactorRegressor.${method}: the regressor was disposed before`);
    }
    const shape = [null, ...this.observationShape];
    checkTensor(`FactorRegressor.${method}`, 'observations', observations, { shape });
  }
}
