import type * as tf from '@tensorflow/tfjs';
import type { IndexedInput, SequenceSizes } from '../sequenceInput.ts';

/** All that a pass of an LSTM is computed from. Gates lie in the order i, f, o, g. */
export interface LstmPassInput {
  readonly sizes: SequenceSizes;
  /** `[inputWidth, 4 units]` */
  readonly kernel: tf.Tensor2D;
  /** `[units, 4 units]` */
  readonly recurrentKernel: tf.Tensor2D;
  /** `[4 units]` */
  readonly bias: tf.Tensor1D;
  readonly input: tf.Tensor3D | IndexedInput;
  /** `[batch, units]` */
  readonly hidden: tf.Tensor2D;
  /** `[batch, units]` */
  readonly cell: tf.Tensor2D;
}

/** What a pass gives; the caller disposes of the tensors. */
export interface LstmPass {
  /** `[steps, batch, units]` */
  readonly outputs: tf.Tensor3D;
  /** The cells after the last step `[batch, units]`. */
  readonly cell: tf.Tensor2D;
}
