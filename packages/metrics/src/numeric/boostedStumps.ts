import {
  checkCount,
  checkNumber,
  checkNumbers,
  checkOptions,
  checkText,
} from '@causal-mechanisms/tensor-utils';
import { checkSampleColumns } from '../representation/columnChecks.ts';
import { mostLikely } from './mostLikely.ts';
import type { FitFactor, FittedFactor } from './factorPredictor.ts';

/** Options of {@link boostedStumps}. */
export interface BoostedStumpsOptions {
  /** How many steps are added up, at least 1. Default: 200. */
  readonly rounds?: number;
  /** The share of each step that is taken, above 0 and at most 1. Default: 0.2. */
  readonly rate?: number;
  /** How many places a step may be at in each code, at least 1. Default: 64. */
  readonly places?: number;
}

/** Of a factor with more classes than that nobody has rows enough. */
const MOST_CLASSES = 65_535;

/** A step function of one code. */
interface Stump {
  readonly code: number;
  readonly edge: number;
  readonly below: number;
  readonly above: number;
}

/**
 * Makes a predictor of factors from codes that is a sum of steps, each in one code, fitted greedily to squared errors. It is
 * indifferent to monotone maps of the codes, and finds any sum of functions of single codes; what only a combination of codes tells, such as the exclusive or of two bits,
 * it cannot find. A factor with classes gets a sum per class, of which the largest wins. The importance of a code is the squared error that its
 * steps took away, as a share of the factor's variance.
 *
 * @param options - How many steps and how large.
 * @returns A function that fits one factor. It throws nothing of its own for columns that a metric has checked.
 * @throws ArgumentError for impossible options.
 *
 * @example
 * ```ts
 * import { boostedStumps } from '@causal-mechanisms/metrics';
 *
 * const codes = [[1, 2, 3, 4], [1, -1, 1, -1]];
 * const { importance, predict } = boostedStumps()(codes, [5, 5, 9, 9], 'continuous');
 * console.log(Array.from(importance, (value) => value.toFixed(2))); // [ '1.00', '0.00' ]
 * console.log(Array.from(predict([[0, 10], [0, 0]]), (value) => value.toFixed(2))); // [ '5.00', '9.00' ]
 * ```
 */
export function boostedStumps(options: BoostedStumpsOptions = {}): FitFactor {
  const { rounds = 200, rate = 0.2, places = 64 } = checkOptions('boostedStumps', options);
  checkCount('boostedStumps', 'rounds', rounds);
  checkCount('boostedStumps', 'places', places);
  checkNumber('boostedStumps', 'rate', rate, { above: 0, most: 1 });
  return (codes, factor, kind) => {
    const length = checkSampleColumns('boostedStumps', 'codes', codes);
    checkText('boostedStumps', 'kind', kind, ['continuous', 'discrete']);
    const whole = { whole: true, least: 0, most: MOST_CLASSES };
    checkNumbers('boostedStumps', 'factor', factor, {
      length,
      ...(kind === 'discrete' ? whole : {}),
    });
    const edges = codes.map((column) => splitPlaces(column, places));
    const cells = codes.map((column, code) => cellsOf(column, edges[code] ?? new Float64Array()));
    const fit = (target: Float64Array) => boost(target, { cells, edges, rounds, rate });
    if (kind === 'continuous') return fit(Float64Array.from(factor));
    const classes = Array.from(factor).reduce((most, label) => Math.max(most, label), 0) + 1;
    return argmaxOf(
      Array.from({ length: classes }, (_, label) =>
        fit(Float64Array.from(factor, (value) => Number(value === label))),
      ),
    );
  };
}

/** One sum of steps per class: importance is added up, the largest sum wins. */
function argmaxOf(fitted: readonly FittedFactor[]): FittedFactor {
  const [first] = fitted;
  return {
    importance: Float64Array.from(first?.importance ?? [], (_, code) =>
      fitted.reduce((sum, { importance }) => sum + (importance[code] ?? 0), 0),
    ),
    predict: (codes) => mostLikely(fitted.map(({ predict }) => predict(codes))),
  };
}

/** Middles between neighbouring values, at most so many of them, at equal shares of the rows. */
function splitPlaces(column: ArrayLike<number>, places: number): Float64Array {
  const sorted = Float64Array.from(column).sort();
  const all: number[] = [];
  for (let row = 1; row < sorted.length; row++) {
    const [before = NaN, here = NaN] = [sorted[row - 1], sorted[row]];
    if (here > before) all.push(row);
  }
  // Of more places than are wanted, those next to equal shares are kept.
  const kept = new Set<number>();
  if (all.length <= places) all.forEach((row) => kept.add(row));
  else {
    let next = 0;
    for (let place = 1; place <= places; place++) {
      const wanted = (place * sorted.length) / (places + 1);
      while (next < all.length - 1 && (all[next] ?? 0) < wanted) next++;
      kept.add(all[next] ?? 0);
    }
  }
  return Float64Array.from(kept, (row) => ((sorted[row - 1] ?? NaN) + (sorted[row] ?? NaN)) / 2);
}

/** For each row, how many edges its value has passed. */
function cellsOf(column: ArrayLike<number>, edges: Float64Array): Int32Array {
  return Int32Array.from(column, (value) => {
    let [low, high] = [0, edges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((edges[middle] ?? NaN) <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}

function boost(
  target: Float64Array,
  given: { cells: Int32Array[]; edges: Float64Array[]; rounds: number; rate: number },
): FittedFactor {
  const { cells, edges, rounds, rate } = given;
  const start = target.reduce((sum, value) => sum + value, 0) / target.length;
  const left = target.map((value) => value - start);
  const variation = left.reduce((sum, value) => sum + value * value, 0);
  const importance = new Float64Array(cells.length);
  const stumps: Stump[] = [];
  for (let round = 0; round < rounds; round++) {
    const split = bestSplit(left, cells);
    if (split.gain <= 1e-10 * variation) break;
    const { code, cell } = split;
    const [below, above] = [rate * split.below, rate * split.above];
    // Of the gain of a whole step, a share of it takes rate (2 - rate).
    importance[code] = (importance[code] ?? 0) + (rate * (2 - rate) * split.gain) / variation;
    cells[code]?.forEach((place, row) => {
      left[row] = (left[row] ?? NaN) - (place < cell ? below : above);
    });
    stumps.push({ code, edge: edges[code]?.[cell - 1] ?? NaN, below, above });
  }
  const predict = (codes: readonly ArrayLike<number>[]) =>
    Float64Array.from({ length: codes[0]?.length ?? 0 }, (_, row) =>
      stumps.reduce(
        (sum, { code, edge, below, above }) =>
          sum + (edge <= (codes[code]?.[row] ?? NaN) ? above : below),
        start,
      ),
    );
  return { importance, predict };
}

/** The step that takes most of the squared errors: rows in cells from `cell` on get `above`. */
function bestSplit(left: Float64Array, cells: readonly Int32Array[]) {
  const rows = left.length;
  const all = left.reduce((sum, value) => sum + value, 0);
  const best = { gain: 0, code: 0, cell: 0, below: 0, above: 0 };
  cells.forEach((places, code) => {
    const size = places.reduce((most, place) => Math.max(most, place), 0) + 1;
    const [sums, counts] = [new Float64Array(size), new Float64Array(size)];
    for (let row = 0; row < rows; row++) {
      const place = places[row] ?? 0;
      sums[place] = (sums[place] ?? 0) + (left[row] ?? 0);
      counts[place] = (counts[place] ?? 0) + 1;
    }
    let [sum, count] = [0, 0];
    for (let cell = 1; cell < size; cell++) {
      sum += sums[cell - 1] ?? 0;
      count += counts[cell - 1] ?? 0;
      const [below, above] = [sum / count, (all - sum) / (rows - count)];
      // The errors add up to 0 before the step, so that nothing is to be taken off.
      const gain = below * sum + above * (all - sum);
      if (gain > best.gain) Object.assign(best, { gain, code, cell, below, above });
    }
  });
  return best;
}
