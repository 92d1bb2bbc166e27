import * as tf from '@tensorflow/tfjs';
import {
  ArgumentError,
  checkCount,
  checkInstance,
  checkOptions,
  checkTensor,
  DisposedError,
  RandomStream,
  ShapeError,
  tidyAll,
} from '@causal-mechanisms/tensor-utils';
import type { CoreResult, CoreState, RunOptions, SequenceCore } from '../cores/sequenceCore.ts';
import { checkInputTensors } from '../cores/sequenceInput.ts';
import type { SequenceInput } from '../cores/sequenceInput.ts';
import { activationRaster, checkInputValues } from './activationRaster.ts';
import type { ActivationRaster } from './activationRaster.ts';
import { readSequenceLayer, writeSequenceLayer } from './layerArtifacts.ts';
import { layerVariables } from './layerVariables.ts';

/** Sequences side by side: more of them are a mistake, not a batch. */
const MOST_SEQUENCES = 1_048_576;

/** What one step gives; the caller disposes of the tensors. */
export interface SequenceStep {
  /** `[batch, outputWidth]` */
  readonly output: tf.Tensor2D;
  /** The state afterwards. */
  readonly state: CoreState;
  /** Which modules were active, 1 or 0 `[batch, modules]`; only of cores with modules. */
  readonly active?: tf.Tensor2D;
}

/**
 * A core with parameters of its own, for models and training loops of your own: the parameters are variables, so any optimiser of
 * TensorFlow.js trains them. `createRims` makes one of recurrent independent mechanisms, `createSequenceLayer` one of any core.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { createRims } from '@causal-mechanisms/rims';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const layer = createRims({ inputWidth: 3, units: 12, modules: 3, activeModules: 2 });
 * const optimiser = tf.train.adam(1e-3);
 * const sequence = tf.ones<tf.Rank.R3>([5, 2, 3]); // 5 steps of 2 sequences
 * const loss = () => layer.sequence(sequence).outputs.square().mean<tf.Scalar>();
 * for (let i = 0; i < 3; i++) optimiser.minimize(loss);
 *
 * const { output, state } = layer.step(tf.ones<tf.Rank.R2>([2, 3]));
 * console.log(output.shape, Object.keys(state)); // [ 2, 12 ] [ 'hidden', 'cell' ]
 * layer.dispose();
 * ```
 */
export class SequenceLayer {
  /** What it computes. */
  readonly core: SequenceCore;
  readonly #weights: readonly tf.Variable[];
  #disposed = false;

  /**
   * @param core - What it computes.
   * @param values - The parameters, one array for each in the order of the core's layout; copied.
   * @throws ShapeError when their number or lengths differ from the layout.
   */
  constructor(core: SequenceCore, values: readonly Float32Array[]) {
    this.core = core;
    this.#weights = layerVariables(core, values);
  }

  /**
   * Loads a layer that {@link SequenceLayer.save} wrote, in the fast form.
   *
   * @param handler - Where it is, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @returns The layer; the caller disposes of it.
   * @throws FileFormatError when it holds something else, or a damaged layer.
   */
  static async load(handler: tf.io.IOHandler): Promise<SequenceLayer> {
    const { core, values } = await readSequenceLayer(handler);
    let place = 0;
    const parts = core.layout.sizes.map((size) => values.subarray(place, (place += size)));
    return new SequenceLayer(core, parts);
  }

  /** Its parameters, in the order of the core's layout; their names end in those of the layout. */
  get weights(): readonly tf.Variable[] {
    return this.#weights;
  }

  /** How many numbers are learned. */
  get parameterCount(): number {
    return this.core.layout.length;
  }

  /**
   * The state before a first step: zeros, unless the core learns it.
   *
   * @param batch - Sequences side by side.
   * @returns The state; the caller disposes of it.
   * @throws ArgumentError when `batch` is no integer from 1 to 1,048,576; DisposedError.
   */
  zeroState(batch: number): CoreState {
    this.#checkAlive('zeroState');
    checkCount('SequenceLayer.zeroState', 'batch', batch, { most: MOST_SEQUENCES });
    return tidyAll(() => this.core.initialState(this.#weights, batch));
  }

  /**
   * Goes one step.
   *
   * @param x - One element `[batch, width]`, or several `[batch, elements, width]`; not disposed.
   * @param state - What the step before gave; not disposed. Default: the state before a first step.
   * @returns Output and state, differentiable in the parameters, `x` and `state`.
   * @throws ShapeError when `x` or `state` do not fit; ArgumentError when the core is bidirectional; DisposedError.
   */
  step(x: tf.Tensor2D | tf.Tensor3D, state?: CoreState): SequenceStep {
    this.#checkAlive('step');
    if (this.core.bidirectional === true) {
      throw new ArgumentError(
        'SequenceLayer.step: a bidirectional core needs the whole sequence; sequence takes it',
        { data: { kind: this.core.kind } },
      );
    }
    checkTensor('SequenceLayer.step', 'x', x);
    if (![2, 3].includes(x.shape.length)) {
      throw new ShapeError(
        `SequenceLayer.step: expected [batch, width] or [batch, elements, width], got [${x.shape.join()}]`,
        { data: { actual: x.shape } },
      );
    }
    return tidyAll(() => {
      const options = state === undefined ? {} : { state };
      const result = this.core.run(this.#weights, x.expandDims<tf.Tensor3D>(0), options);
      const output = result.outputs.squeeze<tf.Tensor2D>([0]);
      return result.activation === undefined
        ? { output, state: result.state }
        : { output, state: result.state, active: result.activation.squeeze<tf.Tensor2D>([0]) };
    });
  }

  /**
   * Goes through a sequence.
   *
   * @param x - `[steps, batch, width]`, `[steps, batch, elements, width]`, or rows of a table; not disposed.
   * @param options - A state to start from; a stream for dropout, in training.
   * @returns Outputs and state, differentiable in the parameters, `x` and the state; the caller disposes of the tensors.
   * @throws ShapeError when `x` or the state do not fit; ArgumentError for a state that stands in the place of the options; DisposedError.
   */
  sequence(x: SequenceInput, options: RunOptions = {}): CoreResult {
    this.#checkAlive('sequence');
    const owner = 'SequenceLayer.sequence';
    checkInputTensors(owner, x, 'x');
    const { dropout } = checkOptions(owner, options);
    // Types let a bare state pass: it has names of its own.
    const bare = Object.entries(options).find(([, value]) => value instanceof tf.Tensor);
    if (bare !== undefined) {
      throw new ArgumentError(`${owner}: options have no "${bare[0]}": give a state as { state }`, {
        data: { name: bare[0] },
      });
    }
    if (dropout !== undefined) checkInstance(owner, 'dropout', dropout, RandomStream);
    return tidyAll(() => this.core.run(this.#weights, x, options));
  }

  /**
   * Tells which modules are active at which step of a sequence, without dropout.
   *
   * @param x - As for {@link SequenceLayer.sequence}; not disposed.
   * @param state - Where to start; not disposed. Default: the state before a first step.
   * @returns Plain data.
   * @throws ValuesError for numbers that are not finite and rows that the table lacks; ShapeError when `x` or the state do not fit;
   * ArgumentError when the core has no modules; DisposedError.
   */
  async activations(x: SequenceInput, state?: CoreState): Promise<ActivationRaster> {
    this.#checkAlive('activations');
    checkInputTensors('SequenceLayer.activations', x, 'x');
    await checkInputValues('SequenceLayer.activations', x);
    const activation = tf.tidy(
      () => this.sequence(x, state === undefined ? {} : { state }).activation,
    );
    if (activation === undefined) {
      throw new ArgumentError(
        `SequenceLayer.activations: a core of kind ${this.core.kind} has no modules`,
        { data: { kind: this.core.kind } },
      );
    }
    try {
      return await activationRaster(activation);
    } finally {
      activation.dispose();
    }
  }

  /**
   * Writes the layer: parameters and configuration.
   *
   * @param handler - Where to, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @throws FileFormatError when the handler cannot write; DisposedError.
   */
  async save(handler: tf.io.IOHandler): Promise<void> {
    this.#checkAlive('save');
    const flat = tf.tidy(() => tf.concat1d(this.#weights.map((weight) => weight.as1D())));
    try {
      const values = await flat.data<'float32'>();
      await writeSequenceLayer({ core: this.core, values }, handler);
    } finally {
      flat.dispose();
    }
  }

  /** Disposes of its parameters; a second call does nothing. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    tf.dispose([...this.#weights]);
  }

  #checkAlive(method: string): void {
    if (this.#disposed) {
      throw new DisposedError(`SequenceLayer.${method}: the layer was disposed before`);
    }
  }
}
