import * as tf from '@tensorflow/tfjs';
import { BackendError } from '../../errors.ts';
import type { WasmBackend } from './backendAccess.ts';

/** The kernels of the stock WASM backend that ours are composed of or fall back to. */
const NEEDED = [
  'BatchMatMul',
  'Conv2D',
  'Conv2DBackpropInput',
  'FusedConv2D',
  'PadV2',
  'Reverse',
  'Slice',
  'Transpose',
] as const;

/** The name of a stock kernel that is kept. */
export type StockName = (typeof NEEDED)[number];

/**
 * Runs a stock kernel with the given inputs and attributes.
 *
 * @returns Its one output.
 */
export type RunStock = (
  name: StockName,
  backend: WasmBackend,
  inputs: tf.NamedTensorInfoMap,
  attributes: object,
) => tf.TensorInfo;

/**
 * Takes hold of the stock kernels, to be called before any of them is replaced.
 *
 * @returns A function that runs one of them.
 * @throws BackendError when the WASM backend has not been imported.
 */
export function holdStockKernels(): RunStock {
  const held = new Map<StockName, tf.KernelConfig['kernelFunc']>();
  for (const name of NEEDED) {
    const found = tf.getKernelsForBackend('wasm').find(({ kernelName }) => kernelName === name);
    if (found === undefined) {
      throw new BackendError(
        `registerWasmTrainingKernels: the wasm backend has no kernel ${name}; import @tensorflow/tfjs-backend-wasm first`,
        { data: { kernel: name } },
      );
    }
    held.set(name, found.kernelFunc);
  }
  return (name, backend, inputs, attributes) => {
    const kernel = held.get(name);
    if (kernel === undefined) throw new TypeError(`stock kernel ${name} is not held`);
    const attrs = attributes as tf.NamedAttrMap;
    const output = kernel({ inputs, backend, attrs });
    return Array.isArray(output) ? firstOf(output) : output;
  };
}

function firstOf(outputs: readonly tf.TensorInfo[]): tf.TensorInfo {
  const [first] = outputs;
  if (first === undefined) throw new TypeError('a stock kernel gave no output');
  return first;
}
