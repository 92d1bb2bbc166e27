import * as tf from '@tensorflow/tfjs';
import { composedForward, composedGradient } from './composedBatchNorm.ts';
import type { Normalised } from './composedBatchNorm.ts';
import { checkNumber } from '../argumentChecks.ts';
import { ShapeError } from '../errors.ts';
import { checkTensor, checkTensors } from '../tensorChecks.ts';
import { tensorTuple } from '../tensors/tensorTuple.ts';
import { expectShape, hasKernel } from './kernelChecks.ts';
import type { NativeBackend } from './native/nativeBackend.ts';

/** What the training pass of batch norm gives. */
export interface BatchNormForward {
  /** The normalised, scaled and shifted input. */
  readonly y: tf.Tensor4D;
  /** The mean of each channel `[c]`. */
  readonly mean: tf.Tensor1D;
  /** The unbiased variance of each channel `[c]`, as running statistics want it. */
  readonly variance: tf.Tensor1D;
  /** What {@link batchNormGradient} needs of this pass. */
  readonly saved: readonly tf.Tensor[];
}

/** The gradients of batch norm. */
export interface BatchNormGradient {
  /** With respect to the input. */
  readonly dx: tf.Tensor4D;
  /** With respect to the scale `[c]`. */
  readonly dGamma: tf.Tensor1D;
  /** With respect to the offset `[c]`. */
  readonly dBeta: tf.Tensor1D;
}

/** The names under which a backend may register fused kernels of its own. */
const FORWARD_KERNEL = 'CausalBatchNormTrain';
const FORWARD_ELU_KERNEL = 'CausalBatchNormEluTrain';
const GRADIENT_KERNEL = 'CausalBatchNormTrainGrad';

/**
 * Batch norm with the statistics of the batch (Ioffe and Szegedy, 2015): fused where the backend can.
 *
 * The native and the WASM backend run kernels of ours when they are registered, the native one otherwise TensorFlow's
 * FusedBatchNormV3, any other backend a composition of stock ops that gives the same numbers.
 *
 * @param x - `[n, height, width, c]`; not disposed.
 * @param gamma - The scale `[c]`; not disposed.
 * @param beta - The offset `[c]`; not disposed.
 * @param epsilon - Added to the variance. Default: 1e-5.
 * @returns The output, the statistics and what the gradient needs; the caller disposes of all of them.
 * @throws ArgumentError for what is no float32 tensor or a negative epsilon; DisposedError; ShapeError when gamma or beta does not have one
 *   entry per channel.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { batchNormTrain } from '@causal-mechanisms/tensor-utils/kernels';
 *
 * const x = tf.tensor4d([1, 3], [2, 1, 1, 1]);
 * const { y, mean, variance, saved } = batchNormTrain(x, tf.ones([1]), tf.zeros([1]));
 * console.log(await mean.data(), await variance.data()); // [2] [2]
 * tf.dispose([x, y, mean, variance, ...saved]);
 * ```
 */
export function batchNormTrain(
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  epsilon = 1e-5,
): BatchNormForward {
  checkPerChannel('batchNormTrain', x, { gamma, beta }, epsilon);
  if (hasKernel(FORWARD_KERNEL)) return forwardByKernel(FORWARD_KERNEL, x, gamma, beta, epsilon);
  const native = nativeBackend();
  if (native !== undefined) return nativeForward(native, x, gamma, beta, epsilon);
  return withVariance(x, composedForward(x, gamma, beta, epsilon));
}

/**
 * {@link batchNormTrain} followed by `tf.elu`, in one where the backend can.
 *
 * @param x - `[n, height, width, c]`; not disposed.
 * @param gamma - The scale `[c]`; not disposed.
 * @param beta - The offset `[c]`; not disposed.
 * @param epsilon - Added to the variance. Default: 1e-5.
 * @returns As {@link batchNormTrain}, with the activated output as `y`; the caller disposes of all tensors. The gradient is
 * `eluGradient` with that output, then {@link batchNormGradient}.
 * @throws ArgumentError for what is no float32 tensor or a negative epsilon; DisposedError; ShapeError when gamma or beta does not have one
 *   entry per channel.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { batchNormEluTrain } from '@causal-mechanisms/tensor-utils/kernels';
 *
 * const x = tf.tensor4d([1, 3], [2, 1, 1, 1]);
 * const { y, mean, variance, saved } = batchNormEluTrain(x, tf.ones([1]), tf.zeros([1]));
 * console.log(await y.data()); // about [-0.63, 1]
 * tf.dispose([x, y, mean, variance, ...saved]);
 * ```
 */
export function batchNormEluTrain(
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  epsilon = 1e-5,
): BatchNormForward {
  checkPerChannel('batchNormEluTrain', x, { gamma, beta }, epsilon);
  if (hasKernel(FORWARD_ELU_KERNEL)) {
    return forwardByKernel(FORWARD_ELU_KERNEL, x, gamma, beta, epsilon);
  }
  const { y, ...rest } = batchNormTrain(x, gamma, beta, epsilon);
  const activated = tf.elu(y);
  y.dispose();
  return { y: activated, ...rest };
}

/**
 * The gradient of {@link batchNormTrain}, through the statistics of the batch.
 *
 * @param dy - The gradient of the output; not disposed.
 * @param x - The input of the forward pass; not disposed.
 * @param gamma - The scale of the forward pass; not disposed.
 * @param saved - What the forward pass saved; not disposed.
 * @param epsilon - As in the forward pass. Default: 1e-5.
 * @returns The three gradients; the caller disposes of them.
 * @throws ArgumentError for what is no float32 tensor or a negative epsilon; DisposedError; ShapeError when dy has not the shape of x, or
 *   gamma not one entry per channel, or saved is of another pass.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { batchNormGradient, batchNormTrain } from '@causal-mechanisms/tensor-utils/kernels';
 *
 * const x = tf.tensor4d([1, 3], [2, 1, 1, 1]);
 * const gamma = tf.ones<tf.Rank.R1>([1]);
 * const forward = batchNormTrain(x, gamma, tf.zeros([1]));
 * const { dx, dGamma, dBeta } = batchNormGradient(tf.onesLike(x), x, gamma, forward.saved);
 * console.log(await dBeta.data()); // [2]
 * tf.dispose([x, gamma, dx, dGamma, dBeta, forward.y, forward.mean, forward.variance, ...forward.saved]);
 * ```
 */
export function batchNormGradient(
  dy: tf.Tensor4D,
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  saved: readonly tf.Tensor[],
  epsilon = 1e-5,
): BatchNormGradient {
  const owner = 'batchNormGradient';
  checkTensors(owner, 'saved', saved);
  if (saved.length < 2) {
    throw new ShapeError(
      `${owner}: saved must be what the forward pass saved, got ${saved.length} tensors`,
    );
  }
  const [first, second] = saved;
  checkPerChannel(owner, x, { gamma, 'saved[0]': first, 'saved[1]': second }, epsilon);
  expectShape(owner, 'dy', dy, x.shape);
  // What the forward pass saved tells which of the two it was.
  const native = saved.length === 2 ? undefined : nativeBackend();
  if (native !== undefined) return nativeGradient(native, dy, x, gamma, saved, epsilon);
  const [mean, variance] = tensorTuple(saved.slice(0, 2), [1, 1]);
  const [dx, dGamma, dBeta] = !hasKernel(GRADIENT_KERNEL)
    ? composedGradient(dy, x, gamma, mean, variance, epsilon)
    : tf
        .engine()
        .runKernel<[tf.Tensor4D, tf.Tensor1D, tf.Tensor1D]>(
          GRADIENT_KERNEL,
          { dy, x, gamma, mean, variance },
          { epsilon },
        );
  return { dx, dGamma, dBeta };
}

/** The kernels read as many entries as there are channels, whatever they are given. */
function checkPerChannel(
  owner: string,
  x: tf.Tensor4D,
  vectors: Readonly<Record<string, tf.Tensor | undefined>>,
  epsilon: number,
): void {
  checkTensor(owner, 'x', x, { rank: 4 });
  const channels = x.shape[3];
  for (const [name, vector] of Object.entries(vectors)) {
    checkTensor(owner, name, vector, { shape: [channels] });
  }
  checkNumber(owner, 'epsilon', epsilon, { least: 0 });
}

function forwardByKernel(
  name: string,
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  epsilon: number,
): BatchNormForward {
  const normalised = tf.engine().runKernel<Normalised>(name, { x, gamma, beta }, { epsilon });
  return withVariance(x, normalised);
}

function withVariance(x: tf.Tensor4D, [y, mean, population]: Normalised): BatchNormForward {
  const count = x.size / mean.size;
  const variance = population.mul<tf.Tensor1D>(count / Math.max(count - 1, 1));
  return { y, mean, variance, saved: [mean.clone(), population] };
}

/** The node backend when it is the current one. */
function nativeBackend(): NativeBackend | undefined {
  if (tf.getBackend() !== 'tensorflow') return undefined;
  const backend: unknown = tf.backend();
  return backend as NativeBackend;
}

function nativeAttributes({ binding }: NativeBackend, epsilon: number) {
  return [
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'U', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'epsilon', type: binding.TF_ATTR_FLOAT, value: epsilon },
    { name: 'data_format', type: binding.TF_ATTR_STRING, value: 'NHWC' },
    { name: 'is_training', type: binding.TF_ATTR_BOOL, value: true },
  ];
}

function nativeForward(
  backend: NativeBackend,
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  epsilon: number,
): BatchNormForward {
  const none = tf.tensor1d([]);
  const outputs = backend.executeMultipleOutputs(
    'FusedBatchNormV3',
    nativeAttributes(backend, epsilon),
    [x, gamma, beta, none, none],
    6,
  );
  none.dispose();
  const [y, mean, variance] = tensorTuple(outputs.slice(0, 3), [4, 1, 1]);
  return { y, mean, variance, saved: outputs.slice(3) };
}

function nativeGradient(
  backend: NativeBackend,
  dy: tf.Tensor4D,
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  saved: readonly tf.Tensor[],
  epsilon: number,
): BatchNormGradient {
  const outputs = backend.executeMultipleOutputs(
    'FusedBatchNormGradV3',
    nativeAttributes(backend, epsilon),
    [dy, x, gamma, ...saved],
    5,
  );
  tf.dispose(outputs.slice(3));
  const [dx, dGamma, dBeta] = tensorTuple(outputs.slice(0, 3), [4, 1, 1]);
  return { dx, dGamma, dBeta };
}
