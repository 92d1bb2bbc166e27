import * as tf from '@tensorflow/tfjs';
import { parameterLayout, tensorTuple, tidyAll } from '@causal-mechanisms/tensor-utils';
import type { ImageShape, ParameterLayout } from '@causal-mechanisms/tensor-utils';

/** The parameters of the autoencoder by role. */
export interface VaeViews {
  readonly encoderKernel: tf.Tensor2D;
  readonly encoderBias: tf.Tensor1D;
  readonly meanKernel: tf.Tensor2D;
  readonly meanBias: tf.Tensor1D;
  readonly precisionKernel: tf.Tensor2D;
  readonly precisionBias: tf.Tensor1D;
  readonly decoderKernel: tf.Tensor2D;
  readonly decoderBias: tf.Tensor1D;
  readonly outputKernel: tf.Tensor2D;
  readonly outputBias: tf.Tensor1D;
}

/** What a pass of the autoencoder keeps for its gradient, row by row. */
export interface VaePass {
  /** The images `[n, pixels]`. */
  readonly pixels: tf.Tensor2D;
  /** The hidden layer of the encoder `[n, units]`. */
  readonly encoded: tf.Tensor2D;
  /** The means of the latent variables `[n, latent]`. */
  readonly mean: tf.Tensor2D;
  /** Where the variances of the latent variables, sigmoid(-precision), come from `[n, latent]`. */
  readonly precision: tf.Tensor2D;
  /** The latent variables that were decoded `[n, latent]`. */
  readonly latent: tf.Tensor2D;
  /** The hidden layer of the decoder `[n, units]`. */
  readonly decoded: tf.Tensor2D;
  /** The logits of the pixels `[n, pixels]`. */
  readonly logits: tf.Tensor2D;
  /** Cross-entropy of the pixels, in nats `[n]`. */
  readonly reconstruction: tf.Tensor1D;
  /** Divergence of the latent variables from a standard normal distribution, in nats `[n]`. */
  readonly divergence: tf.Tensor1D;
}

/**
 * The parameters of the autoencoder: one hidden layer each for encoder and decoder.
 *
 * @param shape - Height, width and channels.
 * @param latent - Latent variables.
 * @param units - Units of each hidden layer.
 * @returns Kernels and biases.
 */
export function vaeLayout(
  [height, width, channels]: ImageShape,
  latent: number,
  units: number,
): ParameterLayout {
  const pixels = height * width * channels;
  const dense = (name: string, inputs: number, outputs: number) => [
    { name: `${name}/kernel`, shape: [inputs, outputs] },
    { name: `${name}/bias`, shape: [outputs] },
  ];
  return parameterLayout([
    ...dense('encoder', pixels, units),
    ...dense('mean', units, latent),
    ...dense('precision', units, latent),
    ...dense('decoder', latent, units),
    ...dense('output', units, pixels),
  ]);
}

/** Names the parameters of the autoencoder, given in the order of {@link vaeLayout}. */
export function vaeViews(parameters: readonly tf.Tensor[]): VaeViews {
  const [encoderKernel, encoderBias, meanKernel, meanBias, precisionKernel, ...rest] = tensorTuple(
    parameters,
    [2, 1, 2, 1, 2, 1, 2, 1, 2, 1],
  );
  const [precisionBias, decoderKernel, decoderBias, outputKernel, outputBias] = rest;
  return {
    ...{ encoderKernel, encoderBias, meanKernel, meanBias, precisionKernel, precisionBias },
    ...{ decoderKernel, decoderBias, outputKernel, outputBias },
  };
}

/**
 * Encodes and decodes images. The variance of a latent variable is sigmoid(-precision): never above the prior's 1, which no
 * posterior has a use for, and made of functions that stock layers have.
 *
 * @param parameters - In the order of {@link vaeLayout}; not disposed.
 * @param images - `[n, height, width, c]` in [0, 1]; not disposed.
 * @param noise - Standard normal `[n, latent]` for a sample of the latent variables, or `null` to decode their means; not disposed.
 * @param pause - Gives the event loop its turn between encoder and decoder.
 * @returns The pass; the caller disposes of it with `tf.dispose`.
 */
export async function vaeForward(
  parameters: readonly tf.Tensor[],
  images: tf.Tensor4D,
  noise: tf.Tensor2D | null,
  pause: () => Promise<void>,
): Promise<VaePass> {
  const views = vaeViews(parameters);
  const encoding = encode(views, images, noise);
  await pause();
  return { ...encoding, ...decode(views, encoding) };
}

/**
 * Minus the loss of the autoencoder where the means of the latent variables are decoded: what images are scored by.
 *
 * @param parameters - In the order of {@link vaeLayout}; not disposed.
 * @param images - `[n, height, width, c]` in [0, 1]; not disposed.
 * @returns One score per image `[n]`, in nats; the caller disposes of it.
 */
export function vaeScores(parameters: readonly tf.Tensor[], images: tf.Tensor4D): tf.Tensor1D {
  const views = vaeViews(parameters);
  return tf.tidy(() => {
    const encoding = encode(views, images, null);
    return scoresOf({ ...encoding, ...decode(views, encoding) });
  });
}

/** @returns Minus the loss of each image of a pass `[n]`; the caller disposes of it. */
export function scoresOf({
  reconstruction,
  divergence,
}: Pick<VaePass, 'reconstruction' | 'divergence'>): tf.Tensor1D {
  return tf.tidy(() => reconstruction.add<tf.Tensor1D>(divergence).neg());
}

type Encoding = Pick<VaePass, 'pixels' | 'encoded' | 'mean' | 'precision' | 'latent'>;

function encode(views: VaeViews, images: tf.Tensor4D, noise: tf.Tensor2D | null): Encoding {
  return tidyAll(() => {
    const pixels = images.reshape<tf.Tensor2D>([images.shape[0], -1]);
    const encoded = dense(pixels, views.encoderKernel, views.encoderBias, 'elu');
    const mean = dense(encoded, views.meanKernel, views.meanBias);
    const precision = dense(encoded, views.precisionKernel, views.precisionBias);
    const latent =
      noise === null
        ? mean.clone()
        : mean.add<tf.Tensor2D>(precision.neg().sigmoid().sqrt().mul(noise));
    return { pixels, encoded, mean, precision, latent };
  });
}

function decode(
  views: VaeViews,
  { pixels, mean, precision, latent }: Encoding,
): Omit<VaePass, keyof Encoding> {
  return tidyAll(() => {
    const decoded = dense(latent, views.decoderKernel, views.decoderBias, 'elu');
    const logits = dense(decoded, views.outputKernel, views.outputBias);
    const reconstruction = logits.softplus().sub(pixels.mul(logits)).sum<tf.Tensor1D>(1);
    const divergence = mean
      .square()
      .add(precision.softplus())
      .sub(precision.sigmoid())
      .sum(1)
      .mul<tf.Tensor1D>(0.5);
    return { decoded, logits, reconstruction, divergence };
  });
}

function dense(
  a: tf.Tensor2D,
  b: tf.Tensor2D,
  bias: tf.Tensor1D,
  activation: 'elu' | 'linear' = 'linear',
): tf.Tensor2D {
  return tf.fused.matMul({ a, b, bias, activation }) as tf.Tensor2D;
}
