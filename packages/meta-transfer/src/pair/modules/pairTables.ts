/** Counts of pairs as one of the variables sees them: a row for each category of the variable that is taken for the cause. */
export interface PairTables {
  /** Categories of the cause. */
  readonly causes: number;
  /** Categories of the effect. */
  readonly effects: number;
  /** `[causes, effects]`. */
  readonly joint: Float64Array;
  /** Sums over effects `[causes]`. */
  readonly cause: Float64Array;
  /** Sums over causes `[effects]`. */
  readonly effect: Float64Array;
}

/** Both ways to see the counts `[categories of A, categories of B]`: with A, and with B as the cause. */
export function pairTables(
  counts: Float64Array,
  [a, b]: readonly [number, number],
): readonly [PairTables, PairTables] {
  const transposed = new Float64Array(a * b);
  const [ofA, ofB] = [new Float64Array(a), new Float64Array(b)];
  counts.forEach((count, at) => {
    const [i, j] = [Math.floor(at / b), at % b];
    transposed[j * a + i] = count;
    ofA[i] = (ofA[i] ?? NaN) + count;
    ofB[j] = (ofB[j] ?? NaN) + count;
  });
  return [
    { causes: a, effects: b, joint: counts, cause: ofA, effect: ofB },
    { causes: b, effects: a, joint: transposed, cause: ofB, effect: ofA },
  ];
}
