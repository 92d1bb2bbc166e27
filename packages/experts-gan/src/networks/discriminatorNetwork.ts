import * as tf from '@tensorflow/tfjs';
import {
  joinParameters,
  parameterLayout,
  tensorTuple,
  tidyAll,
} from '@causal-mechanisms/tensor-utils';
import {
  channelSum,
  convFilterGradient,
  convInputGradient,
  eluGradient,
  halvingPoolGradient,
} from '@causal-mechanisms/tensor-utils/kernels';
import type { ImageShape, ParameterLayout } from '@causal-mechanisms/tensor-utils';

/** Convolutions of each stage; a halving average pool follows every stage. */
const STAGE_CONVOLUTIONS = [3, 2, 2] as const;

/** The stages as a flat list: `true` where a pool follows the convolution. */
export const POOL_FOLLOWS = STAGE_CONVOLUTIONS.flatMap((convolutions) =>
  Array.from({ length: convolutions }, (_, i) => i === convolutions - 1),
);

/** What one convolution keeps for its gradient. */
interface ConvolutionPass {
  readonly input: tf.Tensor4D;
  readonly activated: tf.Tensor4D;
}

/** A training pass of the discriminator. */
export interface DiscriminatorPass {
  /** One logit per image `[n]`: positive means canonical. */
  readonly logits: tf.Tensor1D;
  /** The flattened features `[n, k]`. */
  readonly features: tf.Tensor2D;
  /** The activations of the hidden layer `[n, units]`. */
  readonly hidden: tf.Tensor2D;
  /** The convolutions in order. */
  readonly convolutions: readonly ConvolutionPass[];
}

/** The parameters of the discriminator by role. */
interface DiscriminatorViews {
  readonly convolutions: readonly { kernel: tf.Tensor4D; bias: tf.Tensor1D }[];
  readonly hiddenKernel: tf.Tensor2D;
  readonly hiddenBias: tf.Tensor1D;
  readonly headKernel: tf.Tensor2D;
  readonly headBias: tf.Tensor1D;
}

/** The parameters of the discriminator: 1 124 737 of them for 32x32x1 images and the paper's sizes. */
export function discriminatorLayout(
  [height, width, channels]: ImageShape,
  filters: readonly [number, number, number],
  units: number,
): ParameterLayout {
  const widths = STAGE_CONVOLUTIONS.flatMap((convolutions, stage) =>
    Array.from({ length: convolutions }, () => filters[stage] ?? 0),
  );
  const convolutions = widths.flatMap((output, i) => [
    {
      name: `conv${i + 1}/kernel`,
      shape: [3, 3, i === 0 ? channels : (widths[i - 1] ?? 0), output],
    },
    { name: `conv${i + 1}/bias`, shape: [output] },
  ]);
  return parameterLayout([
    ...convolutions,
    { name: 'hidden/kernel', shape: [(height / 8) * (width / 8) * filters[2], units] },
    { name: 'hidden/bias', shape: [units] },
    { name: 'head/kernel', shape: [units, 1] },
    { name: 'head/bias', shape: [1] },
  ]);
}

/** Names the parameters of the discriminator, given in the order of {@link discriminatorLayout}. */
export function discriminatorViews(parameters: readonly tf.Tensor[]): DiscriminatorViews {
  const dense = parameters.slice(2 * POOL_FOLLOWS.length);
  const [hiddenKernel, hiddenBias, headKernel, headBias] = tensorTuple(dense, [2, 1, 2, 1]);
  return {
    convolutions: POOL_FOLLOWS.map((_, i) => {
      const [kernel, bias] = tensorTuple(parameters.slice(2 * i, 2 * i + 2), [4, 1]);
      return { kernel, bias };
    }),
    hiddenKernel,
    hiddenBias,
    headKernel,
    headBias,
  };
}

/**
 * Scores images and keeps what the gradient needs.
 *
 * @param parameters - In the order of {@link discriminatorLayout}; not disposed.
 * @param images - `[n, height, width, c]`; kept by the caller until the gradient is taken.
 * @returns The pass; the caller disposes of it with {@link disposeDiscriminatorPass}.
 */
export function discriminatorForward(
  parameters: readonly tf.Tensor[],
  images: tf.Tensor4D,
): DiscriminatorPass {
  return tidyAll(() => {
    const views = discriminatorViews(parameters);
    const convolutions: ConvolutionPass[] = [];
    let input = images;
    views.convolutions.forEach(({ kernel, bias }, i) => {
      const activated = tf.fused.conv2d({
        x: input,
        filter: kernel,
        strides: 1,
        pad: 'same',
        bias,
        activation: 'elu',
      });
      convolutions.push({ input, activated });
      input = POOL_FOLLOWS[i] === true ? tf.avgPool(activated, 2, 2, 'valid') : activated;
    });
    const features = input.reshape<tf.Tensor2D>([input.shape[0], -1]);
    const hidden = tf.fused.matMul({
      a: features,
      b: views.hiddenKernel,
      bias: views.hiddenBias,
      activation: 'elu',
    }) as tf.Tensor2D;
    const logits = hidden.matMul(views.headKernel).add(views.headBias).as1D();
    return { logits, features, hidden, convolutions };
  });
}

/**
 * Scores images for prediction: nothing is kept.
 *
 * @param parameters - In the order of {@link discriminatorLayout}; not disposed.
 * @param images - `[n, height, width, c]`; not disposed.
 * @returns One logit per image `[n]`; the caller disposes of it.
 */
export function discriminatorLogits(
  parameters: readonly tf.Tensor[],
  images: tf.Tensor4D,
): tf.Tensor1D {
  return tf.tidy(() => discriminatorForward(parameters, images).logits);
}

/**
 * The gradient of a pass.
 *
 * @param parameters - As in the forward pass; not disposed.
 * @param pass - The forward pass; not disposed.
 * @param dLogits - The gradient of the logits `[n]`; not disposed.
 * @param target - With respect to what: the flat parameter vector, or the images.
 * @returns The gradient; the caller disposes of it.
 */
export function discriminatorGradient(
  parameters: readonly tf.Tensor[],
  pass: DiscriminatorPass,
  dLogits: tf.Tensor1D,
  target: 'parameters',
): tf.Tensor1D;
export function discriminatorGradient(
  parameters: readonly tf.Tensor[],
  pass: DiscriminatorPass,
  dLogits: tf.Tensor1D,
  target: 'images',
): tf.Tensor4D;
export function discriminatorGradient(
  parameters: readonly tf.Tensor[],
  pass: DiscriminatorPass,
  dLogits: tf.Tensor1D,
  target: 'parameters' | 'images',
): tf.Tensor1D | tf.Tensor4D {
  return tf.tidy(() => {
    const views = discriminatorViews(parameters);
    const ofParameters = target === 'parameters';
    const gradients: tf.Tensor[] = [];
    const dHead = dLogits.as2D(-1, 1);
    const dHidden = eluGradient(
      dHead.matMul<tf.Tensor2D>(views.headKernel, false, true),
      pass.hidden,
    );
    if (ofParameters) {
      gradients.unshift(
        pass.features.matMul(dHidden, true, false),
        channelSum(dHidden),
        pass.hidden.matMul(dHead, true, false),
        channelSum(dHead),
      );
    }
    const lastPooled = pooledShape((pass.convolutions.at(-1) as ConvolutionPass).activated);
    let dOutput = dHidden.matMul(views.hiddenKernel, false, true).reshape<tf.Tensor4D>(lastPooled);
    for (let i = pass.convolutions.length - 1; i >= 0; i--) {
      const { input, activated } = pass.convolutions[i] as ConvolutionPass;
      const { kernel } = views.convolutions[i] as DiscriminatorViews['convolutions'][number];
      const dActivated =
        POOL_FOLLOWS[i] === true ? halvingPoolGradient(dOutput, activated) : dOutput;
      const dConvolved = eluGradient(dActivated, activated);
      if (ofParameters) {
        gradients.unshift(
          convFilterGradient(input, dConvolved, kernel.shape),
          channelSum(dConvolved),
        );
      }
      tf.dispose([dOutput, dActivated]);
      if (i > 0 || !ofParameters) dOutput = convInputGradient(dConvolved, kernel);
      dConvolved.dispose();
    }
    return ofParameters ? joinParameters(gradients) : dOutput;
  });
}

/** Disposes of all that a pass keeps, but not of the images it was given. */
export function disposeDiscriminatorPass(pass: DiscriminatorPass): void {
  tf.dispose([pass.logits, pass.features, pass.hidden]);
  pass.convolutions.forEach(({ input, activated }, i) => {
    // The first input belongs to the caller; the others are outputs of the convolution or pool before.
    tf.dispose(i === 0 ? activated : [input, activated]);
  });
}

function pooledShape({ shape: [n, height, width, channels] }: tf.Tensor4D) {
  return [n, height / 2, width / 2, channels] as [number, number, number, number];
}
