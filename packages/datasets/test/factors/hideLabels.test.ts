import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { factorColumn } from '../../src/factors/factorColumns.ts';
import { factorDataset } from '../../src/factors/factorDataset.ts';
import type { FactorDataset } from '../../src/factors/factorTypes.ts';
import { hideLabels } from '../../src/factors/hideLabels.ts';
import { failure } from '../testFiles.ts';
import { FIVE } from './testFactors.ts';

const SIZE = 200;
const MANY = factorDataset({
  name: 'many',
  observations: new Float32Array(SIZE),
  shape: [1],
  factors: ['a', 'b', 'c'].map((name) => ({ name, kind: 'continuous' })),
  values: Float64Array.from({ length: 3 * SIZE }, (_, i) => i),
});

function labelled(dataset: FactorDataset, name: string): number[] {
  return [...factorColumn(dataset, name)].flatMap((value, row) =>
    Number.isNaN(value) ? [] : [row],
  );
}

describe('hideLabels', () => {
  it('keeps all labels of the same rows', () => {
    const few = hideLabels(MANY, { share: 0.1, stream: new RandomStream(1) });
    const rows = labelled(few, 'a');
    expect(rows).toHaveLength(20);
    expect(labelled(few, 'b')).toEqual(rows);
    expect(labelled(few, 'c')).toEqual(rows);
    for (const row of rows) expect(few.values[3 * row + 2]).toBe(3 * row + 2);
    expect(few.size).toBe(SIZE);
    expect(MANY.values.every((value) => !Number.isNaN(value))).toBe(true);
  });

  it('keeps labels of other rows for each factor', () => {
    const few = hideLabels(MANY, { share: 0.5, stream: new RandomStream(1), by: 'labels' });
    expect(labelled(few, 'a')).toHaveLength(100);
    expect(labelled(few, 'b')).toHaveLength(100);
    expect(labelled(few, 'b')).not.toEqual(labelled(few, 'a'));
    expect(labelled(few, 'c')).not.toEqual(labelled(few, 'b'));
  });

  it('hides the labels of chosen factors alone', () => {
    const few = hideLabels(MANY, { share: 0.25, stream: new RandomStream(1), factors: ['b'] });
    expect(labelled(few, 'a')).toHaveLength(SIZE);
    expect(labelled(few, 'b')).toHaveLength(50);
  });

  it('hides the same again for the same seed, others for another', () => {
    const [one, again, other] = [1, 1, 2].map((seed) =>
      labelled(hideLabels(MANY, { share: 0.1, stream: new RandomStream(seed) }), 'a'),
    );
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it('keeps everything at a share of 1, what was missing apart', () => {
    expect(hideLabels(FIVE, { share: 1, stream: new RandomStream(1) }).values).toEqual(FIVE.values);
  });

  it.each([
    [0, {}, 'share must be in \\(0, 1\\]'],
    [1.1, {}, 'got 1.1'],
    [-0.5, {}, 'got -0.5'],
    [NaN, {}, 'got NaN'],
    [0.01, {}, 'leave a label of 5 observations, got 0.01'],
    [0.5, { factors: ['odds'] }, 'no factor "odds" .* did you mean "odd"'],
  ])('refuses a share of %d with %o', (share, more, message) => {
    expect(() => hideLabels(FIVE, { share, stream: new RandomStream(1), ...more })).toThrow(
      failure('ERR_ARGUMENT', `^hideLabels\\(five\\): .*${message}`),
    );
  });
});
