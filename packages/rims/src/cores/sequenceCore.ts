import type * as tf from '@tensorflow/tfjs';
import type { JsonObject, ParameterLayout, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { SequenceInput } from './sequenceInput.ts';

/** What a core carries from one sequence to the next: named tensors whose first axis after the fixed ones is the batch. */
export type CoreState = Readonly<Record<string, tf.Tensor>>;

/** Options of {@link SequenceCore.run}. */
export interface RunOptions {
  /** The state to start from; not disposed. Default: the core's initial state. */
  readonly state?: CoreState;
  /** Draws the masks of the core's own dropout. Default: no dropout, as for evaluation. */
  readonly dropout?: RandomStream;
  /** How many steps each sequence has; what stands behind is padding. Matters where a core reads backwards. Default: all. */
  readonly lengths?: Int32Array;
  /** How many modules are active at least, where modules compete for the input: as in the first updates of a training. Default: their own number. */
  readonly activeModules?: number;
}

/** Parameters that belong to modules: each has one row per module along its first axis. */
export interface ModuleGroup {
  /** How many modules. */
  readonly count: number;
  /** The names of the parameters in the layout. */
  readonly parameters: readonly string[];
}

/** What {@link SequenceCore.run} gives; the caller disposes of all tensors. */
export interface CoreResult {
  /** One vector per step `[steps, batch, outputWidth]`. */
  readonly outputs: tf.Tensor3D;
  /** What it says of the whole sequence `[batch, outputWidth]`, where that is not its output at the last step: of bidirectional cores. */
  readonly last?: tf.Tensor2D;
  /** The state after the last step. */
  readonly state: CoreState;
  /** Which modules were active, 1 or 0 `[steps, batch, modules]`; only of cores with modules. */
  readonly activation?: tf.Tensor3D;
}

/**
 * The part of a sequence model that goes through time. All kinds keep this contract, so that they can be exchanged and composed.
 *
 * A core holds no tensors: parameters are handed in, in the order of its layout. `run` is differentiable by
 * `tf.grads` in the parameters, the input (or its table) and the state.
 */
export interface SequenceCore {
  /** The name of its kind, such as `rims` or `lstm`. */
  readonly kind: string;
  /** The resolved configuration: plain JSON. */
  readonly config: JsonObject;
  /** The width of one element of the input. */
  readonly inputWidth: number;
  /** Elements per step. */
  readonly elements: number;
  /** The width of an output. */
  readonly outputWidth: number;
  /** Names and shapes of the parameters. */
  readonly layout: ParameterLayout;
  /** Which parameters belong to modules; only of cores with modules. */
  readonly moduleGroups?: readonly ModuleGroup[];
  /** Whether outputs depend on later steps, so that it needs the whole sequence and has no state to carry. Default: false. */
  readonly bidirectional?: boolean;

  /**
   * Draws initial parameters.
   *
   * @param stream - Where they are drawn from.
   * @returns One array per parameter, in the order of the layout.
   */
  initialValues(stream: RandomStream): Float32Array[];

  /**
   * @param parameters - In the order of the layout.
   * @param batch - Sequences side by side.
   * @returns The state before a first step; the caller disposes of it. Differentiable where it depends on parameters.
   */
  initialState(parameters: readonly tf.Tensor[], batch: number): CoreState;

  /**
   * Goes through a sequence.
   *
   * @param parameters - In the order of the layout; not disposed.
   * @param input - The sequence; not disposed.
   * @param options - State and dropout.
   * @returns Outputs and the state after the last step; the caller disposes of them.
   * @throws ShapeError when input or state do not fit.
   */
  run(parameters: readonly tf.Tensor[], input: SequenceInput, options?: RunOptions): CoreResult;
}
