import * as tf from '@tensorflow/tfjs';
import { joinParameters, tidyAll } from '@causal-mechanisms/tensor-utils';
import { channelSum, eluGradient } from '@causal-mechanisms/tensor-utils/kernels';
import { vaeViews } from './vaeNetwork.ts';
import type { VaePass, VaeViews } from './vaeNetwork.ts';

/** Gradients on their way from the loss back to the hidden layer of the encoder. */
interface Backward {
  readonly dLogits: tf.Tensor2D;
  readonly dDecoded: tf.Tensor2D;
  readonly dMean: tf.Tensor2D;
  readonly dPrecision: tf.Tensor2D;
  readonly dEncoded: tf.Tensor2D;
}

/**
 * The gradient of the mean loss of a pass with respect to the parameters.
 *
 * @param parameters - As in the forward pass; not disposed.
 * @param pass - The forward pass; not disposed.
 * @param noise - As in the forward pass; not disposed.
 * @param pause - Gives the event loop its turn between pieces.
 * @returns The gradient of the flat parameter vector; the caller disposes of it.
 */
export async function vaeParameterGradient(
  parameters: readonly tf.Tensor[],
  pass: VaePass,
  noise: tf.Tensor2D | null,
  pause: () => Promise<void>,
): Promise<tf.Tensor1D> {
  const [n] = pass.pixels.shape;
  const weights = tf.fill<tf.Rank.R2>([n, 1], 1 / n);
  const back = backward(vaeViews(parameters), pass, weights, noise);
  weights.dispose();
  await pause();
  const joined = tf.tidy(() =>
    joinParameters([
      ...ofDense(pass.pixels, back.dEncoded),
      ...ofDense(pass.encoded, back.dMean),
      ...ofDense(pass.encoded, back.dPrecision),
      ...ofDense(pass.latent, back.dDecoded),
      ...ofDense(pass.decoded, back.dLogits),
    ]),
  );
  tf.dispose({ ...back });
  return joined;
}

/**
 * The gradient of a weighted sum of the losses of a pass, which decoded the means, with respect to the pixels.
 *
 * @param parameters - As in the forward pass; not disposed.
 * @param pass - The forward pass; not disposed.
 * @param dLosses - The weight of the loss of each image.
 * @param pause - Gives the event loop its turn between pieces.
 * @returns The gradient `[n, pixels]`; the caller disposes of it.
 */
export async function vaePixelGradient(
  parameters: readonly tf.Tensor[],
  pass: VaePass,
  dLosses: Float32Array,
  pause: () => Promise<void>,
): Promise<tf.Tensor2D> {
  const views = vaeViews(parameters);
  const weights = tf.tensor2d(dLosses, [dLosses.length, 1]);
  const back = backward(views, pass, weights, null);
  await pause();
  const dPixels = tf.tidy(() =>
    back.dEncoded
      .matMul(views.encoderKernel, false, true)
      .sub<tf.Tensor2D>(pass.logits.mul(weights)),
  );
  tf.dispose([weights, { ...back }]);
  return dPixels;
}

function backward(
  views: VaeViews,
  pass: VaePass,
  weights: tf.Tensor2D,
  noise: tf.Tensor2D | null,
): Backward {
  return tidyAll(() => {
    const { pixels, encoded, mean, precision, decoded, logits } = pass;
    const dLogits = logits.sigmoid().sub(pixels).mul<tf.Tensor2D>(weights);
    const dDecoded = eluGradient<tf.Tensor2D>(
      dLogits.matMul(views.outputKernel, false, true) as tf.Tensor2D,
      decoded,
    );
    const dLatent = dDecoded.matMul(views.decoderKernel, false, true);
    const dMean = dLatent.add<tf.Tensor2D>(mean.mul(weights));
    // With p = sigmoid(precision): the variance 1 - p falls by p (1 - p), the divergence grows by p^2 / 2.
    const p = precision.sigmoid();
    const ofDivergence = p.square().mul(0.5).mul<tf.Tensor2D>(weights);
    const dPrecision =
      noise === null
        ? ofDivergence
        : ofDivergence.sub<tf.Tensor2D>(
            precision.neg().sigmoid().sqrt().mul(p).mul(0.5).mul(noise).mul(dLatent),
          );
    const dEncoded = eluGradient<tf.Tensor2D>(
      dMean
        .matMul(views.meanKernel, false, true)
        .add<tf.Tensor2D>(dPrecision.matMul(views.precisionKernel, false, true)),
      encoded,
    );
    return { dLogits, dDecoded, dMean, dPrecision, dEncoded };
  });
}

/** The gradients of the kernel and the bias of a dense layer. */
function ofDense(input: tf.Tensor2D, dOutput: tf.Tensor2D): [tf.Tensor2D, tf.Tensor1D] {
  return [input.matMul(dOutput, true, false) as tf.Tensor2D, channelSum(dOutput)];
}
