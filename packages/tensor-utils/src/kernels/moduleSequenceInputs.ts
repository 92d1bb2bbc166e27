import type * as tf from '@tensorflow/tfjs';

/**
 * What `moduleSequence` computes from: k modules of d units, L steps of a batch of B sequences, a table of M rows that the
 * steps refer to. Gates lie side by side in the order input, forget, output, candidate.
 */
export interface ModuleSequenceInputs {
  /** What a state is multiplied with for its score, by row `[k, M, d]`. Absent: attention 1, all modules active. */
  readonly lookUp?: tf.Tensor3D | undefined;
  /** What a row adds to the gates at attention 1 `[k, M, 4 d]`. */
  readonly driven: tf.Tensor3D;
  /** The row of each sequence at each step, int32 `[L, B]`. */
  readonly rows: tf.Tensor2D;
  /** `[k, d, 4 d]`. */
  readonly recurrentKernel: tf.Tensor3D;
  /** `[k, 1, 4 d]`. */
  readonly bias: tf.Tensor3D;
  /** All queries, then all keys, then all values, heads side by side in each `[k, d, heads (2 key + value)]`. Absent: none. */
  readonly communication?: tf.Tensor3D | undefined;
  /** What is made of read values: content, then gate `[heads value, 2 d]`; content alone where it is not gated `[.., d]`. */
  readonly readKernel?: tf.Tensor2D | undefined;
  /** `[2 d]` or `[d]`. */
  readonly readBias?: tf.Tensor1D | undefined;
  /** Multiplies the read content `[L, k, B, d]`. Absent: 1. */
  readonly readMask?: tf.Tensor4D | undefined;
  /** The first states `[k, B, d]`. */
  readonly hidden: tf.Tensor3D;
  /** The first cells `[k, B, d]`. */
  readonly cell: tf.Tensor3D;
}

/** How `moduleSequence` computes. */
export interface ModuleSequenceSettings {
  /** How many modules are active at a step, from 1 to k; k without `lookUp`. */
  readonly activeModules: number;
  /** Heads of the communication. Needed with it alone. */
  readonly heads?: number | undefined;
  /** Width of its queries and keys, per head. Needed with it alone. */
  readonly keyWidth?: number | undefined;
  /** Width of its values, per head. Needed with it alone. */
  readonly valueWidth?: number | undefined;
  /** Whether read content goes through tanh and a gate. Default: true. */
  readonly gated?: boolean | undefined;
  /** Whether inactive modules show their old states to the others, not their candidates. Default: false. */
  readonly held?: boolean | undefined;
  /** Whether what the gradient needs is kept. Default: true. */
  readonly keep?: boolean | undefined;
}

/** What `moduleSequence` gives. */
export interface ModuleSequencePass {
  /** The states after every step `[k, L, B, d]`. */
  readonly hidden: tf.Tensor4D;
  /** The cells after the last step `[k, B, d]`. */
  readonly cell: tf.Tensor3D;
  /** 1 for active modules, else 0 `[k, L, B]`. */
  readonly active: tf.Tensor3D;
  /** For the gradient; absent unless it is to be kept. */
  readonly kept: ModuleSequenceKept | undefined;
}

/** What a pass keeps for gradients. */
export interface ModuleSequenceKept {
  /** The states before every step `[k, L, B, d]`. */
  readonly before: tf.Tensor4D;
  /** The attention on the input `[k, L, B]`; absent without `lookUp`. */
  readonly attention: tf.Tensor3D | undefined;
  /** The states that modules show to each other `[k, L, B, d]`; absent without communication. */
  readonly source: tf.Tensor4D | undefined;
  /** The values that they read, heads side by side `[k, L, B, heads value]`; absent without communication. */
  readonly read: tf.Tensor4D | undefined;
  /** For the gradient kernel alone. */
  readonly internal: tf.Tensor1D;
}
