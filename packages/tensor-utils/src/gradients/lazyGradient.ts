import * as tf from '@tensorflow/tfjs';
import { checkMethods } from '../argumentChecks.ts';
import { checkTensors } from '../tensorChecks.ts';
import { announceKept } from './announceKept.ts';
import type { HandForward } from './handGradient.ts';

/** A function of tensors together with its gradients, each computed only where somebody asks for it. */
export interface LazyGradient<
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
   * What it computes itself is shared by the gradients, and disposed when the whole backward pass ends.
   *
   * @param dy - The gradient of the value.
   * @param saved - What the forward pass saved, in its order.
   * @returns One function per input, which gives a tensor of its own.
   */
  gradient(dy: T, saved: Saved): readonly (() => tf.Tensor)[];
}

/** The call behind `tf.customGrad`, which can leave out gradients that nobody asks for. */
interface Recorder {
  runKernelFunc(call: {
    readonly forwardFunc: (backend: unknown, save: tf.GradSaveFunc) => tf.Tensor;
    readonly backwardsFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => Record<string, () => tf.Tensor>;
    readonly inputs: Record<string, tf.Tensor>;
  }): tf.Tensor;
}

/**
 * As `withHandGradient`, for functions of which often only some gradients are wanted, such as a layer whose kernel or whose input is a
 * constant: the tape calls those that lie on a path to what is differentiated.
 *
 * @param inputs - What the function is differentiable in; not disposed.
 * @param pass - The function and its gradients.
 * @returns Its value; the caller disposes of it.
 * @throws ArgumentError or DisposedError when an input is no live tensor, or the pass lacks a function.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { withLazyGradient } from '@causal-mechanisms/tensor-utils';
 *
 * const calls: string[] = [];
 * const product = (a: tf.Tensor, b: tf.Tensor) =>
 *   withLazyGradient([a, b], {
 *     forward: () => ({ value: a.mul(b), saved: [a, b] }),
 *     gradient: (dy, [x, y]) => [
 *       () => (calls.push('a'), dy.mul(y)),
 *       () => (calls.push('b'), dy.mul(x)),
 *     ],
 *   });
 * const slope = tf.grad((a) => product(a, tf.scalar(3)))(tf.scalar(2));
 * console.log((await slope.data())[0], calls); // 3 [ 'a' ]
 * ```
 */
export function withLazyGradient<
  T extends tf.Tensor,
  const Saved extends readonly tf.Tensor[] = readonly tf.Tensor[],
>(inputs: readonly tf.Tensor[], pass: LazyGradient<T, Saved>): T {
  checkTensors('withLazyGradient', 'inputs', inputs);
  checkMethods('withLazyGradient', 'pass', pass, ['forward', 'gradient']);
  const recorder = tf.engine() as unknown as Recorder;
  const output = recorder.runKernelFunc({
    inputs: Object.fromEntries(inputs.map((input, i) => [String(i), input])),
    forwardFunc: (_backend, save) => {
      const { value, saved } = pass.forward();
      save([...saved]);
      const known = new Set([...inputs, value].map(({ dataId }) => dataId));
      const kept = saved.map(({ dataId }) => dataId).filter((id) => !known.has(id));
      announceKept(new Set(kept).size);
      return value;
    },
    backwardsFunc: (dy, kept) => {
      const gradients = pass.gradient(dy as T, kept as readonly tf.Tensor[] as Saved);
      return Object.fromEntries(
        gradients.map((gradient, i) => [String(i), () => tf.tidy(gradient)]),
      );
    },
  });
  return output as T;
}
