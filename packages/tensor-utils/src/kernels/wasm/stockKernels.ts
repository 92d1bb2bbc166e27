import * as tf from '@tensorflow/tfjs';
import { BackendError } from '../../errors.ts';
import { convolutionInfo } from '../convolutionGeometry.ts';
import type { ConvolutionAttributes } from '../convolutionGeometry.ts';
import { attributesOf, backendOf } from './backendAccess.ts';
import type { KernelCall, WasmBackend } from './backendAccess.ts';

/** The kernels of the stock WASM backend that ours are composed of or fall back to. */
const NEEDED = [
  'BatchMatMul',
  'Conv2D',
  'Conv2DBackpropInput',
  'DepthwiseConv2dNative',
  'FusedConv2D',
  'FusedDepthwiseConv2D',
  'PadV2',
  'Reverse',
  'Slice',
  'Transpose',
] as const;

/** The name of a stock kernel that is kept. */
export type StockName = (typeof NEEDED)[number];

/** Those among them that fail under `same` padding where strides are larger than the filter. */
const CONVOLUTIONS: ReadonlySet<StockName> = new Set([
  'Conv2D',
  'DepthwiseConv2dNative',
  'FusedConv2D',
  'FusedDepthwiseConv2D',
]);

/**
 * Runs a stock kernel with the given inputs and attributes. Convolutions are right for every padding and stride.
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
    const attrs = (
      CONVOLUTIONS.has(name) ? withoutVoid(inputs, attributes as ConvolutionAttributes) : attributes
    ) as tf.NamedAttrMap;
    const output = kernel({ inputs, backend, attrs });
    return Array.isArray(output) ? firstOf(output) : output;
  };
}

/**
 * Under `same` padding with strides beyond the filter nothing is padded, and the stock kernels take the missing padding for
 * a huge one and give zeros. The padding is then written out.
 */
function withoutVoid(
  { x, filter }: tf.NamedTensorInfoMap,
  attributes: ConvolutionAttributes,
): ConvolutionAttributes {
  const { strides, pad } = attributes;
  if (pad !== 'same' || x === undefined || filter === undefined) return attributes;
  const [alongHeight, alongWidth] = typeof strides === 'number' ? [strides, strides] : strides;
  const [filterHeight = 1, filterWidth = 1] = filter.shape;
  if (alongHeight <= filterHeight && alongWidth <= filterWidth) return attributes;
  const { padInfo } = convolutionInfo(x.shape, filter.shape, attributes, true);
  const { top, bottom, left, right } = padInfo;
  const none: [number, number] = [0, 0];
  return { ...attributes, pad: [none, [top, bottom], [left, right], none] };
}

function firstOf(outputs: readonly tf.TensorInfo[]): tf.TensorInfo {
  const [first] = outputs;
  if (first === undefined) throw new TypeError('a stock kernel gave no output');
  return first;
}

/** A kernel that runs the stock kernel of the same name, mended where that fails. */
export function mendedStock(stock: RunStock, name: StockName) {
  return (call: KernelCall): tf.TensorInfo =>
    stock(name, backendOf(call), call.inputs, attributesOf(call) as ConvolutionAttributes);
}
