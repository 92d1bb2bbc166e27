import * as tf from '@tensorflow/tfjs';
import { areFloats, nativeBackendOf, nativeInput } from './nativeBackend.ts';
import type { NativeCall, NativeKernel } from './nativeBackend.ts';

/** The attributes of a pool, as tfjs-core's ops write them. */
interface PoolAttributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** AvgPool or MaxPool: of 2x2 pixels by our op, on all threads; others by the stock kernel. */
export function halvingPool(stock: NativeKernel, op: string): NativeKernel {
  return (call) => {
    const x = nativeInput(call, 'x');
    if (!areFloats(x) || !isHalving(call, x.shape)) return stock(call);
    return nativeBackendOf(call).executeSingleOutput(op, [], [x]);
  };
}

/** AvgPoolGrad or MaxPoolGrad: for the same pools by our op. */
export function halvingPoolGradient(stock: NativeKernel, op: string): NativeKernel {
  return (call) => {
    const dy = nativeInput(call, 'dy');
    const x = nativeInput(call, 'input');
    if (!areFloats(dy, x) || !isHalving(call, x.shape)) return stock(call);
    return nativeBackendOf(call).executeSingleOutput(op, [], [dy, x]);
  };
}

/** CausalHalvingPoolEluGrad: the gradient of such a pool, carried on through the ELU whose output `activated` it read. */
export function halvingPoolEluGradient(call: NativeCall): tf.TensorInfo {
  const inputs = ['dy', 'activated'].map((name) => nativeInput(call, name));
  return nativeBackendOf(call).executeSingleOutput('CausalHalvingPoolEluGrad', [], inputs);
}

function isHalving({ attrs }: NativeCall, shape: readonly number[]): boolean {
  if (shape.length !== 4 || !shape.every((size) => size > 0)) return false;
  const attributes: unknown = attrs;
  const { filterSize, strides, pad, dimRoundingMode } = attributes as PoolAttributes;
  const info = tf.backend_util.computePool2DInfo(
    shape as [number, number, number, number],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const sizes = [info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth];
  const { top, bottom, left, right } = info.padInfo;
  return (
    sizes.every((size) => size === 2) &&
    [top, bottom, left, right].every((border) => border === 0) &&
    info.outHeight === Math.floor(info.inHeight / 2) &&
    info.outWidth === Math.floor(info.inWidth / 2)
  );
}
