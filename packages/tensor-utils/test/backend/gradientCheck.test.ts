import { BackendError, useBackend } from '@causal-mechanisms/tensor-utils';
import { availableBackends } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { checkGradients } from '../../src/backend/gradientCheck.ts';

/** Makes a kernel of the cpu backend give what `change` makes of its values, for a while. */
async function withChanged(
  name: string,
  change: (value: number) => number,
  body: () => Promise<void>,
): Promise<void> {
  const kernel = tf.getKernel(name, 'cpu');
  tf.unregisterKernel(name, 'cpu');
  tf.registerKernel({
    ...kernel,
    kernelFunc: (call) => {
      const info = kernel.kernelFunc(call) as tf.TensorInfo;
      const backend = tf.backend() as unknown as {
        data: { get(id: object): { values: Float32Array } };
      };
      const { values } = backend.data.get(info.dataId);
      values.forEach((value, at) => (values[at] = change(value)));
      return info;
    },
  });
  try {
    await body();
  } finally {
    tf.unregisterKernel(name, 'cpu');
    tf.registerKernel(kernel);
  }
}

describe('checkGradients', () => {
  it('finds nothing wrong with the backends of this machine, and leaves no tensor', async () => {
    for (const backend of await availableBackends()) {
      await useBackend({ backend: backend === 'tensorflow' ? 'node' : backend, environment: {} });
      const before = tf.memory().numTensors;
      await checkGradients();
      expect(tf.memory().numTensors).toBe(before);
    }
  });

  it.each([
    ['Conv2DBackpropFilter', 'conv2d for its filter'],
    ['Conv2DBackpropInput', 'conv2d for its image'],
    ['AvgPoolGrad', 'avgPool'],
    ['MaxPoolGrad', 'maxPool'],
    ['UnsortedSegmentSum', 'gather'],
    ['EluGrad', 'elu'],
  ])('sees that %s is wrong', async (kernel, name) => {
    await tf.setBackend('cpu');
    const before = tf.memory().numTensors;
    await withChanged(
      kernel,
      (value) => value * 1.001,
      async () => {
        const failure = checkGradients();
        await expect(failure).rejects.toBeInstanceOf(BackendError);
        await expect(failure).rejects.toThrow(`cpu computes the gradient of ${name} as`);
      },
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  it('sees NaN, and half precision', async () => {
    await tf.setBackend('cpu');
    await withChanged(
      'EluGrad',
      () => Number.NaN,
      () => expect(checkGradients()).rejects.toThrow('elu'),
    );
    // Eleven significant bits.
    const half = (value: number) => {
      const unit = 2 ** (Math.floor(Math.log2(Math.abs(value) || 1)) - 10);
      return Math.round(value / unit) * unit;
    };
    await withChanged('Multiply', half, () =>
      expect(checkGradients()).rejects.toThrow('precision'),
    );
  });
});
