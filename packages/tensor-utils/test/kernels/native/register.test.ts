import { availableBackends } from '@causal-mechanisms/test-utils';
import { BackendError, useBackend } from '@causal-mechanisms/tensor-utils';
import { registerNativeTrainingKernels } from '@causal-mechanisms/tensor-utils/kernels';
import * as tf from '@tensorflow/tfjs';

// Before anything is loaded, and where TensorFlow computes on a GPU.
const tooEarly: unknown = await registerNativeTrainingKernels().catch((error: unknown) => error);
const gpu: unknown = { isUsingGpuDevice: true, dispose: () => undefined };
tf.registerBackend('tensorflow', () => gpu as tf.KernelBackend);
const onGpu = await registerNativeTrainingKernels();
tf.removeBackend('tensorflow');

const hasAddon = (await availableBackends()).includes('tensorflow');
const off = { CAUSAL_MECHANISMS_NATIVE_KERNELS: 'off' };
const switchedOff = await useBackend(hasAddon ? { backend: 'node', environment: off } : {});
const stockKernel = hasAddon ? tf.getKernel('Conv2D', 'tensorflow') : undefined;
const { kernels } = await useBackend(hasAddon ? { backend: 'node', environment: {} } : {});
const isBuilt = hasAddon && kernels === 'own';

(isBuilt ? describe : describe.skip)('registerNativeTrainingKernels', () => {
  it('are in place, once', async () => {
    const kernel = tf.getKernel('Conv2D', 'tensorflow');
    expect(await registerNativeTrainingKernels()).toContain('Conv2DBackpropFilter');
    expect(tf.getKernel('Conv2D', 'tensorflow')).toBe(kernel);
  });

  it('stay away when they are switched off', () => {
    expect(switchedOff.kernels).toBe('stock');
    expect(tf.getKernel('Conv2D', 'tensorflow')).not.toBe(stockKernel);
  });
});

describe('registerNativeTrainingKernels elsewhere', () => {
  it('asks for the node backend where it is not loaded', () => {
    expect(tooEarly).toBeInstanceOf(BackendError);
    expect(String(tooEarly)).toContain('import @tensorflow/tfjs-node first');
  });

  it('leaves the kernels of a GPU in place', () => {
    expect(onGpu).toEqual([]);
  });
});

describe('useBackend', () => {
  it('tells that the pure JavaScript backend has its own kernels only', async () => {
    const report = await useBackend({ backend: 'cpu', environment: {} });
    expect(report.kernels).toBe('stock');
  });
});
