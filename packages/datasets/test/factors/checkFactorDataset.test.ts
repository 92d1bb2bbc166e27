import { ArgumentError, ShapeError } from '@causal-mechanisms/tensor-utils';
import {
  checkFactorDataset,
  checkFactorList,
  checkList,
  checkShape,
  checkTexts,
} from '../../src/factors/checkFactorDataset.ts';
import { factorDataset } from '../../src/factors/factorDataset.ts';

const data = factorDataset({
  name: 'one',
  observations: Float32Array.of(1, 2),
  shape: [2],
  factors: [{ name: 'x', kind: 'continuous' }],
  values: [1],
});

describe('checkFactorDataset', () => {
  it('takes a data set', () => {
    expect(() => {
      checkFactorDataset('reader', 'data', data);
    }).not.toThrow();
  });

  it('names what is wrong with another thing', () => {
    const wrong = { ...data, values: new Float32Array(1) as unknown as Float64Array };
    expect(() => {
      checkFactorDataset('reader', 'data', wrong);
    }).toThrow(new ArgumentError('reader: data.values must be a Float64Array'));
    expect(() => {
      checkFactorDataset('reader', 'data', { ...data, size: 3 });
    }).toThrow(new ShapeError('reader: 3 observations of 1 factors need 3 values, got 1'));
  });
});

describe('checks of lists', () => {
  it.each([
    [() => checkList('f', 'names', 'abc'), 'f: names must be an array, got "abc"'],
    [() => checkList('f', 'names', null), 'f: names must be an array, got null'],
    [() => checkList('f', 'names', 7), 'f: names must be an array, got a number'],
    [() => checkList('f', 'names', {}), 'f: names must be an array, got an object'],
    [() => checkTexts('f', 'names', ['a', 7]), 'f: names[1] must be a text, got 7'],
    [
      () => {
        checkShape('f', 'shape', [1, 2]);
      },
      'f: shape, the shape, must be [height, width, channels] or [width], got [1, 2]',
    ],
    [
      () => {
        checkShape('f', 'shape', [0]);
      },
      'f: shape[0] must be an integer of at least 1, got 0',
    ],
    [
      () => {
        checkFactorList('f', 'factors', []);
      },
      'f: there are no factors in factors',
    ],
  ])('says what was expected (%#)', (check, message) => {
    expect(check).toThrow(new ArgumentError(message));
  });
});
