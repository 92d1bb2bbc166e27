import type * as tf from '@tensorflow/tfjs';
import type { NativeCall, NativeKernel } from './nativeBackend.ts';
import { areFloats, nativeBackendOf, nativeInput } from './nativeBackend.ts';

/** CausalBatchNormTrain: `{x, gamma, beta}` to the output, the mean and the population variance of the batch. */
export function batchNormTrain(call: NativeCall): tf.TensorInfo[] {
  return normalise(call, 'CausalBatchNormTrain', ['x', 'gamma', 'beta']);
}

/** CausalBatchNormEluTrain: the same, with ELU applied to the output. */
export function batchNormEluTrain(call: NativeCall): tf.TensorInfo[] {
  return normalise(call, 'CausalBatchNormEluTrain', ['x', 'gamma', 'beta']);
}

/** CausalBatchNormTrainGrad: `{dy, x, gamma, mean, variance}` to the gradients for x, gamma and beta. */
export function batchNormTrainGrad(call: NativeCall): tf.TensorInfo[] {
  const names = ['dy', 'x', 'gamma', 'mean', 'variance'];
  return normalise(call, 'CausalBatchNormTrainGrad', names);
}

function normalise(call: NativeCall, op: string, names: readonly string[]): tf.TensorInfo[] {
  const backend = nativeBackendOf(call);
  const type = backend.binding.TF_ATTR_FLOAT;
  const attributes = [{ name: 'epsilon', type, value: call.attrs?.['epsilon'] }];
  const inputs = names.map((name) => nativeInput(call, name));
  return backend.executeMultipleOutputs(op, attributes, inputs, 3);
}

/** CausalColumnSum: `x` `[.., c]` summed over all axes but the last. */
export function columnSum(call: NativeCall): tf.TensorInfo {
  const x = nativeInput(call, 'x');
  return nativeBackendOf(call).executeSingleOutput('CausalColumnSum', [], [x]);
}

/** CausalScatterRows: `{values, rows, like}` to a batch of the shape of `like`, with zeros where there are no values. */
export function scatterRows(call: NativeCall): tf.TensorInfo {
  const inputs = ['values', 'rows', 'like'].map((name) => nativeInput(call, name));
  return nativeBackendOf(call).executeSingleOutput('CausalScatterRows', [], inputs);
}

/** CausalAdam: `{values, gradient, first, second, settings}` to the values and moments after an update. */
export function adam(call: NativeCall): tf.TensorInfo[] {
  const names = ['values', 'gradient', 'first', 'second', 'settings'];
  const inputs = names.map((name) => nativeInput(call, name));
  return nativeBackendOf(call).executeMultipleOutputs('CausalAdam', [], inputs, 3);
}

/** Elu, on all threads. */
export function elu(stock: NativeKernel): NativeKernel {
  return (call) => {
    const x = nativeInput(call, 'x');
    if (!areFloats(x)) return stock(call);
    return nativeBackendOf(call).executeSingleOutput('CausalElu', [], [x]);
  };
}

/** EluGrad: `dy` where the output is not negative, else `dy (y + 1)`. */
export function eluGrad(stock: NativeKernel): NativeKernel {
  return (call) => {
    const dy = nativeInput(call, 'dy');
    const y = nativeInput(call, 'y');
    if (!areFloats(dy, y)) return stock(call);
    return nativeBackendOf(call).executeSingleOutput('CausalEluGrad', [], [dy, y]);
  };
}

/** Step with nothing below 0, which the gradient of ReLU needs: the stock kernel makes three tensors of ones, zeros and NaNs. */
export function step(stock: NativeKernel): NativeKernel {
  return (call) => {
    const x = nativeInput(call, 'x');
    if (!areFloats(x) || call.attrs?.['alpha'] !== 0) return stock(call);
    return nativeBackendOf(call).executeSingleOutput('CausalStep', [], [x]);
  };
}
