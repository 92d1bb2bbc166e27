import type * as tf from '@tensorflow/tfjs';
import {
  checkCount,
  checkInstance,
  checkOptions,
  parameterLayout,
  RandomStream,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout } from '@causal-mechanisms/tensor-utils';

/** The size of a mixture density network. */
export interface MixtureNetworkSizes {
  /** Units of the hidden layer. Default: 32. */
  readonly hidden?: number;
  /** Components of the mixture. Default: 10. */
  readonly components?: number;
}

/**
 * The parameters of a mixture density network of one input and one target: a layer of tanh units, and three linear heads side by side, for the
 * logits of the weights, the means and the logarithms of the standard deviations.
 *
 * @param sizes - Units and components.
 * @returns Names and shapes, in the order in which they lie in a vector.
 * @throws ArgumentError when a size is no positive integer.
 *
 * @example
 * ```ts
 * import { mixtureNetworkLayout } from '@causal-mechanisms/meta-transfer';
 *
 * console.log(mixtureNetworkLayout().length); // 1054
 * ```
 */
export function mixtureNetworkLayout(sizes: MixtureNetworkSizes = {}): ParameterLayout {
  const { hidden, components } = networkSizes(sizes);
  return parameterLayout([
    { name: 'hidden/kernel', shape: [1, hidden] },
    { name: 'hidden/bias', shape: [hidden] },
    { name: 'heads/kernel', shape: [hidden, 3 * components] },
    { name: 'heads/bias', shape: [3 * components] },
  ]);
}

/**
 * Draws the parameters of a mixture density network: uniform within one over the root of the number of inputs of a layer.
 *
 * @param stream - Where they are drawn from.
 * @param sizes - Units and components.
 * @returns The parameters, in the order of {@link mixtureNetworkLayout}.
 * @throws ArgumentError when a size is no positive integer.
 *
 * @example
 * ```ts
 * import { initialMixtureNetwork } from '@causal-mechanisms/meta-transfer';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * console.log(initialMixtureNetwork(new RandomStream(1), { hidden: 4, components: 2 }).length); // 38
 * ```
 */
export function initialMixtureNetwork(
  stream: RandomStream,
  sizes: MixtureNetworkSizes = {},
): Float32Array {
  const owner = 'initialMixtureNetwork';
  checkInstance(owner, 'stream', stream, RandomStream);
  const { hidden } = networkSizes(sizes, owner);
  const layout = mixtureNetworkLayout(sizes);
  const values = new Float32Array(layout.length);
  let place = 0;
  layout.sizes.forEach((size, i) => {
    const inputs = i < 2 ? 1 : hidden;
    values.set(stream.uniforms(size, -1 / Math.sqrt(inputs), 1 / Math.sqrt(inputs)), place);
    place += size;
  });
  return values;
}

/**
 * @param sizes - Some sizes.
 * @returns All of them.
 * @throws ArgumentError when one is no positive integer.
 */
export function networkSizes(
  sizes: MixtureNetworkSizes,
  owner = 'mixtureNetworkLayout',
): Required<MixtureNetworkSizes> {
  const { hidden = 32, components = 10 } = checkOptions(owner, sizes, 'sizes');
  checkCount(owner, 'hidden', hidden, { most: 65_536 });
  checkCount(owner, 'components', components, { most: 65_536 });
  return { hidden, components };
}

/** Many networks of one size, layer by layer. */
export interface NetworkLayers {
  /** `[networks, 1, hidden]` */
  readonly kernel: tf.Tensor3D;
  /** `[networks, 1, hidden]` */
  readonly bias: tf.Tensor3D;
  /** `[networks, hidden, 3 * components]` */
  readonly headKernel: tf.Tensor3D;
  /** `[networks, 1, 3 * components]` */
  readonly headBias: tf.Tensor3D;
}

/**
 * Takes the parameters of many networks apart; to be called within a tidy.
 *
 * @param owner - The function that asks; opens the message.
 * @param parameters - `[networks, length]`
 * @param sizes - Of every network.
 * @returns The layers.
 * @throws ShapeError when the length is not that of the sizes.
 */
export function networkLayers(
  owner: string,
  parameters: tf.Tensor2D,
  sizes: Required<MixtureNetworkSizes>,
): NetworkLayers {
  const { hidden, components } = sizes;
  const lengths = [hidden, hidden, 3 * hidden * components, 3 * components];
  const length = lengths.reduce((sum, size) => sum + size, 0);
  const [networks, actual] = parameters.shape;
  if (actual !== length) {
    throw new ShapeError(
      `${owner}: parameters must have the shape [networks, ${length}], got [${parameters.shape.join()}]`,
      { data: { expected: length, actual } },
    );
  }
  let place = 0;
  const [kernel, bias, headKernel, headBias] = lengths.map((size) => {
    const part = parameters.slice([0, place], [networks, size]);
    place += size;
    return part;
  }) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
  return {
    kernel: kernel.reshape([networks, 1, hidden]),
    bias: bias.reshape([networks, 1, hidden]),
    headKernel: headKernel.reshape([networks, hidden, 3 * components]),
    headBias: headBias.reshape([networks, 1, 3 * components]),
  };
}
