import * as tf from '@tensorflow/tfjs';
import { checkMethods } from '../argumentChecks.ts';
import { checkTensors } from '../tensorChecks.ts';
import { announceKept } from './announceKept.ts';

/** What the forward pass of a {@link HandGradient} gives. */
export interface HandForward<T extends tf.Tensor, Saved extends readonly tf.Tensor[]> {
  /** The value. */
  readonly value: T;
  /** The tensors that the gradient needs; inputs may be among them. */
  readonly saved: Saved;
}

/** A function of tensors together with its gradient. */
export interface HandGradient<
  T extends tf.Tensor,
  Saved extends readonly tf.Tensor[] = readonly tf.Tensor[],
> {
  /**
   * Runs without a tape; its intermediate tensors are disposed.
   *
   * @returns The value, and the tensors that the gradient needs.
   */
  forward(): HandForward<T, Saved>;
  /**
   * @param dy - The gradient of the value.
   * @param saved - What the forward pass saved, in its order.
   * @returns One gradient per input, each a tensor of its own: the tape disposes of them one by one.
   */
  gradient(dy: T, saved: Saved): tf.Tensor[];
}

/**
 * Runs several ops as one on the tape, with a gradient derived by hand: each op that the tape does not see saves its
 * bookkeeping, which for small tensors takes longer than the arithmetic.
 *
 * @param inputs - What the function is differentiable in; not disposed.
 * @param pass - The function and its gradient.
 * @returns Its value; the caller disposes of it.
 * @throws ArgumentError or DisposedError when an input is no live tensor, or the pass lacks a function.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { withHandGradient } from '@causal-mechanisms/tensor-utils';
 *
 * // sigmoid(x)^2 as one op that keeps its sigmoid: the slope is 2 s^2 (1 - s)
 * const squashed = (x: tf.Tensor) =>
 *   withHandGradient([x], {
 *     forward: () => {
 *       const s = x.sigmoid();
 *       return { value: s.square(), saved: [s] };
 *     },
 *     gradient: (dy, [s]) => [dy.mul(2).mul(s.square()).mul(tf.sub(1, s))],
 *   });
 * const slope = tf.grad(squashed)(tf.zeros([1]));
 * console.log((await slope.data())[0]); // 0.25
 * ```
 */
export function withHandGradient<
  T extends tf.Tensor,
  const Saved extends readonly tf.Tensor[] = readonly tf.Tensor[],
>(inputs: readonly tf.Tensor[], pass: HandGradient<T, Saved>): T {
  checkTensors('withHandGradient', 'inputs', inputs);
  checkMethods('withHandGradient', 'pass', pass, ['forward', 'gradient']);
  const run = tf.customGrad<T>((...given) => {
    const save = given.at(-1) as tf.GradSaveFunc;
    const { value, saved } = pass.forward();
    save([...saved]);
    announceKept(newTensors(saved, [...inputs, value]));
    // The tape hands back what it was given: as many tensors, in the same order.
    const gradFunc = (dy: T, kept: tf.Tensor[]) =>
      tf.tidy(() => pass.gradient(dy, kept as readonly tf.Tensor[] as Saved));
    return { value, gradFunc };
  });
  return run(...inputs);
}

/** How many of the tensors hold numbers that none of the others hold. */
function newTensors(saved: readonly tf.Tensor[], others: readonly tf.Tensor[]): number {
  const known = new Set(others.map(({ dataId }) => dataId));
  return new Set(saved.map(({ dataId }) => dataId).filter((id) => !known.has(id))).size;
}
