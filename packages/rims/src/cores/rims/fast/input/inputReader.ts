import type * as tf from '@tensorflow/tfjs';

/** What the input does to the modules in one step; the caller disposes of the tensors. */
export interface ReadStep {
  /** What the input adds to the gates, without bias `[modules, batch, gates * d]`. */
  readonly drive: tf.Tensor3D;
  /** 1 for the chosen modules `[modules, batch, 1]`; absent when all are active. */
  readonly active?: tf.Tensor3D;
  /** For `stepGradient` and `finish`. */
  readonly saved: readonly tf.Tensor[];
}

/** What one step of a reader sends back. */
export interface ReadStepGradient {
  /** For the state of the modules `[modules, batch, d]`; absent when the input is read without looking at it. */
  readonly hidden?: tf.Tensor3D;
  /** For `finish`. */
  readonly kept: readonly tf.Tensor[];
}

/** What has come together over all steps, in their order. */
export interface ReadHistory {
  /** The states before the steps `[modules, steps * batch, d]`. */
  readonly hidden: tf.Tensor3D;
  /** The gradients for the drives `[modules, steps * batch, gates * d]`. */
  readonly drive: tf.Tensor3D;
  /** What the steps saved. */
  readonly saved: readonly (readonly tf.Tensor[])[];
  /** What their gradients kept. */
  readonly kept: readonly (readonly tf.Tensor[])[];
}

/** Gradients of the reader's parameters and of the input; the caller disposes of them. */
export interface ReadGradients {
  readonly inputQuery?: tf.Tensor3D;
  readonly inputKey?: tf.Tensor3D;
  readonly inputValue: tf.Tensor3D;
  readonly inputKernel: tf.Tensor3D;
  /** For the input itself, or for its table. */
  readonly input: tf.Tensor;
}

/**
 * How modules read the input of a sequence. What does not depend on the state is computed once, when a reader is made. A reader
 * lives for one pass, forwards or backwards; its tensors are those of the surrounding tidy.
 */
export interface InputReader {
  /** What it has made before the first step, to be handed to the reader of the backward pass. */
  readonly made: readonly tf.Tensor[];
  /**
   * @param t - The step.
   * @param hidden - The state before it `[modules, batch, d]`.
   * @returns What the input does.
   */
  step(t: number, hidden: tf.Tensor3D): ReadStep;
  /**
   * @param t - The step.
   * @param hidden - The state before it.
   * @param drive - The gradient for the drive.
   * @param saved - What the step saved.
   * @returns The gradient for the state, and what `finish` needs.
   */
  stepGradient(
    t: number,
    hidden: tf.Tensor3D,
    drive: tf.Tensor3D,
    saved: readonly tf.Tensor[],
  ): ReadStepGradient;
  /**
   * @param history - All steps.
   * @returns The gradients of parameters and input, by products over all steps at once.
   */
  finish(history: ReadHistory): ReadGradients;
}
