import * as tf from '@tensorflow/tfjs';
import type { Activation } from './activation.ts';
import { layerGradient } from './layerPasses.ts';
import type { BackwardPass, ForwardPass } from './layerPasses.ts';
import type { Layer } from './mlp.ts';

/** What `tangentPass` needs to know besides the weights. */
export interface TangentOptions {
  /** What the forward pass left. */
  readonly forward: ForwardPass;
  /** What the backward pass left. */
  readonly backward: BackwardPass;
  /** Of the hidden layers. */
  readonly activation: Activation;
  /**
   * @param tangent - How the answers move.
   * @returns How the gradient by the answers moves with them.
   */
  readonly deltaTangent: (tangent: tf.Tensor3D) => tf.Tensor3D;
}

/**
 * The Hessian of a loss times a vector, by the R-operator (Pearlmutter, 1994): how the gradient moves when the weights move along the
 * vector. A forward and a backward pass more; the Hessian itself is never made.
 *
 * @param layers - The weights of the passes.
 * @param direction - The vector: an entry per weight, of each task its own.
 * @param options - What the passes left.
 * @returns Hessian times vector, task by task; to be called in a `tf.tidy`.
 */
export function tangentPass(
  layers: readonly Layer[],
  direction: readonly Layer[],
  { forward, backward, activation, deltaTangent }: TangentOptions,
): Layer[] {
  const { values } = forward;
  const { deltas, signals, slopes } = backward;
  const last = layers.length - 1;

  // Forward: how sums and values move. The inputs do not.
  const sumTangents: tf.Tensor3D[] = [];
  const valueTangents: (tf.Tensor3D | undefined)[] = [undefined];
  for (const [i, along] of direction.entries()) {
    const [value, layer, slope] = [values[i], layers[i], slopes[i]];
    const moving = valueTangents[i];
    if (value === undefined || layer === undefined) break;
    const own: tf.Tensor3D = tf.add(tf.matMul(value, along.kernel), along.bias);
    const sum = moving === undefined ? own : tf.add(own, tf.matMul(moving, layer.kernel));
    sumTangents.push(sum as tf.Tensor3D);
    if (slope !== undefined) valueTangents.push(tf.mul(sum, slope));
  }

  // Backward: how the deltas move, and the gradient with them.
  const product: Layer[] = [];
  let moved = deltaTangent(sumTangents[last] as tf.Tensor3D);
  for (let i = last; i >= 0; i--) {
    const [value, layer, along, delta] = [values[i], layers[i], direction[i], deltas[i]];
    const moving = valueTangents[i];
    if (value === undefined || layer === undefined || along === undefined || delta === undefined) {
      break;
    }
    const { kernel, bias } = layerGradient(value, moved);
    product.unshift({
      kernel: moving === undefined ? kernel : tf.add(kernel, tf.matMul(moving, delta, true, false)),
      bias,
    });
    const [slope, signal, sumTangent] = [slopes[i - 1], signals[i - 1], sumTangents[i - 1]];
    if (slope === undefined || signal === undefined || sumTangent === undefined) break;
    const signalTangent = tf.add(
      tf.matMul(moved, layer.kernel, false, true),
      tf.matMul(delta, along.kernel, false, true),
    );
    const straight: tf.Tensor3D = tf.mul(signalTangent, slope);
    const curvature = activation.curvature?.(value, slope);
    moved =
      curvature === undefined
        ? straight
        : tf.add(straight, tf.mul(signal, tf.mul(curvature, sumTangent)));
  }
  return product;
}
