import type * as tf from '@tensorflow/tfjs';

/** The part of the node backend that runs a TensorFlow op by name. */
export interface NativeBackend {
  /** Constants of the addon: `TF_FLOAT`, `TF_ATTR_INT` and the like. */
  readonly binding: Readonly<Record<`TF_${string}`, number>>;
  /** Whether TensorFlow computes on a GPU. */
  readonly isUsingGpuDevice?: boolean;
  /** Runs an op with one output. */
  executeSingleOutput(
    name: string,
    attributes: readonly NativeAttribute[],
    inputs: readonly tf.TensorInfo[],
  ): tf.Tensor;
  /** Runs an op with several outputs. */
  executeMultipleOutputs(
    name: string,
    attributes: readonly NativeAttribute[],
    inputs: readonly tf.TensorInfo[],
    outputs: number,
  ): tf.Tensor[];
}

/** An attribute of a TensorFlow op. */
export interface NativeAttribute {
  /** Its name. */
  readonly name: string;
  /** One of the `TF_ATTR_` constants. */
  readonly type: unknown;
  /** Its value. */
  readonly value: unknown;
}

/** What a kernel of the node backend is called with. */
export interface NativeCall {
  /** The inputs by name. */
  readonly inputs: tf.NamedTensorInfoMap;
  /** The backend that holds them. */
  readonly backend: object;
  /** The attributes by name. */
  readonly attrs?: tf.NamedAttrMap;
}

/** A kernel of the node backend. */
export type NativeKernel = (call: NativeCall) => tf.TensorInfo | tf.TensorInfo[];

/** The backend of a call, typed. The registry hands these kernels no other backend than their own. */
export function nativeBackendOf({ backend }: NativeCall): NativeBackend {
  return backend as NativeBackend;
}

/** Looks an input up and insists on its being there. */
export function nativeInput({ inputs }: NativeCall, name: string): tf.TensorInfo {
  const info = inputs[name];
  if (info === undefined) throw new TypeError(`native kernel: input ${name} is missing`);
  return info;
}

/** Whether all tensors hold 32-bit floats, the only kind that our ops compute with. */
export function areFloats(...tensors: readonly tf.TensorInfo[]): boolean {
  return tensors.every(({ dtype }) => dtype === 'float32');
}
