import { binColumn, defaultBins, quantileEdges } from '../../src/table/binColumn.ts';
import { failure } from '../testFiles.ts';

function column(values: readonly number[]) {
  return { kind: 'numeric', name: 'x', values: Float64Array.from(values) } as const;
}

describe('binColumn', () => {
  it('cuts into bins of equally many rows', () => {
    const { codes, labels, name } = binColumn(column([6, 5, 4, 3, 2, 1]), { bins: 3 });
    expect(name).toBe('x');
    expect([...codes]).toEqual([2, 2, 1, 1, 0, 0]);
    expect(labels).toEqual(['up to 2', '2 to 4', 'above 4']);
  });

  it('makes fewer bins where values repeat', () => {
    const { codes, labels } = binColumn(column([0, 0, 0, 0, 0, 1]), { bins: 4 });
    expect(labels).toEqual(['up to 0', 'above 0']);
    expect([...codes]).toEqual([0, 0, 0, 0, 0, 1]);
    expect(binColumn(column([3, 3]), { bins: 4 }).labels).toEqual(['all']);
  });

  it('gives missing numbers a bin of their own', () => {
    const { codes, labels } = binColumn(column([1, NaN, 2, 3, 4]), { bins: 2 });
    expect(labels).toEqual(['up to 2', 'above 2', '(missing)']);
    expect([...codes]).toEqual([0, 2, 0, 1, 1]);
  });

  it('chooses the number of bins by the number of rows', () => {
    expect([1, 20, 45, 319, 320, 1e7].map(defaultBins)).toEqual([2, 2, 3, 7, 8, 8]);
    expect(binColumn(column(Array.from({ length: 45 }, (_, i) => i))).labels).toHaveLength(3);
  });

  it('refuses impossible numbers of bins', () => {
    expect(() => binColumn(column([1, 2]), { bins: 1 })).toThrow(failure('ERR_ARGUMENT', 'bins'));
    expect(() => binColumn(column([1, 2]), { bins: 255 })).toThrow(failure('ERR_ARGUMENT'));
  });
});

describe('quantileEdges', () => {
  it('finds upper ends that are values', () => {
    expect(quantileEdges(Float64Array.of(4, 1, 3, 2), 4)).toEqual([1, 2, 3]);
    expect(quantileEdges(Float64Array.of(1, 1, 1, 2), 2)).toEqual([1]);
    expect(quantileEdges(Float64Array.of(1, 2, 2, 2), 2)).toEqual([]);
    expect(quantileEdges(new Float64Array(0), 3)).toEqual([]);
  });
});
