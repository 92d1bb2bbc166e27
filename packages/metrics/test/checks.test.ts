import { checkLabels, checkMatrix, checkSameLength } from '../src/checks.ts';
import { codeOf } from './support.ts';

describe('checkMatrix', () => {
  it('counts the columns', () => {
    expect(checkMatrix('f', 'costs', [[1, 2, 3]])).toBe(3);
    expect(checkMatrix('f', 'costs', [[-1e300], [1e300]])).toBe(1);
  });

  it('lets the bounds themselves pass', () => {
    expect(checkMatrix('f', 'costs', [[0, 1]], 0, 1)).toBe(2);
    expect(() =>
      checkMatrix(
        'f',
        'costs',
        [
          [0, 1],
          [0.5, 1.25],
        ],
        0,
        1,
      ),
    ).toThrow('f: entries of costs must be finite numbers in [0, 1], got 1.25 in row 1, column 1');
    expect(codeOf(() => checkMatrix('f', 'costs', [[-1e-9]], 0))).toBe('ERR_VALUES');
  });

  it('refuses what is no matrix of numbers', () => {
    expect(codeOf(() => checkMatrix('f', 'costs', []))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => checkMatrix('f', 'costs', [[]]))).toBe('ERR_ARGUMENT');
    expect(() => checkMatrix('f', 'costs', [[1, 2], [1]])).toThrow(
      'f: every row of costs must have 2 entries like the first, row 1 has 1',
    );
    expect(codeOf(() => checkMatrix('f', 'costs', [[1], [1, 2]]))).toBe('ERR_SHAPE');
    for (const strange of [NaN, Infinity, -Infinity]) {
      expect(codeOf(() => checkMatrix('f', 'costs', [[strange]]))).toBe('ERR_VALUES');
    }
  });
});

describe('checkLabels', () => {
  it('takes whole numbers from 0 up to the number of classes', () => {
    expect(codeOf(() => checkLabels('f', 'labels', [0, 2], 3))).toBeUndefined();
    expect(codeOf(() => checkLabels('f', 'labels', [1e9]))).toBeUndefined();
    expect(() => checkLabels('f', 'labels', [0, 3], 3)).toThrow(
      'f: labels must hold whole numbers in [0, 3), got 3 at place 1',
    );
  });

  it('refuses all else', () => {
    expect(codeOf(() => checkLabels('f', 'labels', []))).toBe('ERR_ARGUMENT');
    for (const strange of [-1, 0.5, NaN, Infinity]) {
      expect(codeOf(() => checkLabels('f', 'labels', [strange]))).toBe('ERR_VALUES');
    }
  });
});

describe('checkSameLength', () => {
  it('compares', () => {
    expect(codeOf(() => checkSameLength('f', 'both', 2, 2))).toBeUndefined();
    expect(codeOf(() => checkSameLength('f', 'both', 2, 1))).toBe('ERR_SHAPE');
    expect(() => checkSameLength('f', 'both', 1, 2)).toThrow(
      'f: both must have the same length, got 1 and 2',
    );
  });
});
