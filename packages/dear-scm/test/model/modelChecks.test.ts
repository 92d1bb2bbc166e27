import * as tf from '@tensorflow/tfjs';
import { ArgumentError, useBackend, ValuesError } from '@causal-mechanisms/tensor-utils';
import { checkDraws, checkHandler, checkObservedValues } from '../../src/model/modelChecks.ts';

describe('checks of models', () => {
  it.each<[string, () => void, Error]>([
    [
      'more rows than fit into memory',
      () => {
        checkDraws('f', 'count', 2 ** 29 + 1, 2);
      },
      new ArgumentError(`f: count must be an integer from 1 to ${2 ** 29}, got ${2 ** 29 + 1}`),
    ],
    [
      'a handler that cannot load',
      () => {
        checkHandler('f', { load: 7 } as unknown as tf.io.IOHandler);
      },
      new ArgumentError('f: handler.load must be a function, got 7'),
    ],
  ])('refuse %s', (_, check, error) => {
    expect(check).toThrow(error);
  });
});

describe('checkObservedValues', () => {
  beforeAll(() => useBackend());

  it.each<[string, number[], string | undefined]>([
    ['pixels', [0, 1, 0.5, 0.25], undefined],
    ['what resizing rounded', [-0.0009, 1.0009, 0, 0], undefined],
    [
      'bytes',
      [0, 1, 255, 3],
      'f: pixels must lie in [0, 1], got 255 at place 2; divide bytes by 255',
    ],
    ['centred pixels', [-1, 0, 1, 0], 'f: pixels must lie in [0, 1], got -1 at place 0'],
    ['NaN', [0, 0, 0, NaN], 'f: pixels must lie in [0, 1], got NaN at place 3'],
  ])('judges %s of images', async (_, pixels, message) => {
    const images = tf.tensor4d(pixels, [1, 2, 2, 1]);
    const check = checkObservedValues('f', images);
    images.dispose(); // it has read them
    if (message === undefined) await check;
    else await expect(check).rejects.toThrow(new ValuesError(message));
  });

  it('takes all finite numbers of vectors', async () => {
    const vectors = tf.tensor2d([-40, 255, 1e9, 0], [2, 2]);
    const broken = tf.tensor2d([[0, Infinity]]);
    await checkObservedValues('f', vectors);
    await expect(checkObservedValues('f', broken)).rejects.toThrow(
      new ValuesError('f: observations must be finite numbers, got Infinity at place 1'),
    );
    tf.dispose([vectors, broken]);
  });
});
