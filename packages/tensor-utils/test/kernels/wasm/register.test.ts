import { BackendError } from '@causal-mechanisms/tensor-utils';
import { registerWasmTrainingKernels } from '@causal-mechanisms/tensor-utils/kernels';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';

const WASM: string = '@tensorflow/tfjs-backend-wasm';

/** The gradient of a 2x2 maximum over four negative pixels, the second of them the largest. */
async function maxPoolGradient(): Promise<number[]> {
  const gradient = tf.tidy(() =>
    tf.grad((x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'))(
      tf.tensor4d([-3, -1, -4, -2], [1, 2, 2, 1]),
    ),
  );
  const values = [...(await gradient.data())];
  gradient.dispose();
  return values;
}

const filterGradient = () =>
  tf.tidy(() =>
    tf.grad((filter: tf.Tensor) =>
      tf.conv2d(tf.ones<tf.Rank.R4>([1, 2, 2, 1]), filter as tf.Tensor4D, 1, 'valid'),
    )(tf.zeros([1, 1, 1, 1])),
  );

// The tests of this file build on each other: the registry belongs to the process.
describe('registerWasmTrainingKernels', () => {
  it('asks for the backend package when it has not been imported', async () => {
    const failure = registerWasmTrainingKernels();
    await expect(failure).rejects.toBeInstanceOf(BackendError);
    await expect(failure).rejects.toThrow('import @tensorflow/tfjs-backend-wasm first');
  });

  it('is needed: the stock backend has no filter gradient and a wrong MaxPoolGrad', async () => {
    await import(WASM);
    await tf.setBackend('wasm');
    expect(filterGradient).toThrow(/Conv2DBackpropFilter/);
    expect(await maxPoolGradient()).not.toEqual([0, 1, 0, 0]);
  });

  it('puts the kernels in once, also when called twice at a time', async () => {
    const [first, second] = await Promise.all([
      registerWasmTrainingKernels(),
      registerWasmTrainingKernels(),
    ]);
    expect([...first, ...second].toSorted()).toEqual([
      'AvgPoolGrad',
      'BatchMatMul',
      'CausalBatchNormTrain',
      'CausalBatchNormTrainGrad',
      'CausalColumnSum',
      'Conv2D',
      'Conv2DBackpropFilter',
      'Conv2DBackpropInput',
      'DepthwiseConv2dNative',
      'DepthwiseConv2dNativeBackpropFilter',
      'DepthwiseConv2dNativeBackpropInput',
      'EluGrad',
      'FusedConv2D',
      'FusedDepthwiseConv2D',
      'Identity',
      'MaxPoolGrad',
      'UnsortedSegmentSum',
    ]);
    const kernel = tf.getKernel('Conv2D', 'wasm');
    expect(await registerWasmTrainingKernels()).toEqual([]);
    expect(tf.getKernel('Conv2D', 'wasm')).toBe(kernel);
  });

  it('mends both, and strides larger than the filter', async () => {
    expect(await maxPoolGradient()).toEqual([0, 1, 0, 0]);
    const gradient = filterGradient();
    expect([...(await gradient.data())]).toEqual([4]);
    gradient.dispose();
    const strided = tf.tidy(() => {
      const x = tf.tensor4d([1, 2, 3, 4, 5, 6], [1, 1, 6, 1]);
      const filter = tf.tensor4d([1, 10], [1, 2, 1, 1]);
      return tf.concat([
        tf.conv2d(x, filter, [1, 3], 'same'),
        tf.depthwiseConv2d(x, filter, [1, 3], 'same'),
        tf.fused.conv2d({ x, filter, strides: [1, 3], pad: 'same', activation: 'relu' }),
        tf.fused.depthwiseConv2d({ x, filter, strides: [1, 3], pad: 'same' }),
      ]);
    });
    expect([...(await strided.data())]).toEqual([21, 54, 21, 54, 21, 54, 21, 54]);
    strided.dispose();
  });

  it('keeps the memory of the backend at its size, scratch space included', async () => {
    const backend = tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } };
    const train = () =>
      tf.tidy(() => {
        const x = tf.ones<tf.Rank.R4>([4, 16, 16, 8]);
        const run = (filter: tf.Tensor) => tf.conv2d(x, filter as tf.Tensor4D, 1, 'same').elu();
        return tf.grad(run)(tf.ones([3, 3, 8, 8])).shape;
      });
    await expectLeakFree(train);
    const before = backend.wasm.HEAPU8.length;
    for (let i = 0; i < 200; i++) train();
    expect(backend.wasm.HEAPU8.length).toBe(before);
  });
});
