import * as tf from '@tensorflow/tfjs';
import { splitInto } from '@causal-mechanisms/tensor-utils';
import type { DncConfig } from './dncConfig.ts';
import type { DncWriteGates } from './dncWeights.ts';

/** What the controller tells the memory of a Differentiable Neural Computer in one step. */
export interface DncInterface {
  /** For the read heads. */
  readonly reading: {
    /** `[batch, readHeads, slotWidth]`. */
    readonly keys: tf.Tensor3D;
    /** At least 0 `[batch, readHeads, 1]`. */
    readonly strengths: tf.Tensor3D;
    /** In [0, 1]: how far a slot is free after it has been read `[batch, readHeads, 1]`. */
    readonly free: tf.Tensor3D;
    /** Backward, by content, forward; sum to one `[batch, readHeads, 3]`. */
    readonly modes: tf.Tensor3D;
  };
  /** For the write head. */
  readonly writing: {
    /** `[batch, 1, slotWidth]`. */
    readonly key: tf.Tensor3D;
    /** At least 0 `[batch, 1, 1]`. */
    readonly strength: tf.Tensor3D;
    /** How much is written, and where. */
    readonly gates: DncWriteGates;
    /** In [0, 1] `[batch, 1, slotWidth]`. */
    readonly erase: tf.Tensor3D;
    /** `[batch, 1, slotWidth]`. */
    readonly add: tf.Tensor3D;
  };
}

/**
 * How the interface is laid out: for each read head key, three modes, strength and free gate; for the write head what it
 * adds, key, strength, erase vector and two gates.
 *
 * @param config - The sizes.
 * @returns The numbers of all read heads, and those of the write head.
 */
export function interfaceWidths({ slotWidth, readHeads }: DncConfig): [number, number] {
  return [readHeads * (slotWidth + 5), 3 * slotWidth + 3];
}

/**
 * Takes an interface vector apart.
 *
 * @param told - `[batch, widths of the interface]`; not disposed.
 * @param config - The sizes.
 * @returns Its parts; the caller disposes of them. Differentiable.
 */
export function readInterface(told: tf.Tensor2D, config: DncConfig): DncInterface {
  const { slotWidth, readHeads } = config;
  const [forReading, forWriting] = splitInto(told, interfaceWidths(config), 1);
  const [keys, modes, strengths, free] = splitInto(
    forReading.reshape<tf.Tensor3D>([-1, readHeads, slotWidth + 5]),
    [slotWidth, 3, 1, 1],
    2,
  );
  // The gates lie beside the erase vector, so that their sigmoids are one op.
  const [add, key, strength, open] = splitInto(
    forWriting.reshape<tf.Tensor3D>([-1, 1, 3 * slotWidth + 3]),
    [slotWidth, slotWidth, 1, slotWidth + 2],
    2,
  );
  const [erase, allocation, write] = splitInto(open.sigmoid(), [slotWidth, 1, 1], 2);
  return {
    reading: {
      keys,
      strengths: strengths.softplus(),
      free: free.sigmoid(),
      modes: modes.softmax(),
    },
    writing: { key, strength: strength.softplus(), gates: { allocation, write }, erase, add },
  };
}
