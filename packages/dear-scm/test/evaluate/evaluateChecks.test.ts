import * as tf from '@tensorflow/tfjs';
import { ArgumentError, ShapeError } from '@causal-mechanisms/tensor-utils';
import {
  checkAnswer,
  checkReadValues,
  checkReader,
  checkReading,
  checkRepresentation,
} from '../../src/evaluate/evaluateChecks.ts';

describe('checks of measures', () => {
  it.each<[string, () => void, Error]>([
    [
      'a batch of none',
      () => {
        checkReading('f', 0, undefined);
      },
      new ArgumentError('f: batchSize must be an integer from 1 to 1048576, got 0'),
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
      'too few read values',
      () => {
        checkReadValues('f', [1], 2, 3);
      },
      new ShapeError('f: the reader must give 3 values for each of 2 observations, got 1'),
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
