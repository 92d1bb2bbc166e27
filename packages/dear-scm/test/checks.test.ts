import * as tf from '@tensorflow/tfjs';
import {
  ArgumentError,
  ShapeError,
  useBackend,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import {
  checkAnswer,
  checkDraws,
  checkFactorValues,
  checkHandler,
  checkMethods,
  checkNames,
  checkObservedValues,
  checkReader,
  checkReading,
  checkReadValues,
  checkRepresentation,
} from '../src/checks.ts';

describe('checks of dear-scm', () => {
  it.each<[string, () => void, Error]>([
    [
      'a batch of none',
      () => {
        checkReading('f', 0, undefined);
      },
      new ArgumentError('f: batchSize must be an integer from 1 to 1048576, got 0'),
    ],
    [
      'more rows than fit into memory',
      () => {
        checkDraws('f', 'count', 2 ** 29 + 1, 2);
      },
      new ArgumentError(`f: count must be an integer from 1 to ${2 ** 29}, got ${2 ** 29 + 1}`),
    ],
    [
      'a method that is none',
      () => {
        checkMethods('f', 'model', { go: 7 } as unknown as { go(): void }, ['go']);
      },
      new ArgumentError('f: model.go must be a function, got 7'),
    ],
    [
      'fewer coordinates than factors',
      () => {
        checkRepresentation('f', 'model', {
          observationShape: [1],
          factorNames: ['a', 'b'],
          latentWidth: 1,
          encode: () => tf.zeros([1, 1]),
        });
      },
      new ArgumentError('f: model.latentWidth must be at least the number of factors, 2, got 1'),
    ],
    [
      'a reader of nothing',
      () => {
        checkReader('f', 'reader', {
          observationShape: [1],
          factors: [],
          factorValues: () => Promise.resolve(new Float64Array()),
        });
      },
      new ArgumentError('f: reader.factors must be a list of factors'),
    ],
    [
      'no names',
      () => {
        checkNames('f', 'names', []);
      },
      new ArgumentError('f: names must be a list of names, at least one'),
    ],
    [
      'values of an unknown factor',
      () => {
        checkFactorValues('f', { ligth: [1] }, ['light']);
      },
      new ArgumentError('f: values must be of light, got "ligth", did you mean "light"?'),
    ],
    [
      'an infinite value',
      () => {
        checkFactorValues('f', { light: [Infinity] }, ['light']);
      },
      new ValuesError('f: values.light must be finite numbers, got Infinity at place 0'),
    ],
    [
      'too few read values',
      () => {
        checkReadValues('f', [1], 2, 3);
      },
      new ShapeError('f: the reader must give 3 values for each of 2 observations, got 1'),
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

  it('dispose of an answer of the wrong shape, and leave a right one', () => {
    const before = tf.memory().numTensors;
    const answer = tf.zeros([2]);
    checkAnswer('f', 'model.encode', answer, { shape: [2] });
    expect(answer.isDisposed).toBe(false);
    expect(() => {
      checkAnswer('f', 'model.encode', answer, { shape: [3] });
    }).toThrow(new ShapeError('f: what model.encode gives must have the shape [3], got [2]'));
    expect(tf.memory().numTensors).toBe(before);
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
