import type * as tf from '@tensorflow/tfjs';
import { parameterLayout } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout, RandomStream } from '@causal-mechanisms/tensor-utils';
import { activation } from './activation.ts';
import type { Activation, ActivationName } from './activation.ts';

/** The sizes of a fully connected network. */
export interface MlpConfig {
  /** Numbers per input. */
  readonly inputs: number;
  /** Units of the hidden layers, in order; none makes the network linear. */
  readonly hidden: readonly number[];
  /** Numbers per answer. */
  readonly outputs: number;
  /** Of the hidden layers; the last layer is linear. */
  readonly activation: ActivationName;
}

/** The weights of one layer: of each task its own, or one set for all tasks. */
export interface Layer {
  /** `[tasks or 1, in, out]`. */
  readonly kernel: tf.Tensor3D;
  /** `[tasks or 1, 1, out]`. */
  readonly bias: tf.Tensor3D;
}

/** A fully connected network as functions of its weights. */
export interface Mlp {
  /** Its activation. */
  readonly activation: Activation;
  /** Its parameters, one after the other. */
  readonly layout: ParameterLayout;
  /**
   * @param stream - Where kernels are drawn from.
   * @param deviation - The standard deviation of their truncated normal distribution; biases are 0.
   * @returns Parameters to start with, one after the other.
   */
  initialValues(stream: RandomStream, deviation: number): Float32Array;
  /**
   * @param views - One tensor per parameter, in the order of the layout.
   * @returns They by layers; nothing is copied.
   */
  layers(views: readonly tf.Tensor[]): Layer[];
}

/**
 * A fully connected network whose weights are arguments: what gradients through gradient steps need.
 *
 * @param config - Its sizes.
 * @returns The network.
 */
export function mlp(config: MlpConfig): Mlp {
  const widths = [config.inputs, ...config.hidden, config.outputs];
  const specs = widths.slice(1).flatMap((out, i) => [
    { name: `layer${i + 1}/kernel`, shape: [1, widths[i] ?? 0, out] },
    { name: `layer${i + 1}/bias`, shape: [1, 1, out] },
  ]);
  const layout = parameterLayout(specs);
  return {
    activation: activation(config.activation),
    layout,
    initialValues(stream, deviation) {
      const values = new Float32Array(layout.length);
      let start = 0;
      for (const [i, size] of layout.sizes.entries()) {
        const isKernel = i % 2 === 0;
        for (let k = start; isKernel && k < start + size; k++) {
          values[k] = deviation * truncatedNormal(stream);
        }
        start += size;
      }
      return values;
    },
    layers: (views) =>
      Array.from({ length: views.length / 2 }, (_, i) => ({
        kernel: views[2 * i] as tf.Tensor3D,
        bias: views[2 * i + 1] as tf.Tensor3D,
      })),
  };
}

/** A normal deviate, drawn again where it is beyond two standard deviations. */
function truncatedNormal(stream: RandomStream): number {
  let drawn: number;
  do drawn = stream.normal();
  while (Math.abs(drawn) > 2);
  return drawn;
}
