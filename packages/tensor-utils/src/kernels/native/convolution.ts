import * as tf from '@tensorflow/tfjs';
import { convolutionInfo } from '../convolutionGeometry.ts';
import type { ConvolutionAttributes } from '../convolutionGeometry.ts';
import type { NativeBackend, NativeCall, NativeKernel } from './nativeBackend.ts';
import { areFloats, nativeBackendOf, nativeInput } from './nativeBackend.ts';

/** The activations that an op applies while it stores a convolution, by the number that it knows them by. */
const ACTIVATIONS: ReadonlyMap<string, number> = new Map([
  ['linear', 0],
  ['relu', 1],
  ['elu', 2],
  ['sigmoid', 3],
]);

/** Multiplies by the slope of an ELU, whose output takes the place of the bias. */
const ELU_GRADIENT = 4;

/** Beyond this, the transformed filter no longer fits a cache, and the stock kernels are as fast. */
const MOST_CHANNELS = 256;

/** Conv2D: 3x3 convolutions of stride 1 by our op, others by the stock kernel. */
export function conv2d(stock: NativeKernel): NativeKernel {
  return (call) => {
    const x = nativeInput(call, 'x');
    const filter = nativeInput(call, 'filter');
    const attributes = attributesOf(call);
    if (!areFloats(x, filter) || !isCovered(x.shape, filter.shape, attributes)) return stock(call);
    return convolve(nativeBackendOf(call), { x, filter, activation: 0, flip: false });
  };
}

/** FusedConv2D: the same with a bias and an activation, both applied while the result is stored. */
export function fusedConv2d(stock: NativeKernel): NativeKernel {
  return (call) => {
    const x = nativeInput(call, 'x');
    const filter = nativeInput(call, 'filter');
    const { bias } = call.inputs;
    const attributes = attributesOf(call) as ConvolutionAttributes & {
      readonly activation?: string | null;
    };
    const activation = ACTIVATIONS.get(attributes.activation ?? 'linear');
    const plain =
      activation !== undefined &&
      areFloats(x, filter, ...(bias === undefined ? [] : [bias])) &&
      (bias === undefined || tf.util.sizeFromShape(bias.shape) === filter.shape[3]) &&
      isCovered(x.shape, filter.shape, attributes);
    if (!plain) return stock(call);
    return convolve(nativeBackendOf(call), { x, filter, bias, activation, flip: false });
  };
}

/** Conv2DBackpropInput: a convolution with the filter turned by half a turn and its channel axes swapped. */
export function conv2dBackpropInput(stock: NativeKernel): NativeKernel {
  return (call) => {
    const dy = nativeInput(call, 'dy');
    const filter = nativeInput(call, 'filter');
    const attributes = attributesOf(call) as ConvolutionAttributes & {
      readonly inputShape: readonly number[];
    };
    const covered =
      areFloats(dy, filter) && isCovered(attributes.inputShape, filter.shape, attributes);
    if (!covered) return stock(call);
    return convolve(nativeBackendOf(call), { x: dy, filter, activation: 0, flip: true });
  };
}

/**
 * CausalConvInputEluGrad: the gradient of a convolution's input, carried on through the ELU whose output `activated` that
 * input was. For filters of 3x3 with 2 to 256 input channels.
 */
export function convInputEluGradient(call: NativeCall): tf.TensorInfo {
  const [x, filter, bias] = ['dy', 'filter', 'activated'].map((name) => nativeInput(call, name));
  const operands = { x, filter, bias } as Pick<Convolution, 'x' | 'filter' | 'bias'>;
  return convolve(nativeBackendOf(call), { ...operands, activation: ELU_GRADIENT, flip: true });
}

/** Conv2DBackpropFilter: for the same convolutions by our op. */
export function conv2dBackpropFilter(stock: NativeKernel): NativeKernel {
  return (call) => {
    const x = nativeInput(call, 'x');
    const dy = nativeInput(call, 'dy');
    const attributes = attributesOf(call) as ConvolutionAttributes & {
      readonly filterShape: readonly number[];
    };
    const covered = areFloats(x, dy) && isCovered(x.shape, attributes.filterShape, attributes);
    if (!covered) return stock(call);
    return nativeBackendOf(call).executeSingleOutput('CausalConv3x3FilterGrad', [], [x, dy]);
  };
}

/** What one convolution works on. */
interface Convolution {
  readonly x: tf.TensorInfo;
  readonly filter: tf.TensorInfo;
  readonly bias?: tf.TensorInfo | undefined;
  readonly activation: number;
  readonly flip: boolean;
}

function convolve(backend: NativeBackend, convolution: Convolution): tf.TensorInfo {
  const { x, filter, bias, activation, flip } = convolution;
  const type = backend.binding.TF_ATTR_INT;
  const attributes = [
    { name: 'activation', type, value: activation },
    { name: 'biased', type, value: Number(bias !== undefined) },
    { name: 'flip', type, value: Number(flip) },
  ];
  return backend.executeSingleOutput('CausalConv3x3', attributes, [x, filter, bias ?? filter]);
}

/** Whether our op computes a convolution, and faster than the stock kernel. */
function isCovered(
  inputShape: readonly number[],
  filterShape: readonly number[],
  attributes: ConvolutionAttributes,
): boolean {
  const [filterHeight, filterWidth, channels = 0, filters = 0] = filterShape;
  if (filterHeight !== 3 || filterWidth !== 3 || inputShape.length !== 4) return false;
  if (channels !== inputShape[3]) return false; // grouped, or for the stock kernel to refuse
  if (Math.max(channels, filters) > MOST_CHANNELS || !inputShape.every((size) => size > 0)) {
    return false;
  }
  const info = convolutionInfo(inputShape, filterShape, attributes);
  return (
    info.dataFormat === 'channelsLast' &&
    info.padInfo.type === 'SAME' &&
    info.strideHeight * info.strideWidth * info.dilationHeight * info.dilationWidth === 1 &&
    info.outChannels === filters
  );
}

/** The attributes of a call: tfjs-core's op is the one that wrote them. */
function attributesOf({ attrs }: NativeCall): ConvolutionAttributes {
  const attributes: unknown = attrs;
  return attributes as ConvolutionAttributes;
}
