import * as tf from '@tensorflow/tfjs';
import { BackendError } from '../../errors.ts';
import {
  conv2d,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  convInputEluGradient,
  fusedConv2d,
} from './convolution.ts';
import {
  adam,
  batchNormEluTrain,
  batchNormTrain,
  batchNormTrainGrad,
  columnSum,
  elu,
  eluGrad,
  scatterRows,
  step,
} from './fusedKernels.ts';
import { halvingPool, halvingPoolEluGradient, halvingPoolGradient } from './halvingPool.ts';
import { moduleSequencePass, moduleSequencePassGradient } from './moduleSequence.ts';
import { mendConvolutions } from './mendConvolutions.ts';
import type { NativeKernel } from './nativeBackend.ts';
import { findKernel, isOnProcessor, refuse, replaceKernel } from './nativeRegistry.ts';
import { wholeSequenceKernels } from './wholeSequence.ts';

/**
 * The module that loads the shared object, from here in `src` as in `dist`. It needs Node, so bundlers must not follow
 * it: the name is held as a plain string.
 */
const LOADER: string = '../../../linker/kernels/loadKernels.mjs';

/** Every kernel that `registerNativeTrainingKernels` has put into the registry of this process. */
const registered = new Set<NativeKernel>();

/**
 * Replaces kernels of the node backend by faster ones of this package: 3x3 convolutions of stride 1 with their gradients
 * (Winograd's algorithm), means and maxima of 2x2 pixels, ELU, steps, batch norm for training, updates of Adam, and whole sequences of recurrent models. They are written in C++ and compiled for the processor of
 * the machine by the command `causal-mechanisms-native`; where that has not been done, nothing changes.
 *
 * `useBackend` does this by itself, unless `CAUSAL_MECHANISMS_NATIVE_KERNELS` is `off`. A second call does nothing.
 * The node backend must be loaded; on a GPU its own kernels stay.
 *
 * @returns The names of the kernels that are in place by this or an earlier call; empty when the stock ones stay.
 * @throws BackendError when the node backend is not there, or when the shared object does not load.
 *
 * @example
 * ```ts
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 * import { registerNativeTrainingKernels } from '@causal-mechanisms/tensor-utils/kernels';
 *
 * const { rung } = await useBackend();
 * if (rung === 'node') console.log(await registerNativeTrainingKernels());
 * ```
 */
export async function registerNativeTrainingKernels(): Promise<readonly string[]> {
  if (!isOnProcessor('registerNativeTrainingKernels')) return [];
  mendConvolutions();
  if (!(await loadOps())) return [];
  const makers = kernelMakers();
  for (const [kernelName, make] of makers) {
    const stock = findKernel(kernelName);
    if (stock !== undefined && registered.has(stock)) continue;
    const kernel = make(stock ?? refuse);
    registered.add(kernel);
    replaceKernel(kernelName, kernel);
  }
  return [...makers.keys()];
}

function kernelMakers(): ReadonlyMap<string, (stock: NativeKernel) => NativeKernel> {
  return new Map<string, (stock: NativeKernel) => NativeKernel>([
    [tf.AvgPool, (stock) => halvingPool(stock, 'CausalHalvingPool')],
    [tf.AvgPoolGrad, (stock) => halvingPoolGradient(stock, 'CausalHalvingPoolGrad')],
    [tf.Conv2D, conv2d],
    [tf.Conv2DBackpropFilter, conv2dBackpropFilter],
    [tf.Conv2DBackpropInput, conv2dBackpropInput],
    [tf.Elu, elu],
    [tf.EluGrad, eluGrad],
    [tf.FusedConv2D, fusedConv2d],
    [tf.MaxPool, (stock) => halvingPool(stock, 'CausalHalvingMaxPool')],
    [tf.MaxPoolGrad, (stock) => halvingPoolGradient(stock, 'CausalHalvingMaxPoolGrad')],
    [tf.Step, step],
    ['CausalAdam', () => adam],
    ['CausalBatchNormEluTrain', () => batchNormEluTrain],
    ['CausalBatchNormTrain', () => batchNormTrain],
    ['CausalBatchNormTrainGrad', () => batchNormTrainGrad],
    ['CausalColumnSum', () => columnSum],
    ['CausalConvInputEluGrad', () => convInputEluGradient],
    ['CausalHalvingPoolEluGrad', () => halvingPoolEluGradient],
    ['CausalModuleSequence', () => moduleSequencePass],
    ['CausalModuleSequenceGrad', () => moduleSequencePassGradient],
    ['CausalScatterRows', () => scatterRows],
    ...wholeSequenceKernels().map(([name, kernel]) => [name, () => kernel] as const),
  ]);
}

/** Puts the ops into TensorFlow. */
async function loadOps(): Promise<boolean> {
  const location = new URL(LOADER, import.meta.url).href;
  try {
    const loaded: unknown = await import(/* @vite-ignore */ /* webpackIgnore: true */ location);
    return (loaded as { loadKernels(): boolean }).loadKernels();
  } catch (error) {
    const reason = typeof error === 'object' && error !== null && 'message' in error;
    throw new BackendError(
      `registerNativeTrainingKernels: the native kernels do not load: ${reason ? String(error.message) : String(error)}`,
      { cause: error },
    );
  }
}
