import * as tf from '@tensorflow/tfjs';
import { RandomStream, ShapeError } from '@causal-mechanisms/tensor-utils';
import { rimsCore } from '../cores/rims/rimsCore.ts';
import { resolveRimsConfig } from '../cores/rims/rimsConfig.ts';
import type { RimsConfig, RimsConfigInput } from '../cores/rims/rimsConfig.ts';
import type { CoreState, SequenceCore } from '../cores/sequenceCore.ts';
import { withoutKeys } from '../cores/shared/withoutKeys.ts';

/** The settings of a {@link RimsCell}: those of the modules, whose input width the layers model tells, and those of a layer. */
export type RimsCellConfig = Omit<RimsConfigInput, 'inputWidth'> & {
  /** The seed of initial parameters and dropout: an integer in [0, 2^53). Default: 1. */
  readonly seed?: number;
  /** The name of the cell. Default: one that is free. */
  readonly name?: string;
  /** Whether `fit` changes its weights. Default: true. */
  readonly trainable?: boolean;
  /** The type of its numbers, which is float32. */
  readonly dtype?: tf.DataType;
};

/**
 * Recurrent independent mechanisms as a cell of `tf.layers.rnn`, for models of `tf.sequential` and `tf.model`. To load such a
 * model, call {@link registerRimsCell} first.
 *
 * Several elements per step lie side by side in the input `[batch, elements * width]`. TensorFlow.js goes through the sequence step by
 * step; `createRims` computes the same faster.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { RimsCell } from '@causal-mechanisms/rims';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const cell = new RimsCell({ units: 12, modules: 3, activeModules: 2 });
 * const model = tf.sequential({
 *   layers: [tf.layers.rnn({ cell, inputShape: [5, 3] }), tf.layers.dense({ units: 1 })],
 * });
 * model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
 * await model.fit(tf.ones([4, 5, 3]), tf.ones([4, 1]), { epochs: 1, verbose: 0 });
 * console.log((model.predict(tf.ones([2, 5, 3])) as tf.Tensor).shape); // [ 2, 1 ]
 * model.dispose();
 * ```
 */
export class RimsCell extends tf.layers.RNNCell {
  /** The name under which models hold it. */
  static readonly className = 'RimsCell';
  /** The widths of its states: hidden states, and the cells of LSTM dynamics. */
  readonly stateSize: number | number[];
  readonly #config: Omit<RimsConfig, 'inputWidth'>;
  readonly #seed: number;
  readonly #dropout: RandomStream;
  #core: SequenceCore | undefined;
  #weights: tf.LayerVariable[] = [];

  /**
   * @param config - Any part of the settings.
   * @throws ConfigError when a key is unknown or a value impossible; ArgumentError when the seed is none.
   */
  constructor(config: RimsCellConfig) {
    const { name, trainable, dtype, seed = 1, ...rims } = config;
    super({
      ...(name === undefined ? {} : { name }),
      ...(trainable === undefined ? {} : { trainable }),
      ...(dtype === undefined ? {} : { dtype }),
    });
    // Nothing else depends on the width of the input, which is known when the cell is built.
    const settings = withoutKeys(resolveRimsConfig({ ...rims, inputWidth: 1 }), 'inputWidth');
    this.#config = settings;
    this.#seed = seed;
    this.#dropout = new RandomStream(seed).split('dropout');
    const { units, dynamics } = settings;
    this.stateSize = dynamics === 'lstm' ? [units, units] : units;
  }

  /**
   * Makes a cell of what {@link RimsCell.getConfig} gave; called by TensorFlow.js.
   *
   * @param constructor - This class, or one that extends it.
   * @param config - The settings, among which TensorFlow.js puts its own `customObjects`.
   * @returns The cell.
   */
  static override fromConfig<T extends tf.serialization.Serializable>(
    constructor: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    return new constructor(withoutKeys(config, 'customObjects'));
  }

  /**
   * Makes the weights; called by TensorFlow.js.
   *
   * @param inputShape - `[batch, elements * width]`.
   * @throws ShapeError when the elements cannot share it out evenly.
   */
  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const shape = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as tf.Shape;
    const features = shape.at(-1) ?? 0;
    const { elements } = this.#config;
    if (shape.length !== 2 || features % elements !== 0 || features === 0) {
      throw new ShapeError(
        `RimsCell: expected [batch, ${elements === 1 ? 'width' : `${elements} * width`}], got [${shape.join()}]`,
        { data: { elements, actual: shape } },
      );
    }
    const config = { ...this.#config, inputWidth: features / elements };
    const core = rimsCore(config, { form: 'plain' });
    const values = core.initialValues(new RandomStream(this.#seed));
    this.#core = core;
    this.#weights = core.layout.specs.map(({ name, shape: size }, i) => {
      const weight = this.addWeight(name, [...size], 'float32', tf.initializers.zeros());
      const start = tf.tensor(values[i] ?? [], [...size]);
      weight.write(start);
      start.dispose();
      return weight;
    });
    this.built = true;
  }

  /**
   * Goes one step; called by TensorFlow.js.
   *
   * @param inputs - `[batch, elements * width]`, then the states `[batch, units]`.
   * @param kwargs - `training` switches dropout on.
   * @returns The output, then the new states.
   * @throws ShapeError when the number of states differs.
   */
  override call(
    inputs: tf.Tensor | tf.Tensor[],
    kwargs: Readonly<Record<string, unknown>>,
  ): tf.Tensor[] {
    const names = this.#config.dynamics === 'lstm' ? ['hidden', 'cell'] : ['hidden'];
    const [x, ...states] = Array.isArray(inputs) ? inputs : [inputs];
    const core = this.#core;
    if (core === undefined || x === undefined || states.length !== names.length) {
      throw new ShapeError(
        `RimsCell: expected an input and ${names.length} state(s), got ${states.length} state(s)`,
        { data: { expected: names, actual: states.length } },
      );
    }
    return tf.tidy(() => {
      const { elements, inputWidth } = core;
      const sequence = x.reshape<tf.Tensor4D>([1, -1, elements, inputWidth]);
      const state = Object.fromEntries(names.map((name, i) => [name, states[i]])) as CoreState;
      const weights = this.#weights.map((weight) => weight.read());
      const dropout = kwargs['training'] === true ? { dropout: this.#dropout } : {};
      const result = core.run(weights, sequence, { state, ...dropout });
      const next = names.map((name) => result.state[name] as tf.Tensor);
      return [result.outputs.squeeze([0]), ...next];
    });
  }

  /** @returns Its settings, from which TensorFlow.js makes it again: plain JSON. */
  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#config, seed: this.#seed };
  }
}

/**
 * Tells TensorFlow.js about {@link RimsCell}, so that `tf.loadLayersModel` can make it again. More than one call does no harm.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { RimsCell, registerRimsCell } from '@causal-mechanisms/rims';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const cell = new RimsCell({ units: 12, modules: 3, activeModules: 2 });
 * const model = tf.sequential({ layers: [tf.layers.rnn({ cell, inputShape: [5, 3] })] });
 * let saved: tf.io.ModelArtifacts = {};
 * await model.save(
 *   tf.io.withSaveHandler((artifacts) => {
 *     saved = artifacts;
 *     return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } });
 *   }),
 * );
 *
 * registerRimsCell();
 * const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved));
 * console.log(loaded.outputShape); // [ null, 12 ]
 * model.dispose();
 * loaded.dispose();
 * ```
 */
export function registerRimsCell(): void {
  tf.serialization.registerClass(RimsCell);
}
