import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import {
  categoricalPair,
  categoricalPairOf,
  drawRows,
  flatDirichlet,
  pairJoint,
} from '../../../src/causal/pairs/categoricalPair.ts';

const sumOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

describe('categoricalPair', () => {
  it('has a marginal and rows that add up to 1', () => {
    const pair = categoricalPair({ categories: [3, 5], stream: new RandomStream(1) });
    expect(pair).toMatchObject({ direction: 'A->B', causes: 3, effects: 5 });
    expect(sumOf(pair.marginal)).toBeCloseTo(1, 12);
    for (let row = 0; row < 3; row++) {
      const probabilities = pair.conditional.subarray(5 * row, 5 * row + 5);
      expect(sumOf(probabilities)).toBeCloseTo(1, 12);
      expect(Math.min(...probabilities)).toBeGreaterThan(0);
    }
    expect(pair.conditional.slice(0, 5)).not.toEqual(pair.conditional.slice(5, 10));
  });

  it('is another one after the first, and the same one under the same seed', () => {
    const stream = new RandomStream(4);
    const first = categoricalPair({ categories: 4, stream });
    expect(categoricalPair({ categories: 4, stream }).marginal).not.toEqual(first.marginal);
    expect(categoricalPair({ categories: 4, stream: new RandomStream(4) })).toEqual(first);
  });

  it('has equal rows where the effect does not depend on the cause', () => {
    const stream = new RandomStream(2);
    const { conditional } = categoricalPair({ categories: 3, stream, independent: true });
    expect(conditional.slice(3, 6)).toEqual(conditional.slice(0, 3));
    expect(conditional.slice(6, 9)).toEqual(conditional.slice(0, 3));
  });

  it.each([1, 257, 2.5])('refuses %p categories', (categories) => {
    const stream = new RandomStream(1);
    expect(thrownCode(() => categoricalPair({ categories, stream }))).toBe('ERR_ARGUMENT');
    expect(thrownCode(() => categoricalPair({ categories: [2, categories], stream }))).toBe(
      'ERR_ARGUMENT',
    );
  });

  it('refuses a direction that there is not', () => {
    const options = { categories: 2, stream: new RandomStream(1), direction: 'A<-B' as 'A->B' };
    expect(thrownCode(() => categoricalPair(options))).toBe('ERR_ARGUMENT');
  });
});

describe('categoricalPairOf', () => {
  it('copies the numbers', () => {
    const marginal = [0.5, 0.5];
    const pair = categoricalPairOf(marginal, [Float32Array.of(1, 0), [0.25, 0.75]], {
      direction: 'B->A',
    });
    marginal[0] = 9;
    expect(pair.marginal).toEqual(Float64Array.of(0.5, 0.5));
    expect(pair.conditional).toEqual(Float64Array.of(1, 0, 0.25, 0.75));
    expect(pair.direction).toBe('B->A');
  });

  it('names the row that does not add up, and its sum', () => {
    const make = () =>
      categoricalPairOf(
        [0.5, 0.5],
        [
          [0.5, 0.5],
          [0.5, 0.25],
        ],
      );
    expect(make).toThrow('row 1 of conditional must add up to 1, got 0.75');
    expect(() =>
      categoricalPairOf(
        [0.5, 0.6],
        [
          [1, 0],
          [0, 1],
        ],
      ),
    ).toThrow('marginal must add up');
  });

  it.each<[string, number[], number[][]]>([
    [
      'ERR_VALUES',
      [1.5, -0.5],
      [
        [1, 0],
        [0, 1],
      ],
    ],
    [
      'ERR_VALUES',
      [NaN, 1],
      [
        [1, 0],
        [0, 1],
      ],
    ],
    ['ERR_SHAPE', [0.5, 0.5], [[1, 0]]],
    [
      'ERR_SHAPE',
      [0.5, 0.5],
      [
        [1, 0],
        [1, 0, 0],
      ],
    ],
    ['ERR_ARGUMENT', [1], [[1, 0]]],
    ['ERR_ARGUMENT', [0.5, 0.5], []],
    ['ERR_ARGUMENT', [0.5, 0.5], [[1], [1]]],
  ])('refuses with %s: %j %j', (code, marginal, conditional) => {
    expect(thrownCode(() => categoricalPairOf(marginal, conditional))).toBe(code);
  });

  it('allows for rounding within 1e-6', () => {
    expect(
      thrownCode(() =>
        categoricalPairOf(
          [0.5, 0.5 + 9e-7],
          [
            [1, 0],
            [0, 1],
          ],
        ),
      ),
    ).toBe(undefined);
    expect(
      thrownCode(() =>
        categoricalPairOf(
          [0.5, 0.5 + 2e-6],
          [
            [1, 0],
            [0, 1],
          ],
        ),
      ),
    ).toBe('ERR_VALUES');
  });
});

describe('pairJoint', () => {
  it('has one row for each category of A, whichever is the cause', () => {
    const rows = [
      [0.25, 0.25, 0.5],
      [0, 1, 0],
    ];
    expect(pairJoint(categoricalPairOf([0.5, 0.5], rows))).toEqual(
      Float64Array.of(0.125, 0.125, 0.25, 0, 0.5, 0),
    );
    expect(pairJoint(categoricalPairOf([0.5, 0.5], rows, { direction: 'B->A' }))).toEqual(
      Float64Array.of(0.125, 0, 0.125, 0.5, 0.25, 0),
    );
  });
});

describe('flatDirichlet', () => {
  it('has the mean and the variance of a uniform point of the simplex', () => {
    const stream = new RandomStream(3);
    const point = new Float64Array(4);
    let [mean, square] = [0, 0];
    for (let i = 0; i < 20_000; i++) {
      flatDirichlet(stream, point);
      mean += (point[1] ?? NaN) / 20_000;
      square += (point[1] ?? NaN) ** 2 / 20_000;
    }
    expect(mean).toBeCloseTo(1 / 4, 2);
    // Of Dirichlet(1, 1, 1, 1): 3 / (16 * 5).
    expect(square - mean * mean).toBeCloseTo(3 / 80, 2);
  });
});

describe('drawRows', () => {
  it('fills every row, or repeats one', () => {
    const rows = new Float64Array(6);
    drawRows(rows, 2, true, new RandomStream(1));
    expect(rows.slice(3)).toEqual(rows.slice(0, 3));
    drawRows(rows, 2, false, new RandomStream(1));
    expect(rows.slice(3)).not.toEqual(rows.slice(0, 3));
  });
});
