import * as tf from '@tensorflow/tfjs';
import type { KernelCall } from './backendAccess.ts';
import { batchMatMul, matMulOf } from './batchMatMul.ts';
import { conv2d, fusedConv2d } from './conv2d.ts';
import { conv2dBackpropFilter } from './conv2dBackpropFilter.ts';
import { conv2dBackpropInput } from './conv2dBackpropInput.ts';
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './depthwiseBackprop.ts';
import { batchNormTrain, batchNormTrainGrad, columnSum, eluGrad } from './fusedKernels.ts';
import { identity } from './identity.ts';
import { avgPoolGrad, maxPoolGrad } from './poolGradients.ts';
import type { SimdProvider } from './simd/simdKernels.ts';
import { compileSimdKernels } from './simd/simdKernels.ts';
import type { RunStock } from './stockKernels.ts';
import { holdStockKernels, mendedStock } from './stockKernels.ts';
import { unsortedSegmentSum } from './unsortedSegmentSum.ts';

/** A kernel of this package, before it is put into the registry. */
type Kernel = (call: KernelCall) => tf.TensorInfo | tf.TensorInfo[];

/** Every name that `registerWasmTrainingKernels` has put into the registry of this process. */
const registered = new Set<Kernel>();

/**
 * Gives the WASM backend the kernels that training needs: it adds those that it lacks (filter gradients, the gradient
 * of gather, depthwise gradients), mends MaxPoolGrad, AvgPoolGrad and convolutions whose strides are larger than the filter, and replaces slow ones by SIMD code that works in the backend's
 * own memory (3x3 convolutions and their gradients, matrix products, batch norm).
 *
 * `useBackend` does this by itself. A second call does nothing. Without SIMD, and on the threaded build of the
 * backend, the kernels are composed of stock ones and slower.
 *
 * @returns The names of the kernels that this call put in; empty when they were there already.
 * @throws BackendError when `@tensorflow/tfjs-backend-wasm` has not been imported.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import '@tensorflow/tfjs-backend-wasm';
 * import { registerWasmTrainingKernels } from '@causal-mechanisms/tensor-utils/kernels';
 *
 * await tf.setBackend('wasm');
 * await registerWasmTrainingKernels();
 * const image = tf.ones<tf.Rank.R4>([1, 4, 4, 1]);
 * const gradient = tf.grad((filter: tf.Tensor) => tf.conv2d(image, filter as tf.Tensor4D, 1, 'valid'));
 * console.log(await gradient(tf.zeros([3, 3, 1, 1])).data()); // [4, 4, 4, 4, 4, 4, 4, 4, 4]
 * ```
 */
export async function registerWasmTrainingKernels(): Promise<readonly string[]> {
  if (areRegistered()) return [];
  const stock = holdStockKernels();
  const simd = await compileSimdKernels();
  if (areRegistered()) return []; // another call finished while this one compiled
  const kernels = trainingKernels(stock, simd);
  for (const [kernelName, kernel] of kernels) replaceKernel(kernelName, kernel);
  return [...kernels.keys()];
}

/** Puts a kernel in the place of the stock one, whose set-up must still run: ours may call it. */
function replaceKernel(kernelName: string, kernelFunc: Kernel): void {
  const { setupFunc, disposeFunc } = findKernel(kernelName) ?? {};
  if (findKernel(kernelName) !== undefined) tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({
    kernelName,
    backendName: 'wasm',
    kernelFunc,
    ...(setupFunc === undefined ? {} : { setupFunc }),
    ...(disposeFunc === undefined ? {} : { disposeFunc }),
  });
  registered.add(kernelFunc);
}

function areRegistered(): boolean {
  const found = findKernel(tf.Conv2DBackpropFilter);
  return found !== undefined && registered.has(found.kernelFunc);
}

function findKernel(name: string): tf.KernelConfig | undefined {
  return tf.getKernelsForBackend('wasm').find(({ kernelName }) => kernelName === name);
}

function trainingKernels(stock: RunStock, simd: SimdProvider | undefined): Map<string, Kernel> {
  const matMul = matMulOf(stock, simd);
  const kernels = new Map<string, Kernel>([
    [tf.AvgPoolGrad, avgPoolGrad(simd)],
    [tf.Conv2D, mendedStock(stock, tf.Conv2D)],
    [tf.Conv2DBackpropFilter, conv2dBackpropFilter(stock, matMul, simd)],
    [tf.Conv2DBackpropInput, conv2dBackpropInput(stock, matMul, simd)],
    [tf.DepthwiseConv2dNative, mendedStock(stock, tf.DepthwiseConv2dNative)],
    [tf.DepthwiseConv2dNativeBackpropFilter, depthwiseBackpropFilter],
    [tf.DepthwiseConv2dNativeBackpropInput, depthwiseBackpropInput],
    [tf.FusedConv2D, mendedStock(stock, tf.FusedConv2D)],
    [tf.FusedDepthwiseConv2D, mendedStock(stock, tf.FusedDepthwiseConv2D)],
    [tf.Identity, identity],
    [tf.MaxPoolGrad, maxPoolGrad],
    [tf.UnsortedSegmentSum, unsortedSegmentSum],
  ]);
  if (simd === undefined) return kernels;
  const fast: readonly [string, Kernel][] = [
    [tf.BatchMatMul, batchMatMul(matMul)],
    [tf.Conv2D, conv2d(stock, simd)],
    [tf.EluGrad, eluGrad(simd)],
    [tf.FusedConv2D, fusedConv2d(stock, simd)],
    ['CausalBatchNormTrain', batchNormTrain(simd)],
    ['CausalBatchNormTrainGrad', batchNormTrainGrad(simd)],
    ['CausalColumnSum', columnSum(simd)],
  ];
  for (const [name, kernel] of fast) kernels.set(name, kernel);
  return kernels;
}
