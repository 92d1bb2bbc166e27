import { BackendError } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { loadWebRung, WEB_RUNGS } from '../../../src/backend/web/webRungs.ts';

const options = { wasmFolder: undefined, allowSoftware: false };

describe('the rungs for browsers', () => {
  it('go from the GPU to the one that is always there', () => {
    expect(WEB_RUNGS).toEqual(['webgpu', 'webgl', 'wasm', 'cpu']);
  });

  it('need what they stand on', async () => {
    const failure = loadWebRung('webgpu', options);
    await expect(failure).rejects.toBeInstanceOf(BackendError);
    await expect(failure).rejects.toThrow('@tensorflow/tfjs-backend-webgpu has not been imported');
    await expect(loadWebRung('webgl', options)).rejects.toThrow('there is no WebGL here');
  });

  it('load WASM with kernels for training', async () => {
    await loadWebRung('wasm', options);
    expect(tf.getBackend()).toBe('wasm');
    const names = tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName);
    expect(names).toContain('Conv2DBackpropFilter');
  });

  it('refuse WebGL in software unless it is asked for, and gradients that are missing', async () => {
    // A backend without any kernel stands for one on which gradients fail.
    tf.registerBackend('webgl', () =>
      Object.assign(new tf.KernelBackend(), { dispose: () => undefined }),
    );
    try {
      await expect(loadWebRung('webgl', options)).rejects.toThrow('draws in software');
      await expect(loadWebRung('webgl', { ...options, allowSoftware: true })).rejects.toThrow();
    } finally {
      await tf.setBackend('cpu');
      tf.removeBackend('webgl');
    }
  });
});
