import { factorDataset } from '@causal-mechanisms/datasets';
import { ArgumentError, ValuesError } from '@causal-mechanisms/tensor-utils';
import { standardFactors } from '../../../src/evaluate/downstream/standardFactors.ts';

const rows = (name: string, values: readonly (readonly [number, number, number])[]) =>
  factorDataset({
    name,
    observations: new Float32Array(values.length),
    shape: [1],
    factors: (['a', 'b', 'c'] as const).map((factor) => ({ name: factor, kind: 'continuous' })),
    values: values.flat(),
  });
const train = rows('train', [
  [1, 10, 7],
  [3, 30, 7],
]);
const test = rows('test', [[5, 20, 8]]);

describe('standardFactors', () => {
  it('brings factors to mean 0 and variance 1 over the training rows, the test by the same numbers', () => {
    const { values, asked, width } = standardFactors('test', ['b', 'a'], { train, test });
    expect(width).toBe(2);
    expect([...values]).toEqual([-1, -1, 1, 1]);
    expect([...asked]).toEqual([0, 3]);
  });

  it('leaves a constant factor at 0 in training', () => {
    const { values, asked } = standardFactors('test', ['c'], { train, test });
    expect([...values]).toEqual([0, 0]);
    expect([...asked]).toEqual([1]);
  });

  it('refuses no factor, unknown factors and missing labels, and says where', () => {
    const sets = { train, test };
    expect(() => standardFactors('measure', [], sets)).toThrow(
      new ArgumentError('measure: factors must name at least one, got none'),
    );
    expect(() => standardFactors('measure', ['d'], sets)).toThrow(ArgumentError);
    const missing = rows('half', [
      [1, 1, 1],
      [1, NaN, 1],
    ]);
    for (const both of [
      { train: missing, test },
      { train, test: missing },
    ]) {
      expect(() => standardFactors('measure', ['a', 'b'], both)).toThrow(
        new ValuesError(
          'measure: "b" must be labelled for every observation of half, got NaN at row 1',
        ),
      );
    }
  });
});
