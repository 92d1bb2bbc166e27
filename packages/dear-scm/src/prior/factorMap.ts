import type { ParameterLayout, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { FactorCurve } from './factorCurve.ts';

/** The outer map f of the prior, one curve per factor, as functions of its parameters. */
export interface FactorMap {
  /** What is learned. */
  readonly layout: ParameterLayout;
  /**
   * @param stream - Where the start is drawn from.
   * @returns A start of the parameters `[layout.length]`.
   */
  initialValues(stream: RandomStream): Float32Array;
  /**
   * Differentiable in the parameters and in u; run it in a `tf.tidy`.
   *
   * @param parameters - One per entry of `layout`; not disposed.
   * @param u - `[n, factors]`, the linear layer; not disposed.
   * @returns z `[n, factors]`.
   */
  run(parameters: readonly Tensor[], u: Tensor2D): Tensor2D;
  /**
   * The same map on numbers, in double precision.
   *
   * @param values - The parameters as one array `[layout.length]`.
   * @returns One curve per factor.
   */
  curves(values: ArrayLike<number>): readonly FactorCurve[];
}
