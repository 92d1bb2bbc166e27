import type * as tf from '@tensorflow/tfjs';
import type { RimsParameters } from '../rimsParameters.ts';
import type { ModuleState, RimsPassInput } from '../rimsPass.ts';

/** Gradients of all that a pass is computed from; its tensors are those of the surrounding tidy. */
export interface RimsGradients {
  readonly parameters: RimsParameters;
  /** For the input itself, or for its table. */
  readonly input: tf.Tensor;
  readonly state: ModuleState;
}

/** What an engine gives for a sequence; its tensors are those of the surrounding tidy. */
export interface EnginePass {
  /** The states after every step `[steps, batch, units]`. */
  readonly outputs: tf.Tensor3D;
  /** The cells after the last step `[modules, batch, d]`; an LSTM's alone. */
  readonly cell: tf.Tensor3D | undefined;
  /** 1 for active modules `[steps, modules, batch]`. */
  readonly activation: tf.Tensor3D;
  /** What the gradient needs; empty when none was asked for. */
  readonly kept: readonly tf.Tensor[];
  /**
   * @param pass - What the forward pass was computed from, in tensors that live now.
   * @param kept - As many tensors as `kept`, in the same order.
   * @param outputs - The gradient for the outputs `[steps, batch, units]`.
   * @param cell - The gradient for the last cells `[modules, batch, d]`.
   * @returns The gradients.
   */
  gradient(
    pass: RimsPassInput,
    kept: readonly tf.Tensor[],
    outputs: tf.Tensor3D,
    cell: tf.Tensor3D | undefined,
  ): RimsGradients;
}

/** Goes through a sequence without a tape. The second argument says whether a gradient will be asked for. */
export type Engine = (pass: RimsPassInput, keep: boolean) => EnginePass;
