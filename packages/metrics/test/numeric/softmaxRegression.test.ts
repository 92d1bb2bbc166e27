import { softmaxRegression } from '../../src/numeric/softmaxRegression.ts';
import { mostLikely } from '../../src/numeric/mostLikely.ts';
import { independentColumns } from '../disentanglement/twoBits.ts';

describe('softmaxRegression', () => {
  it('gives the shares of classes where columns tell nothing', () => {
    const chances = softmaxRegression([[0.1, 0.1, 0.1, 0.1]], [0, 0, 0, 1], 2)([[0.1, 7]]);
    expect(chances[0]?.[0]).toBeCloseTo(0.75, 3);
    expect(chances[1]?.[1]).toBeCloseTo(0.25, 3);
  });

  it('gives the shares of classes at each value of a bit', () => {
    const bit = [0, 0, 0, 0, 1, 1, 1, 1];
    const labels = [0, 0, 0, 1, 1, 1, 1, 0];
    const chances = softmaxRegression([bit], labels, 2, { penalty: 0, slope: 1e-9 })([[0, 1]]);
    expect(chances[1]?.[0]).toBeCloseTo(0.25, 6);
    expect(chances[1]?.[1]).toBeCloseTo(0.75, 6);
  });

  it('is the minimum of the penalised likelihood', () => {
    // The slope of the loss at the fitted weights is 0: penalty * w = mean of (label - chance) * scaled column.
    const column = [-1, 1, -1, 1];
    const labels = [0, 1, 0, 1];
    const penalty = 0.1;
    const [, chance] = softmaxRegression([column], labels, 2, { penalty, slope: 1e-12 })([column]);
    const p = chance?.[1] ?? NaN;
    // Both classes have weights of opposite sign w and -w: the logit of p is 2 w.
    const weight = Math.log(p / (1 - p)) / 2;
    expect(penalty * weight).toBeCloseTo(1 - p, 9);
  });

  it('tells three classes in two columns, at any scale and place', () => {
    const [x = [], y = []] = independentColumns(900, 2);
    const labels = Array.from(x, (value, i) => (value > 0.5 ? 2 : Number((y[i] ?? 0) > 0)));
    const columns = [x.map((value) => 1e6 + 1e3 * value), y];
    const chances = softmaxRegression(columns, labels, 3)(columns);
    chances[0]?.forEach((chance, row) => {
      expect(chance + (chances[1]?.[row] ?? 0) + (chances[2]?.[row] ?? 0)).toBeCloseTo(1, 9);
    });
    const predicted = mostLikely(chances);
    const right = labels.filter((label, row) => predicted[row] === label).length;
    expect(right / 900).toBeGreaterThan(0.93);
  });
});
