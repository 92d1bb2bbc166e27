import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { alongAxis, twoMeans } from './twoMeans.ts';

/** Fewer rows than this say nothing about modes. */
export const LEAST_ROWS = 24;
/** Places between the two centres at which the density is looked at. */
const PLACES = 100;

/**
 * How deep the valley between the two modes of some rows is. 2-means on one half of the rows gives an axis, the other half is looked at
 * along it: a kernel estimate of its density has a valley between the two means, or it has none. That the two halves are not the same
 * keeps many dimensions from showing modes that are not there.
 *
 * @param rows - Vectors of one length.
 * @returns 1 minus the density in the valley over that at the lower mean, as a mean of both ways: 0 for one mode, near 1 for two that
 *   are well apart; 0 where there are fewer than {@link LEAST_ROWS}.
 */
export function valleyDepth(rows: readonly Float64Array[]): number {
  if (rows.length < LEAST_ROWS) return 0;
  // The order of images may follow what was done to them: the halves are drawn, in the same way every time.
  const order = Array.from(new RandomStream(0).sampleIndices(rows.length, rows.length));
  const half = Math.floor(order.length / 2);
  const [one, other] = [order.slice(0, half), order.slice(half)].map((indices) =>
    indices.map((i) => rows[i] as Float64Array),
  );
  return (
    (acrossHalves(one as Float64Array[], other as Float64Array[]) +
      acrossHalves(other as Float64Array[], one as Float64Array[])) /
    2
  );
}

function acrossHalves(fitted: readonly Float64Array[], looked: readonly Float64Array[]): number {
  const found = twoMeans(fitted);
  if (found === undefined) return 0;
  const [first, second] = found.centres;
  const axis = second.map((value, k) => value - (first[k] ?? 0));
  const middle = second.map((value, k) => (value + (first[k] ?? 0)) / 2);
  return depthOf(looked.map((row) => alongAxis(row, middle, axis)));
}

/** @param values - Numbers whose groups lie on both sides of 0. */
function depthOf(values: readonly number[]): number {
  const groups = [values.filter((value) => value < 0), values.filter((value) => value >= 0)];
  if (groups.some(({ length }) => length < 2)) return 0;
  const [low = NaN, high = NaN] = groups.map((group) => meanOf(group));
  const squares = values.map((value) => (value - (value < 0 ? low : high)) ** 2);
  const width = 1.06 * Math.sqrt(meanOf(squares)) * values.length ** -0.2;
  if (width <= 1e-9 * (high - low)) return 1;
  const density = Array.from({ length: PLACES + 1 }, (_, i) => {
    const place = low + ((high - low) * i) / PLACES;
    return values.reduce((sum, value) => sum + Math.exp(-0.5 * ((place - value) / width) ** 2), 0);
  });
  const peak = Math.min(density[0] ?? NaN, density[PLACES] ?? NaN);
  return Math.max(0, 1 - Math.min(...density) / peak);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
