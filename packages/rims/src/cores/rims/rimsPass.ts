import type * as tf from '@tensorflow/tfjs';
import type { SequenceInput, SequenceSizes } from '../sequenceInput.ts';
import type { RimsConfig } from './rimsConfig.ts';
import type { RimsParameters } from './rimsParameters.ts';

/** The state of the modules, modules first. */
export interface ModuleState {
  /** What the others and the decoder see `[modules, batch, d]`. */
  readonly hidden: tf.Tensor3D;
  /** The cells of an LSTM `[modules, batch, d]`; a GRU has none. */
  readonly cell?: tf.Tensor3D;
}

/** Masks of 0 and 1 / (1 - rate) for a whole sequence; absent where nothing is dropped. */
export interface RimsMasks {
  /** On what modules read from the input `[steps, modules, batch, value]`. */
  readonly input?: tf.Tensor4D;
  /** On what modules read from each other `[steps, modules, batch, d]`. */
  readonly read?: tf.Tensor4D;
}

/** All that a pass through a sequence is computed from. */
export interface RimsPassInput {
  readonly config: RimsConfig;
  readonly sizes: SequenceSizes;
  readonly parameters: RimsParameters;
  readonly input: SequenceInput;
  readonly state: ModuleState;
  readonly masks: RimsMasks;
}

/** What a pass gives; the caller disposes of the tensors. */
export interface RimsPass {
  /** The states after every step, module after module `[steps, batch, units]`. */
  readonly outputs: tf.Tensor3D;
  /** The state after the last step. */
  readonly state: ModuleState;
  /** 1 for active modules `[steps, modules, batch]`. */
  readonly activation: tf.Tensor3D;
}
