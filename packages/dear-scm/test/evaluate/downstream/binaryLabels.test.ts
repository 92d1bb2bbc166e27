import { factorDataset } from '@causal-mechanisms/datasets';
import {
  accuracyOf,
  binaryLabels,
  classesOf,
} from '../../../src/evaluate/downstream/binaryLabels.ts';

const data = factorDataset({
  name: 'four',
  observations: new Float32Array(4),
  shape: [1],
  factors: [
    { name: 'good', kind: 'binary' },
    { name: 'angle', kind: 'continuous' },
    { name: 'holes', kind: 'binary' },
  ],
  values: [0, 0, 0, 1, 1, 1, 1, 2, NaN, 0, 0, 1],
});

describe('labels of a binary factor', () => {
  it('are read by name', () => {
    expect(binaryLabels('test', data, 'good')).toEqual(Uint8Array.of(0, 1, 1, 0));
  });

  it.each([
    ['angle', 'ERR_VALUES', 'got 2 at row 2'],
    ['holes', 'ERR_VALUES', 'got NaN at row 2'],
    ['goods', 'ERR_ARGUMENT', 'good'],
  ])('refuses %s', (name, code, message) => {
    let error: unknown;
    try {
      binaryLabels('test', data, name);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code });
    expect(String(error)).toContain(message);
  });

  it('are 1 for positive logits alone', () => {
    expect(classesOf([-1, 0, 0.1])).toEqual(Uint8Array.of(0, 0, 1));
    expect(accuracyOf([-1, 0, 0.1, 5], Uint8Array.of(0, 0, 0, 1))).toBe(0.75);
  });
});
