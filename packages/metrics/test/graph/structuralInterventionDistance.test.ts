import fc from 'fast-check';
import { structuralInterventionDistance } from '../../src/index.ts';
import {
  CHAIN,
  EMPTY,
  ESTIMATE,
  ONE_REVERSED,
  PENDULUM,
  ordered,
  orders,
  renamed,
} from './graphs.ts';

type Matrix = number[][];

const matrix = (rows: number, columns: number): Matrix =>
  Array.from({ length: rows }, () => new Array<number>(columns).fill(0));

const at = (values: Matrix, i: number, j: number): number => values[i]?.[j] ?? NaN;

/** Solves a small linear system by elimination with pivots. */
function solve(system: Matrix, right: number[]): number[] {
  const rows = system.map((row, i) => [...row, right[i] ?? NaN]);
  const n = rows.length;
  for (let k = 0; k < n; k++) {
    const pivot = rows
      .slice(k)
      .reduce(
        (best, row, i) => (Math.abs(row[k] ?? 0) > Math.abs(at(rows, best, k)) ? k + i : best),
        k,
      );
    [rows[k], rows[pivot]] = [rows[pivot] ?? [], rows[k] ?? []];
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = at(rows, i, k) / at(rows, k, k);
      rows[i] = rows[i]?.map((value, j) => value - factor * at(rows, k, j)) ?? [];
    }
  }
  return rows.map((row, i) => (row[n] ?? NaN) / (row[i] ?? NaN));
}

/**
 * The same number from linear models: an adjustment is right for all mechanisms exactly if it is right for linear Gaussian ones
 * with general coefficients, where the effect is a coefficient of a regression.
 */
function distanceOfLinearModels(order: Matrix, found: Matrix, weights: number[]): number {
  const n = order.length;
  // total[i][j]: how much j moves with i when i is set; variables are in causal order.
  const total = matrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const row = total[i] ?? [];
      row[j] = i === j ? 1 : 0;
      for (let k = i; k < j; k++) {
        row[j] = at(total, i, j) + at(total, i, k) * at(order, k, j) * (weights[k * n + j] ?? NaN);
      }
    }
  }
  const covariance = (i: number, j: number): number =>
    total.reduce((sum, row, k) => sum + (1 + k / 7) * (row[i] ?? NaN) * (row[j] ?? NaN), 0);
  let wrong = 0;
  for (let i = 0; i < n; i++) {
    const adjusted = found.flatMap((row, k) => (row[i] === 1 ? [k] : []));
    for (let j = 0; j < n; j++) {
      if (i === j) continue;
      const used = [i, ...adjusted];
      const [slope = NaN] = adjusted.includes(j)
        ? [0]
        : solve(
            used.map((a) => used.map((b) => covariance(a, b))),
            used.map((a) => covariance(a, j)),
          );
      if (Math.abs(slope - at(total, i, j)) > 1e-6) wrong++;
    }
  }
  return wrong;
}

describe('structuralInterventionDistance', () => {
  it('agrees with graphs that were gone through by hand', () => {
    expect(structuralInterventionDistance(CHAIN, CHAIN)).toBe(0);
    // Without adjustment 1 -> 0, 2 -> 0 and 2 -> 1 are confounded.
    expect(structuralInterventionDistance(CHAIN, EMPTY)).toBe(3);
    // 0 <- 1 <- 2: everything is wrong.
    expect(
      structuralInterventionDistance(CHAIN, [
        [0, 0, 0],
        [1, 0, 0],
        [0, 1, 0],
      ]),
    ).toBe(6);
    // 1 has the parents 0 and 2: no effect on 2, which is wrong; and 2 has none: two confounded effects.
    expect(structuralInterventionDistance(CHAIN, ONE_REVERSED)).toBe(3);
    // The truth 0 -> 1 <- 2: as a chain, 2 -> 1 is lost, and adjusting for 1 makes 0 depend on 2.
    expect(structuralInterventionDistance(ONE_REVERSED, CHAIN)).toBe(3);
    // An added edge between the causes does no harm.
    expect(
      structuralInterventionDistance(ONE_REVERSED, [
        [0, 1, 0],
        [0, 0, 0],
        [1, 1, 0],
      ]),
    ).toBe(0);
  });

  it('agrees with published graphs and with those of two causes of two effects', () => {
    const edges = (size: number, list: readonly (readonly [number, number])[]) => {
      const graph = matrix(size, size);
      for (const [cause, effect] of list) (graph[cause] ?? [])[effect] = 1;
      return graph;
    };
    const none = matrix(4, 4);
    expect(structuralInterventionDistance(PENDULUM, none)).toBe(6);
    const widest = edges(4, [
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
      [2, 3],
    ]);
    expect(structuralInterventionDistance(PENDULUM, widest)).toBe(0);
    expect(structuralInterventionDistance(PENDULUM, ESTIMATE)).toBe(7);
    const without = PENDULUM.map((row, i) => row.map((edge, j) => (i === 1 && j === 3 ? 0 : edge)));
    expect(structuralInterventionDistance(PENDULUM, without)).toBe(2);
    const turned = PENDULUM.map((row, i) => row.map((edge, j) => (i === 0 && j === 2 ? 0 : edge)));
    (turned[2] ?? [])[0] = 1;
    expect(structuralInterventionDistance(PENDULUM, turned)).toBe(5);
    // The example of Peters and Buehlmann: an edge between effects is harmless, a turned one between causes is not.
    const causes = [2, 3, 4].flatMap((effect) => [[0, effect] as const, [1, effect] as const]);
    const truth = edges(5, [[0, 1], ...causes]);
    expect(structuralInterventionDistance(truth, edges(5, [[0, 1], ...causes, [2, 3]]))).toBe(0);
    expect(structuralInterventionDistance(truth, edges(5, [[1, 0], ...causes]))).toBe(8);
    const pair = edges(2, [[0, 1]]);
    expect(structuralInterventionDistance(pair, matrix(2, 2))).toBe(1);
    expect(structuralInterventionDistance(matrix(2, 2), pair)).toBe(0);
    expect(structuralInterventionDistance(pair, edges(2, [[1, 0]]))).toBe(2);
  });

  it('finds a graph with more edges in the same order right, and does not depend on names', () => {
    fc.assert(
      fc.property(ordered(6), ordered(6), orders(6), (truth, more, names) => {
        const union = truth.map((row, i) => row.map((edge, j) => edge | (more[i]?.[j] ?? 0)));
        expect(structuralInterventionDistance(renamed(truth, names), renamed(union, names))).toBe(
          0,
        );
        expect(structuralInterventionDistance(renamed(truth, names), renamed(more, names))).toBe(
          structuralInterventionDistance(truth, more),
        );
      }),
    );
  });

  it('agrees with regressions in linear models', () => {
    const weights = fc.array(fc.double({ min: 0.3, max: 1.7, noNaN: true }), {
      minLength: 25,
      maxLength: 25,
    });
    fc.assert(
      fc.property(ordered(5), ordered(5), orders(5), weights, (truth, other, order, given) => {
        // Weights that happen to cancel would hide a wrong adjustment.
        const general = given.map((weight, i) => weight + Math.sin(7 * i + 1) / 5);
        const found = renamed(other, order);
        expect(structuralInterventionDistance(truth, found)).toBe(
          distanceOfLinearModels(truth, found, general),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a truth with a cycle, not a found graph with one', () => {
    const cycle = [
      [0, 1, 0],
      [0, 0, 1],
      [1, 0, 0],
    ];
    expect(() => structuralInterventionDistance(cycle, CHAIN)).toThrow(/truth must have no cycle/);
    expect(structuralInterventionDistance(CHAIN, cycle)).toBeGreaterThan(0);
    expect(() => structuralInterventionDistance([[1]], [[0]])).toThrow(/truth/);
    expect(() => structuralInterventionDistance([[0]], [[1]])).toThrow(/found/);
    expect(() => structuralInterventionDistance([[0]], CHAIN)).toThrow(/same variables/);
  });
});
