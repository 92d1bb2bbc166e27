import { BackendError, useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';

const environment = {};

// A file of its own: nothing here loads a native backend, so the registry is as an import leaves it.
describe('useBackend without usable packages', () => {
  it('names two copies of tfjs when a package loads but its backend is not seen', async () => {
    const importModule = () => Promise.resolve({});
    for (const backend of ['node', 'wasm'] as const) {
      const failure = useBackend({ backend, environment, importModule });
      await expect(failure).rejects.toBeInstanceOf(BackendError);
      await expect(failure).rejects.toThrow('two copies of @tensorflow/tfjs-core');
    }
  });

  it('clears away the kernels that a failed native package has registered', async () => {
    const importModule = () => {
      const kernelFunc = () => ({ dataId: {}, shape: [], dtype: 'float32' as const });
      tf.registerKernel({ kernelName: 'Abs', backendName: 'tensorflow', kernelFunc });
      return Promise.reject(new Error('no addon'));
    };
    await expect(useBackend({ backend: 'node', environment, importModule })).rejects.toThrow();
    expect(tf.getKernelsForBackend('tensorflow')).toEqual([]);
  });

  it('gives an AggregateError when no rung is left', async () => {
    await tf.setBackend('cpu');
    tf.removeBackend('cpu');
    const importModule = (name: string) => Promise.reject(new Error(`no ${name}`));
    const failure: unknown = await useBackend({ environment, importModule }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(BackendError);
    const { cause } = failure as { cause: unknown };
    expect(cause).toBeInstanceOf(AggregateError);
    expect((cause as AggregateError).errors).toHaveLength(4);
  });
});
