import * as tf from '@tensorflow/tfjs';
import type { KernelCall, WasmBackend } from './backendAccess.ts';
import { attributesOf, backendOf, input, offsetOf } from './backendAccess.ts';
import type { SimdProvider } from './simd/simdKernels.ts';
import { withScratch } from './simd/simdKernels.ts';

/** Rows and channels of `[.., channels]`. */
function rowsAndChannels({ shape }: tf.TensorInfo): [rows: number, channels: number] {
  const channels = shape.at(-1) ?? 1;
  return [tf.util.sizeFromShape(shape) / Math.max(channels, 1), channels];
}

function vector(backend: WasmBackend, length: number): tf.TensorInfo {
  return backend.makeOutput([length], 'float32');
}

/** EluGrad: `dy` where the output is not negative, else `dy (y + 1)`. */
export function eluGrad(simd: SimdProvider) {
  return (call: KernelCall): tf.TensorInfo => {
    const backend = backendOf(call);
    const y = input(call, 'y');
    const out = backend.makeOutput(y.shape, 'float32');
    const operands = [input(call, 'dy'), y, out].map((info) => offsetOf(backend, info));
    simd(backend).eluGradient(...operands, tf.util.sizeFromShape(y.shape));
    return out;
  };
}

/** CausalColumnSum: `x` `[.., c]` summed over all axes but the last. */
export function columnSum(simd: SimdProvider) {
  return (call: KernelCall): tf.TensorInfo => {
    const backend = backendOf(call);
    const x = input(call, 'x');
    const [rows, channels] = rowsAndChannels(x);
    const out = vector(backend, channels);
    simd(backend).columnSum(offsetOf(backend, x), offsetOf(backend, out), rows, channels);
    return out;
  };
}

/** CausalBatchNormTrain: `{x, gamma, beta}` to the output, the mean and the population variance of the batch. */
export function batchNormTrain(simd: SimdProvider) {
  return (call: KernelCall): tf.TensorInfo[] => {
    const backend = backendOf(call);
    const x = input(call, 'x');
    const { epsilon } = attributesOf(call) as { readonly epsilon: number };
    const [rows, channels] = rowsAndChannels(x);
    const outputs = [
      backend.makeOutput(x.shape, 'float32'),
      vector(backend, channels),
      vector(backend, channels),
    ];
    const operands = [x, input(call, 'gamma'), input(call, 'beta'), ...outputs];
    const offsets = operands.map((info) => offsetOf(backend, info));
    withScratch(backend, 8 * channels, (scratch) =>
      simd(backend).batchNorm(...offsets, scratch, rows, channels, epsilon),
    );
    return outputs;
  };
}

/** CausalBatchNormTrainGrad: `{dy, x, gamma, mean, variance}` to the gradients for x, gamma and beta. */
export function batchNormTrainGrad(simd: SimdProvider) {
  return (call: KernelCall): tf.TensorInfo[] => {
    const backend = backendOf(call);
    const x = input(call, 'x');
    const { epsilon } = attributesOf(call) as { readonly epsilon: number };
    const [rows, channels] = rowsAndChannels(x);
    const outputs = [
      backend.makeOutput(x.shape, 'float32'),
      vector(backend, channels),
      vector(backend, channels),
    ];
    const names = ['dy', 'x', 'gamma', 'mean', 'variance'];
    const operands = [...names.map((name) => input(call, name)), ...outputs];
    const offsets = operands.map((info) => offsetOf(backend, info));
    withScratch(backend, 12 * channels, (scratch) =>
      simd(backend).batchNormGradient(...offsets, scratch, rows, channels, epsilon),
    );
    return outputs;
  };
}
