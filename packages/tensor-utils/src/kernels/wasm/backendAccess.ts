import type * as tf from '@tensorflow/tfjs';

/** Where the WASM backend keeps one tensor. */
interface TensorRecord {
  /** Byte offset of the values in the backend's memory. */
  readonly memoryOffset: number;
}

/**
 * The part of the WASM backend (`@tensorflow/tfjs-backend-wasm` 4.22) that the kernels here build on.
 *
 * The package exports no type for it; everything below is public on its `BackendWasm` class or on the Emscripten
 * module that the class wraps.
 */
export interface WasmBackend {
  /** The Emscripten module. */
  readonly wasm: {
    /** The exports of the compiled module; the threaded build keeps its memory elsewhere. */
    readonly asm: { readonly memory?: object };
    /** Allocates bytes in the memory; 0 when there is no room. */
    _malloc(bytes: number): number;
    /** Frees what `_malloc` gave. */
    _free(offset: number): void;
  };
  /** Finds the record of a tensor. */
  readonly dataIdMap: { get(dataId: tf.DataId): TensorRecord };
  /** Allocates an output tensor; the values are not cleared. */
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
  /** The values of a tensor in place; stale once the memory has grown. */
  typedArrayFromHeap(info: tf.TensorInfo): Float32Array | Int32Array | Uint8Array;
  /** Adds one reference to a tensor's values. */
  incRef(dataId: tf.DataId): void;
  /** Drops one reference to a tensor's values. */
  disposeData(dataId: tf.DataId): boolean;
}

/** What a kernel is called with. */
export interface KernelCall {
  /** The inputs by name. */
  readonly inputs: tf.NamedTensorInfoMap;
  /** The backend that holds them. */
  readonly backend: object;
  /** The attributes by name. */
  readonly attrs?: tf.NamedAttrMap;
}

/** Looks an input up and insists on its being there. */
export function input({ inputs }: KernelCall, name: string): tf.TensorInfo {
  const info = inputs[name];
  if (info === undefined) throw new TypeError(`wasm kernel: input ${name} is missing`);
  return info;
}

/** The backend of a call, typed. The registry hands these kernels no other backend than their own. */
export function backendOf({ backend }: KernelCall): WasmBackend {
  return backend as WasmBackend;
}

/** The attributes of a call, for its kernel to type: tfjs-core's op is the one that wrote them. */
export function attributesOf({ attrs }: KernelCall): unknown {
  return attrs;
}

/** The byte offset of a tensor's values. */
export function offsetOf(backend: WasmBackend, { dataId }: tf.TensorInfo): number {
  return backend.dataIdMap.get(dataId).memoryOffset;
}

/** Disposes of intermediate results. */
export function release(backend: WasmBackend, ...infos: readonly tf.TensorInfo[]): void {
  for (const { dataId } of infos) backend.disposeData(dataId);
}

/** The same values under another shape; borrowed, so only one of the two may be released. */
export function reshaped({ dataId, dtype }: tf.TensorInfo, shape: number[]): tf.TensorInfo {
  return { dataId, dtype, shape };
}
