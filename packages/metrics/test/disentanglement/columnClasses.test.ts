import { columnClasses } from '../../src/disentanglement/columnClasses.ts';
import type { BinOptions } from '../../src/index.ts';
import { codeOf } from '../support.ts';

const classesOf = (column: ArrayLike<number>, options: BinOptions) => {
  const [classes] = columnClasses('f', [column], options);
  return { labels: [...(classes?.labels ?? [])], count: classes?.count };
};

describe('columnClasses', () => {
  it('keeps few values as classes, in their order', () => {
    for (const cut of ['width', 'count'] as const) {
      expect(classesOf([7, -1, 7, 0.5], { bins: 3, cut })).toEqual({
        labels: [2, 0, 2, 1],
        count: 3,
      });
    }
    expect(classesOf([4, 4], {})).toEqual({ labels: [0, 0], count: 1 });
  });

  it('cuts many values at equal widths', () => {
    // [0, 3), [3, 6), [6, 9]: the middle bin is empty.
    expect(classesOf([0, 1, 2, 8, 9], { bins: 3 })).toEqual({ labels: [0, 0, 0, 2, 2], count: 3 });
    expect(classesOf([-9, 0, -3, -6], { bins: 3 })).toEqual({ labels: [0, 2, 2, 1], count: 3 });
  });

  it('cuts many values into equal counts, equal values together', () => {
    expect(classesOf([9, 8, 2, 1, 0, 10], { bins: 3, cut: 'count' })).toEqual({
      labels: [2, 1, 1, 0, 0, 2],
      count: 3,
    });
    // Three of four rows hold 0: the edges at 0 make no class of their own.
    const many = [0, 0, 0, 0, 0, 0, 1, 2];
    expect(classesOf(many, { bins: 2, cut: 'count' })).toEqual({
      labels: [0, 0, 0, 0, 0, 0, 0, 0],
      count: 1,
    });
    expect(classesOf([...many, 3, 4], { bins: 4, cut: 'count' })).toEqual({
      labels: [0, 0, 0, 0, 0, 0, 0, 0, 1, 1],
      count: 2,
    });
  });

  it('takes 20 bins where nothing is said', () => {
    const column = Float64Array.from({ length: 21 }, (_, i) => i);
    expect(classesOf(column, {}).count).toBe(20);
    expect(classesOf(column.subarray(1), {}).labels).toEqual([...column.subarray(0, 20)]);
    expect(classesOf(column, {}).labels[20]).toBe(19);
  });

  it('refuses impossible options', () => {
    for (const bins of [1, 0, 2.5, NaN])
      expect(codeOf(() => classesOf([1, 2], { bins }))).toBe('ERR_ARGUMENT');
    const cut = 'depth' as 'width';
    expect(codeOf(() => classesOf([1, 2], { cut }))).toBe('ERR_ARGUMENT');
  });
});
