import type * as tf from '@tensorflow/tfjs';

/** What one step leaves behind for its gradient. */
export interface StepTrace {
  /** The state before the step `[modules, batch, d]`. */
  readonly hidden: tf.Tensor3D;
  /** The cells before the step; an LSTM's alone. */
  readonly cell: tf.Tensor3D | undefined;
  /** 1 for active modules; absent when all are. */
  readonly active: tf.Tensor3D | undefined;
  /** Of the reader. */
  readonly read: readonly tf.Tensor[];
  /** Of the gates. */
  readonly gates: readonly tf.Tensor[];
  /** Of the communication. */
  readonly told: readonly tf.Tensor[];
}

/** A trace as one list of tensors, and the way back. */
export interface PackedTrace {
  readonly tensors: tf.Tensor[];
  /**
   * @param tensors - As many, in the same order.
   * @returns The trace with these in the place of its own.
   */
  unpack(tensors: readonly tf.Tensor[]): StepTrace[];
}

/**
 * tf.customGrad keeps a list of tensors for the gradient: this makes one of a trace.
 *
 * @param trace - One entry per step.
 * @returns The list, and how to undo it.
 */
export function packTrace(trace: readonly StepTrace[]): PackedTrace {
  const tensors = trace.flatMap(({ hidden, cell, active, read, gates, told }) => [
    hidden,
    ...(cell === undefined ? [] : [cell]),
    ...(active === undefined ? [] : [active]),
    ...read,
    ...gates,
    ...told,
  ]);
  const sizes = trace.map(({ cell, active, read, gates, told }) => ({
    hasCell: cell !== undefined,
    hasActive: active !== undefined,
    read: read.length,
    gates: gates.length,
    told: told.length,
  }));
  return {
    tensors,
    unpack(list) {
      let place = 0;
      const take = (count: number): tf.Tensor[] => list.slice(place, (place += count));
      return sizes.map((size) => ({
        hidden: take(1)[0] as tf.Tensor3D,
        cell: size.hasCell ? (take(1)[0] as tf.Tensor3D) : undefined,
        active: size.hasActive ? (take(1)[0] as tf.Tensor3D) : undefined,
        read: take(size.read),
        gates: take(size.gates),
        told: take(size.told),
      }));
    },
  };
}
