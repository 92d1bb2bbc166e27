import {
  attributesOf,
  backendOf,
  input,
  offsetOf,
  release,
  reshaped,
} from '../../../src/kernels/wasm/backendAccess.ts';
import type { WasmBackend } from '../../../src/kernels/wasm/backendAccess.ts';

const info = { dataId: { id: 1 }, shape: [2, 3], dtype: 'float32' } as const;

describe('the access to the WASM backend', () => {
  it('hands out inputs, attributes and the backend of a call', () => {
    const backend = {};
    const call = { inputs: { x: { ...info, shape: [2, 3] } }, backend, attrs: { axis: 1 } };
    expect(input(call, 'x')).toBe(call.inputs.x);
    expect(() => input(call, 'dy')).toThrow('wasm kernel: input dy is missing');
    expect(attributesOf(call)).toEqual({ axis: 1 });
    expect(backendOf(call)).toBe(backend);
  });

  it('finds the values of a tensor by its data, not by its shape', () => {
    const dataIdMap = new Map([[info.dataId, { memoryOffset: 64 }]]);
    const backend = { dataIdMap } as unknown as WasmBackend;
    const other = reshaped({ ...info, shape: [2, 3] }, [6]);
    expect(other).toEqual({ dataId: info.dataId, dtype: 'float32', shape: [6] });
    expect(offsetOf(backend, other)).toBe(64);
  });

  it('disposes of each intermediate result once', () => {
    const disposed: unknown[] = [];
    const disposeData = (dataId: unknown) => disposed.push(dataId) > 0;
    const backend = { disposeData } as unknown as WasmBackend;
    const second = { dataId: { id: 2 }, shape: [1], dtype: 'float32' } as const;
    release(backend, { ...info, shape: [2, 3] }, { ...second, shape: [1] });
    expect(disposed).toEqual([info.dataId, second.dataId]);
  });
});
