import { boostedStumps } from '../../src/index.ts';
import { codeOf } from '../support.ts';
import { independentColumns, randomBits } from '../disentanglement/twoBits.ts';

describe('boostedStumps', () => {
  it('takes the step that removes most', () => {
    // Steps of x: 5 5 9 9 is exact with one whole step.
    const { importance, predict } = boostedStumps({ rounds: 1, rate: 1 })(
      [
        [1, -1, 1, -1],
        [1, 2, 4, 5],
      ],
      [5, 5, 9, 9],
      'continuous',
    );
    expect([...Array.from(importance)]).toEqual([0, 1]);
    expect(
      Array.from(
        predict([
          [0, 0, 0, 0],
          [-9, 2.9, 3, 99],
        ]),
      ),
    ).toEqual([5, 5, 9, 9]);
  });

  it('counts the squared error that a part of a step removes', () => {
    // The mean is 7, the residuals are -2, -2, 2, 2. Half a step leaves 1 of 2, a quarter of the squares.
    const half = boostedStumps({ rounds: 1, rate: 0.5 })(
      [[1, 2, 4, 5]],
      [5, 5, 9, 9],
      'continuous',
    );
    expect(half.importance[0]).toBeCloseTo(0.75, 12);
    expect(Array.from(half.predict([[0, 9]]))).toEqual([6, 8]);
    const twice = boostedStumps({ rounds: 2, rate: 0.5 })(
      [[1, 2, 4, 5]],
      [5, 5, 9, 9],
      'continuous',
    );
    expect(twice.importance[0]).toBeCloseTo(0.75 + 0.25 * 0.75, 12);
    expect(Array.from(twice.predict([[0, 9]]))).toEqual([5.5, 8.5]);
    // One high of four: mean 1, the step at the last place, -1 below and 3 above.
    const last = boostedStumps({ rounds: 1, rate: 1 })([[1, 2, 3, 4]], [0, 0, 0, 4], 'continuous');
    expect(Array.from(last.predict([[3.4, 3.5]]))).toEqual([0, 4]);
  });

  it('fits sums of functions of single codes, and says how much each matters', () => {
    const [x = [], y = [], z = []] = independentColumns(3000, 3);
    const target = x.map((value, i) => value * value + Math.sqrt(2) * (y[i] ?? 0) * 2);
    const { importance, predict } = boostedStumps()([x, y, z], target, 'continuous');
    // Variances 2 and 8.
    expect(importance[0]).toBeCloseTo(0.2, 1);
    expect(importance[1]).toBeCloseTo(0.8, 1);
    expect(importance[2]).toBeLessThan(0.005);
    const errors = Array.from(predict([x, y, z]), (value, i) => (value - (target[i] ?? 0)) ** 2);
    expect(errors.reduce((sum, value) => sum + value, 0) / 3000).toBeLessThan(0.3);
  });

  it('is indifferent to monotone maps of codes', () => {
    const [x = [], y = []] = independentColumns(500, 2);
    const fit = (code: Float32Array | readonly number[]) =>
      boostedStumps({ places: 1000 })([code, y], x, 'continuous').importance;
    const cubed = x.map((value) => value ** 3);
    const [plain, mapped] = [fit(x), fit(cubed)];
    expect(mapped[0]).toBeCloseTo(plain[0] ?? NaN, 9);
  });

  it('tells classes', () => {
    const [x = [], y = []] = randomBits(600, 2);
    const four = Float64Array.from(x, (bit, i) => 2 * bit + (y[i] ?? 0));
    const { importance, predict } = boostedStumps()([x, y], four, 'discrete');
    expect(Array.from(predict([x, y]))).toEqual([...four]);
    expect(importance[0]).toBeCloseTo(importance[1] ?? NaN, 0);
    const code = Float64Array.from(four, (label) => label * 1.5);
    expect(
      Array.from(boostedStumps()([code], four, 'discrete').predict([[0, 1.5, 3, 4.5]])),
    ).toEqual([0, 1, 2, 3]);
  });

  it('spreads a few places evenly over many values', () => {
    const x = Float64Array.from({ length: 100 }, (_, i) => i);
    const target = x.map((value) => Number(value >= 50));
    const near = boostedStumps({ rounds: 1, rate: 1, places: 3 })([x], target, 'continuous');
    // Places at 25, 50 and 75 rows.
    expect(Array.from(near.predict([[49.4, 49.6]]))).toEqual([0, 1]);
    const ties = Float64Array.from(x, (value) => Math.min(1, Math.floor(value / 50)));
    expect(
      Array.from(
        boostedStumps({ places: 1 })([ties], target, 'continuous').predict([[0.4, 0.6]]),
        Math.round,
      ),
    ).toEqual([0, 1]);
  });

  it('gives no importance where nothing varies', () => {
    const constant = boostedStumps()([[1, 1, 1]], [1, 2, 3], 'continuous');
    expect([...Array.from(constant.importance), ...Array.from(constant.predict([[7]]))]).toEqual([
      0, 2,
    ]);
    expect(Array.from(boostedStumps()([[1, 2, 3]], [4, 4, 4], 'continuous').importance)).toEqual([
      0,
    ]);
    expect(Array.from(boostedStumps()([[1, 2, 3]], [0, 0, 0], 'discrete').predict([[7]]))).toEqual([
      0,
    ]);
  });

  it('refuses impossible options', () => {
    for (const bad of [{ rounds: 0 }, { places: 0 }, { rate: 0 }, { rate: 1.5 }, { rate: NaN }]) {
      expect(codeOf(() => boostedStumps(bad))).toBe('ERR_ARGUMENT');
    }
  });
});
