import { RandomStream } from '@causal-mechanisms/tensor-utils';
import {
  dciScores,
  meanCorrelationCoefficient,
  mutualInformationGap,
  separatedPredictability,
} from '../../src/index.ts';

const ROWS = 200;

/** A factor of four classes, a real and a binary one; four codes that mix them. */
function drawn(seed: number): { truth: number[][]; found: number[][] } {
  const stream = new RandomStream(seed);
  const column = (value: (row: number) => number) =>
    Array.from({ length: ROWS }, (_, i) => value(i));
  const classes = column(() => stream.integer(0, 4));
  const real = column(() => stream.normal());
  const bit = column(() => Number(stream.uniform() < 0.5));
  return {
    truth: [classes, real, bit],
    found: [
      real.map((value) => 2 * value + stream.normal(0, 0.3)),
      classes.map((value) => value + stream.normal(0, 0.5)),
      bit.map((value, i) => value - (classes[i] ?? 0) + stream.normal(0, 0.2)),
      column(() => stream.normal()),
    ],
  };
}

/** Counts pairs of classes in texts. */
function information(first: readonly number[], second: readonly number[]): number {
  const counts = (values: readonly unknown[]) => {
    const found = new Map<string, number>();
    for (const value of values) found.set(String(value), (found.get(String(value)) ?? 0) + 1);
    return found;
  };
  const [a, b] = [counts(first), counts(second)];
  let nats = 0;
  for (const [pair, count] of counts(first.map((value, i) => `${value} ${second[i] ?? ''}`))) {
    const [x = '', y = ''] = pair.split(' ');
    nats += (count / ROWS) * Math.log((count * ROWS) / ((a.get(x) ?? 0) * (b.get(y) ?? 0)));
  }
  return nats;
}

function inBins(column: readonly number[]): readonly number[] {
  if (new Set(column).size <= 20) return column;
  const [least, most] = [Math.min(...column), Math.max(...column)];
  return column.map((value) => Math.min(19, Math.floor(((value - least) / (most - least)) * 20)));
}

function correlation(first: readonly number[], second: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / ROWS;
  const [a, b] = [mean(first), mean(second)];
  let [cross, x, y] = [0, 0, 0];
  first.forEach((value, i) => {
    const other = (second[i] ?? NaN) - b;
    cross += (value - a) * other;
    x += (value - a) ** 2;
    y += other ** 2;
  });
  return cross / Math.sqrt(x * y);
}

const best = (values: readonly number[]) => {
  const [first = NaN, second = NaN] = [...values].sort((a, b) => b - a);
  return first - second;
};

describe.each([1, 2, 3])(
  'scores of representations, against their definitions (seed %i)',
  (seed) => {
    const { truth, found } = drawn(seed);

    it('have the gap of information', () => {
      const { gaps } = mutualInformationGap(truth, found);
      truth.forEach((factor, j) => {
        const own = inBins(factor);
        const told = found.map((code) => information(own, inBins(code)));
        expect(gaps[j]).toBeCloseTo(best(told) / information(own, own), 9);
      });
    });

    it('have the best of all assignments', () => {
      const table = truth.map((factor) => found.map((code) => Math.abs(correlation(factor, code))));
      let most = 0;
      for (const a of [0, 1, 2, 3]) {
        for (const b of [0, 1, 2, 3]) {
          for (const c of [0, 1, 2, 3]) {
            if (a === b || b === c || a === c) continue;
            const sum = (table[0]?.[a] ?? 0) + (table[1]?.[b] ?? 0) + (table[2]?.[c] ?? 0);
            most = Math.max(most, sum / 3);
          }
        }
      }
      expect(meanCorrelationCoefficient(truth, found).mean).toBeCloseTo(most, 9);
    });

    it('have the gap of squared correlations for a real factor', () => {
      const squares = found.map((code) => correlation(truth[1] ?? [], code) ** 2);
      expect(separatedPredictability(truth, found).gaps[1]).toBeCloseTo(best(squares), 9);
    });

    it('have the entropies of the importances', () => {
      const { importance, disentanglement, completeness } = dciScores(truth, found);
      const sum = (values: readonly number[]) => values.reduce((all, x) => all + x, 0);
      const all = sum(importance.map(sum));
      const part = (values: readonly number[]) => {
        const total = sum(values);
        const entropy = sum(values.map((x) => (x === 0 ? 0 : -(x / total) * Math.log(x / total))));
        return ((1 - entropy / Math.log(values.length)) * total) / all;
      };
      const columns = found.map((_, code) => importance.map((row) => row[code] ?? 0));
      expect(disentanglement).toBeCloseTo(sum(columns.map(part)), 9);
      expect(completeness).toBeCloseTo(sum(importance.map(part)), 9);
    });
  },
);
