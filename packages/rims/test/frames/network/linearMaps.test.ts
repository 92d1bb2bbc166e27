import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { denseMap, doublingMap, halvingMap } from '../../../src/frames/network/linearMaps.ts';
import type { LinearMap } from '../../../src/frames/network/linearMaps.ts';
import { difference } from '../../cores/rims/forms.ts';

beforeAll(() => useBackend());

/** Normal numbers of any shape. */
function drawn(shape: readonly number[], seed: number): tf.Tensor {
  return tf.tensor(new RandomStream(seed).normals(tf.util.sizeFromShape([...shape])), [...shape]);
}

/** Each map beside the same in stock ops. */
const MAPS: [
  string,
  LinearMap<tf.Tensor>,
  number[],
  number[],
  (x: tf.Tensor, k: tf.Tensor) => tf.Tensor,
][] = [
  ['dense', denseMap, [5, 3], [3, 4], (x, k) => tf.matMul(x, k)],
  [
    'halving',
    halvingMap,
    [2, 6, 8, 2],
    [4, 4, 2, 3],
    (x, k) => tf.conv2d(x as tf.Tensor4D, k as tf.Tensor4D, 2, 'same'),
  ],
  [
    'doubling',
    doublingMap,
    [2, 3, 5, 2],
    [4, 4, 2, 3],
    (x, k) =>
      tf.conv2d(
        tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [6, 10]),
        k as tf.Tensor4D,
        1,
        'same',
      ),
  ],
];

describe.each(MAPS)('the %s map', (_, map, xShape, kernelShape, stock) => {
  it('gives what stock ops give, and their gradients', async () => {
    const x = drawn(xShape, 1);
    const kernel = drawn(kernelShape, 2);
    const y = map.apply(x, kernel);
    const expected = stock(x, kernel);
    expect(y.shape).toEqual(expected.shape);
    expect(await difference(y, expected)).toBeLessThan(1e-4);
    const dy = drawn(y.shape, 3);
    const [dx, dKernel] = tf.grads((a, b) => stock(a, b).mul(dy).sum())([x, kernel]);
    const found = map.inputGradient(dy, kernel, x.shape);
    expect(await difference(found, dx as tf.Tensor)).toBeLessThan(1e-4);
    const ofKernel = map.kernelGradient(x, dy, kernel.shape);
    expect(ofKernel.shape).toEqual(kernelShape);
    expect(await difference(ofKernel, dKernel as tf.Tensor)).toBeLessThan(1e-4);
  });

  it('leaves nothing behind', async () => {
    const x = drawn(xShape, 1);
    const kernel = drawn(kernelShape, 2);
    await expectLeakFree(() => {
      const y = map.apply(x, kernel);
      tf.dispose([
        y,
        map.inputGradient(y, kernel, x.shape),
        map.kernelGradient(x, y, kernel.shape),
      ]);
    });
  });
});
