import * as tf from '@tensorflow/tfjs';
import { joinParameters, tidyAll } from '@causal-mechanisms/tensor-utils';
import {
  channelSum,
  convFilterGradient,
  convInputEluGradient,
  convInputGradient,
  eluGradient,
  halvingPoolEluGradient,
} from '@causal-mechanisms/tensor-utils/kernels';
import {
  POOL_FOLLOWS,
  activatedConvolution,
  denseLayers,
  discriminatorViews,
} from './discriminatorNetwork.ts';
import type { DiscriminatorViews } from './discriminatorNetwork.ts';

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

/**
 * Scores images and keeps what the gradient needs.
 *
 * @param parameters - In the order of `discriminatorLayout`; not disposed.
 * @param images - `[n, height, width, c]`; kept by the caller until the gradient is taken.
 * @param pause - Gives the event loop its turn between layers.
 * @returns The pass; the caller disposes of it with {@link disposeDiscriminatorPass}.
 */
export async function discriminatorForward(
  parameters: readonly tf.Tensor[],
  images: tf.Tensor4D,
  pause: () => Promise<void>,
): Promise<DiscriminatorPass> {
  const views = discriminatorViews(parameters);
  const convolutions: ConvolutionPass[] = [];
  let input = images;
  for (const [i, convolution] of views.convolutions.entries()) {
    const activated = activatedConvolution(convolution, input);
    convolutions.push({ input, activated });
    input = POOL_FOLLOWS[i] === true ? tf.avgPool(activated, 2, 2, 'valid') : activated;
    await pause();
  }
  // The last pool is no input of a convolution: only its features are kept.
  const dense = denseLayers(views, input);
  input.dispose();
  return { ...dense, convolutions };
}

/**
 * The gradient of a pass with respect to the parameters.
 *
 * @param parameters - As in the forward pass; not disposed.
 * @param pass - The forward pass; not disposed.
 * @param dLogits - The gradient of the logits `[n]`; not disposed.
 * @param pause - Gives the event loop its turn between layers.
 * @returns The gradient of the flat parameter vector; the caller disposes of it.
 */
export async function parameterGradient(
  parameters: readonly tf.Tensor[],
  pass: DiscriminatorPass,
  dLogits: tf.Tensor1D,
  pause: () => Promise<void>,
): Promise<tf.Tensor1D> {
  const views = discriminatorViews(parameters);
  const { dFeatures, ...dense } = denseGradient(views, pass, dLogits);
  const gradients: tf.Tensor[] = dense.gradients;
  let dConvolved = lastConvolvedGradient(pass, dFeatures);
  for (let i = POOL_FOLLOWS.length - 1; i >= 0; i--) {
    await pause();
    const { input, kernel } = convolutionOf(views, pass, i);
    gradients.unshift(convFilterGradient(input, dConvolved, kernel.shape), channelSum(dConvolved));
    await pause();
    if (i > 0) dConvolved = convolvedGradientBefore(views, pass, i, dConvolved);
  }
  dConvolved.dispose();
  const joined = joinParameters(gradients);
  tf.dispose(gradients);
  return joined;
}

/**
 * The gradient of a pass with respect to the images.
 *
 * @param parameters - As in the forward pass; not disposed.
 * @param pass - The forward pass; not disposed.
 * @param dLogits - The gradient of the logits `[n]`; not disposed.
 * @param pause - Gives the event loop its turn between layers.
 * @returns The gradient `[n, height, width, c]`; the caller disposes of it.
 */
export async function imageGradient(
  parameters: readonly tf.Tensor[],
  pass: DiscriminatorPass,
  dLogits: tf.Tensor1D,
  pause: () => Promise<void>,
): Promise<tf.Tensor4D> {
  const views = discriminatorViews(parameters);
  const { dFeatures, gradients } = denseGradient(views, pass, dLogits);
  tf.dispose(gradients);
  let dConvolved = lastConvolvedGradient(pass, dFeatures);
  for (let i = POOL_FOLLOWS.length - 1; i > 0; i--) {
    await pause();
    dConvolved = convolvedGradientBefore(views, pass, i, dConvolved);
  }
  await pause();
  const dImages = convInputGradient(dConvolved, convolutionOf(views, pass, 0).kernel);
  dConvolved.dispose();
  return dImages;
}

/** Disposes of all that a pass keeps, but not of the images it was given. */
export function disposeDiscriminatorPass(pass: DiscriminatorPass): void {
  tf.dispose([pass.logits, pass.features, pass.hidden]);
  pass.convolutions.forEach(({ input, activated }, i) => {
    // The first input belongs to the caller; the others are outputs of the convolution or pool before.
    tf.dispose(i === 0 ? activated : [input, activated]);
  });
}

function convolutionOf(
  { convolutions }: DiscriminatorViews,
  pass: DiscriminatorPass,
  i: number,
): ConvolutionPass & { readonly kernel: tf.Tensor4D } {
  const { kernel } = convolutions[i] as DiscriminatorViews['convolutions'][number];
  return { ...(pass.convolutions[i] as ConvolutionPass), kernel };
}

/** The gradients of the dense layers in their order, and with respect to the last pool. */
function denseGradient(
  { hiddenKernel, headKernel }: DiscriminatorViews,
  { features, hidden, convolutions }: DiscriminatorPass,
  dLogits: tf.Tensor1D,
): { gradients: tf.Tensor[]; dFeatures: tf.Tensor4D } {
  return tidyAll(() => {
    const dHead = dLogits.as2D(-1, 1);
    const dHidden = eluGradient(dHead.matMul<tf.Tensor2D>(headKernel, false, true), hidden);
    const [n, height, width, channels] = (convolutions.at(-1) as ConvolutionPass).activated.shape;
    return {
      gradients: [
        features.matMul(dHidden, true, false),
        channelSum(dHidden),
        hidden.matMul(dHead, true, false),
        channelSum(dHead),
      ],
      dFeatures: dHidden
        .matMul(hiddenKernel, false, true)
        .reshape<tf.Tensor4D>([n, height / 2, width / 2, channels]),
    };
  });
}

/** From the gradient of the features, which is disposed, back through the last pool and the ELU before it. */
function lastConvolvedGradient(pass: DiscriminatorPass, dFeatures: tf.Tensor4D): tf.Tensor4D {
  const { activated } = pass.convolutions.at(-1) as ConvolutionPass;
  const dConvolved = halvingPoolEluGradient(dFeatures, activated);
  dFeatures.dispose();
  return dConvolved;
}

/** From the gradient of what a convolution gave, which is disposed, to that of the convolution before it. */
function convolvedGradientBefore(
  views: DiscriminatorViews,
  pass: DiscriminatorPass,
  i: number,
  dConvolved: tf.Tensor4D,
): tf.Tensor4D {
  const { input, kernel } = convolutionOf(views, pass, i);
  const before = tf.tidy(() =>
    POOL_FOLLOWS[i - 1] === true
      ? halvingPoolEluGradient(
          convInputGradient(dConvolved, kernel),
          convolutionOf(views, pass, i - 1).activated,
        )
      : convInputEluGradient(dConvolved, kernel, input),
  );
  dConvolved.dispose();
  return before;
}
