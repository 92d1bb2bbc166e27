import { BackendError } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import type { WasmBackend } from '../../../src/kernels/wasm/backendAccess.ts';
import { holdStockKernels } from '../../../src/kernels/wasm/stockKernels.ts';

const WASM: string = '@tensorflow/tfjs-backend-wasm';

// The tests of this file build on each other: the registry belongs to the process.
describe('holdStockKernels', () => {
  it('says what to import where the backend is absent', () => {
    expect(holdStockKernels).toThrow(BackendError);
    expect(holdStockKernels).toThrow(
      'the wasm backend has no kernel BatchMatMul; import @tensorflow/tfjs-backend-wasm first',
    );
  });

  it('keeps the kernels that are there, whatever replaces them later', async () => {
    await import(WASM);
    await tf.setBackend('wasm');
    const stock = holdStockKernels();
    tf.unregisterKernel('Transpose', 'wasm');
    tf.registerKernel({
      kernelName: 'Transpose',
      backendName: 'wasm',
      kernelFunc: () => {
        throw new Error('replaced');
      },
    });
    const backend = tf.backend() as unknown as WasmBackend;
    const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
    const turned = stock('Transpose', backend, { x }, { perm: [1, 0] });
    expect(turned.shape).toEqual([3, 2]);
    expect([...backend.typedArrayFromHeap(turned)]).toEqual([1, 4, 2, 5, 3, 6]);
    backend.disposeData(turned.dataId);
    x.dispose();
  });
});
