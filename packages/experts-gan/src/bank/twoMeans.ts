/** Two groups of rows. */
export interface TwoMeans {
  /** 0 or 1 for each row. */
  readonly sides: Uint8Array;
  /** The mean of either group. */
  readonly centres: readonly [Float64Array, Float64Array];
}

const MOST_ROUNDS = 50;

/**
 * 2-means clustering by Lloyd's algorithm, from the halves on both sides of the mean along the first principal axis: the same rows give
 * the same groups.
 *
 * @param rows - Vectors of one length.
 * @returns The groups, or `undefined` where all rows are the same or there are fewer than two.
 */
export function twoMeans(rows: readonly Float64Array[]): TwoMeans | undefined {
  const mean = meanOf(rows);
  const axis = principalAxis(rows, mean);
  if (rows.length < 2 || axis === undefined) return undefined;
  let sides = Uint8Array.from(rows, (row) => (alongAxis(row, mean, axis) >= 0 ? 1 : 0));
  for (let round = 0; ; round++) {
    const centres = [0, 1].map((side) => meanOf(rows.filter((_, i) => sides[i] === side)));
    const [first, second] = centres as [Float64Array, Float64Array];
    if (first.length === 0 || second.length === 0) return undefined;
    const next = Uint8Array.from(rows, (row) =>
      squaredDistance(row, second) < squaredDistance(row, first) ? 1 : 0,
    );
    const settled = next.every((side, i) => side === sides[i]);
    if (settled || round === MOST_ROUNDS) return { sides, centres: [first, second] };
    sides = next;
  }
}

/**
 * The mean silhouette of two groups (Rousseeuw, 1987): how much nearer a row is to its own group than to the other.
 *
 * @param rows - Vectors of one length.
 * @param sides - 0 or 1 for each.
 * @returns A number in [-1, 1]; a row alone in its group counts 0.
 */
export function silhouette(rows: readonly Float64Array[], sides: Uint8Array): number {
  let total = 0;
  for (const [i, row] of rows.entries()) {
    const sums = [0, 0];
    const counts = [0, 0];
    for (const [j, other] of rows.entries()) {
      if (i === j) continue;
      const side = sides[j] ?? 0;
      sums[side] = (sums[side] ?? 0) + Math.sqrt(squaredDistance(row, other));
      counts[side] = (counts[side] ?? 0) + 1;
    }
    const own = sides[i] ?? 0;
    if (counts[own] === 0 || counts[1 - own] === 0) continue;
    const within = (sums[own] ?? NaN) / (counts[own] ?? NaN);
    const between = (sums[1 - own] ?? NaN) / (counts[1 - own] ?? NaN);
    const larger = Math.max(within, between);
    if (larger > 0) total += (between - within) / larger;
  }
  return total / rows.length;
}

/**
 * @param row - A vector.
 * @param origin - Where the axis has its zero.
 * @param axis - Of any length.
 * @returns The inner product of the row, from the origin, with the axis.
 */
export function alongAxis(row: Float64Array, origin: Float64Array, axis: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < axis.length; k++) {
    sum += ((row[k] ?? 0) - (origin[k] ?? 0)) * (axis[k] ?? 0);
  }
  return sum;
}

function meanOf(rows: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) {
    for (let k = 0; k < mean.length; k++) mean[k] = (mean[k] ?? 0) + (row[k] ?? 0) / rows.length;
  }
  return mean;
}

/** Some rounds of power iteration: it need not be exact, as the clustering goes on from it. */
function principalAxis(
  rows: readonly Float64Array[],
  mean: Float64Array,
): Float64Array | undefined {
  let farthest = mean;
  for (const row of rows) {
    if (squaredDistance(row, mean) > squaredDistance(farthest, mean)) farthest = row;
  }
  let axis = farthest.map((value, k) => value - (mean[k] ?? 0));
  for (let round = 0; round < 20; round++) {
    const next = new Float64Array(axis.length);
    for (const row of rows) {
      const along = alongAxis(row, mean, axis);
      for (let k = 0; k < next.length; k++) {
        next[k] = (next[k] ?? 0) + along * ((row[k] ?? 0) - (mean[k] ?? 0));
      }
    }
    const length = Math.hypot(...next);
    if (!(length > 0)) return undefined;
    axis = next.map((value) => value / length);
  }
  return axis;
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += ((a[k] ?? 0) - (b[k] ?? 0)) ** 2;
  return sum;
}
