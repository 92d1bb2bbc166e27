import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { agreeingRows } from '../../src/factors/agreeingRows.ts';
import { factorDataset } from '../../src/factors/factorDataset.ts';
import type { FactorDataset } from '../../src/factors/factorTypes.ts';
import { failure } from '../testFiles.ts';

/** Rows of each kind: (target, attribute) = (0, 0), (0, 1), (1, 0), (1, 1), then rows without a label. */
function dataset(counts: readonly number[]): FactorDataset {
  const kinds = [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
    [NaN, 1],
    [1, NaN],
  ];
  const rows = counts.flatMap((count, kind) =>
    Array.from({ length: count }, () => kinds[kind] ?? []),
  );
  return factorDataset({
    name: 'groups',
    observations: Float32Array.from({ length: rows.length }, (_, i) => i),
    shape: [1],
    factors: [
      { name: 'ripe', kind: 'binary' },
      { name: 'blue', kind: 'binary' },
      { name: 'size', kind: 'continuous' },
    ],
    values: rows.flatMap((row, i) => [...row, i]),
  });
}

function groups(data: FactorDataset): number[] {
  const counts = [0, 0, 0, 0];
  for (let row = 0; row < data.size; row++) {
    const kind = 2 * (data.values[3 * row] ?? NaN) + (data.values[3 * row + 1] ?? NaN);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

const BASE = { target: 'ripe', attribute: 'blue' } as const;

describe('agreeingRows', () => {
  it('takes as many as the smallest group allows, with the share of the target kept', () => {
    // Targets are 1 in 200 of 1000. Of n rows .2 * .8 n are (1, 1): 100 of them allow 625; .8 * .8 n are (0, 0): 400 allow 625 as well.
    const data = dataset([400, 400, 100, 100, 7, 7]);
    const chosen = agreeingRows(data, { ...BASE, agreement: 0.8, stream: new RandomStream(1) });
    expect(groups(chosen)).toEqual([400, 100, 25, 100]);
    // (1, 0) needs .2 * .2 n, of which there are 5: n = 125.
    const few = agreeingRows(dataset([400, 400, 5, 195]), {
      ...BASE,
      agreement: 0.8,
      stream: new RandomStream(1),
    });
    expect(groups(few)).toEqual([80, 20, 5, 20]);
  });

  it('makes both independent at an agreement of one half, of a size that is asked for', () => {
    const options = { ...BASE, agreement: 0.5, size: 100, stream: new RandomStream(1) };
    expect(groups(agreeingRows(dataset([400, 400, 190, 10]), options))).toEqual([40, 40, 10, 10]);
  });

  it.each([
    [1, [40, 0, 0, 10]],
    [0, [0, 40, 10, 0]],
  ])('takes an agreement of %d', (agreement, expected) => {
    const options = { ...BASE, agreement, size: 50, stream: new RandomStream(1) };
    expect(groups(agreeingRows(dataset([400, 400, 100, 100]), options))).toEqual(expected);
  });

  it('keeps the order, draws no row twice, and draws the same for the same seed', () => {
    const rows = (seed: number): number[] => {
      const options = { ...BASE, agreement: 0.7, size: 60, stream: new RandomStream(seed) };
      const { values } = agreeingRows(dataset([50, 50, 50, 50]), options);
      return [...values].filter((_, i) => i % 3 === 2);
    };
    expect(rows(1)).toEqual([...new Set(rows(1))].sort((a, b) => a - b));
    expect(rows(1)).toHaveLength(60);
    expect(rows(1)).toEqual(rows(1));
    expect(rows(2)).not.toEqual(rows(1));
  });

  it.each<[string, object, string, string]>([
    [
      'an agreement past 1',
      { agreement: 1.1 },
      'ERR_ARGUMENT',
      'agreement must be in \\[0, 1\\], got 1.1',
    ],
    ['none', { agreement: NaN }, 'ERR_ARGUMENT', 'got NaN'],
    [
      'more than there are',
      { size: 51 },
      'ERR_ARGUMENT',
      'an agreement of 0.8 .* allows 50 observations at most, got a size of 51',
    ],
    ['a size of zero', { size: 0 }, 'ERR_ARGUMENT', 'size must be'],
    ['an unknown factor', { attribute: 'blau' }, 'ERR_ARGUMENT', 'no factor "blau"'],
    ['numbers', { attribute: 'size' }, 'ERR_VALUES', 'factor "size" must be binary'],
  ])('refuses %s', (_, more, code, message) => {
    const options = { ...BASE, agreement: 0.8, stream: new RandomStream(1), ...more };
    expect(() => agreeingRows(dataset([40, 0, 0, 0, 0, 0].with(1, 10)), options)).toThrow(
      failure(code, message),
    );
  });

  it('refuses what cannot be had', () => {
    const options = { ...BASE, agreement: 0.8, stream: new RandomStream(1) };
    expect(() => agreeingRows(dataset([10, 10, 0, 10]), options)).toThrow(
      failure('ERR_VALUES', '^agreeingRows\\(groups\\): no observations can be chosen'),
    );
    expect(() => agreeingRows(dataset([0, 0, 0, 0, 5, 5]), options)).toThrow(
      failure('ERR_VALUES', 'no observations'),
    );
  });
});
