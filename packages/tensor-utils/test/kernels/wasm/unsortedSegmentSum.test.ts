import * as tf from '@tensorflow/tfjs';
import { runKernel, useWasmKernels } from './wasmKernels.ts';

beforeAll(useWasmKernels);

const ids = (values: number[], shape: number[] = [values.length]) =>
  tf.tensor(values, shape, 'int32');

describe('UnsortedSegmentSum', () => {
  it('adds up the rows of each segment; one without rows is zero', async () => {
    const x = tf.tensor2d([1, 2, 10, 20, 100, 200], [3, 2]);
    const inputs = { x, segmentIds: ids([2, 0, 2]) };
    expect(await runKernel('UnsortedSegmentSum', inputs, { numSegments: 4 })).toEqual({
      shape: [4, 2],
      values: [10, 20, 0, 0, 101, 202, 0, 0],
    });
  });

  it('leaves out rows whose segment is not there', async () => {
    const inputs = { x: tf.tensor1d([1, 2, 4, 8]), segmentIds: ids([-1, 0, 1, 2]) };
    expect((await runKernel('UnsortedSegmentSum', inputs, { numSegments: 2 })).values).toEqual([
      2, 4,
    ]);
  });

  it('takes ids of any shape', async () => {
    const inputs = {
      x: tf.tensor3d([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]),
      segmentIds: ids([0, 1, 1, 0], [2, 2]),
    };
    expect(await runKernel('UnsortedSegmentSum', inputs, { numSegments: 2 })).toEqual({
      shape: [2, 2],
      values: [8, 10, 8, 10],
    });
  });

  it('is what the gradient of gather needs', async () => {
    const gradient = tf.tidy(() =>
      tf.grad((table) => tf.gather(table, tf.tensor1d([1, 1, 0], 'int32')))(
        tf.zeros([2, 1]),
        tf.tensor2d([[3], [4], [5]]),
      ),
    );
    expect([...(await gradient.data())]).toEqual([5, 7]);
    gradient.dispose();
  });
});
