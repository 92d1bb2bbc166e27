/** The rank of a matrix over the field of two elements, one word a row. */
export function rankOverBits(rows: readonly bigint[]): number {
  let rank = 0;
  let left = [...rows];
  for (;;) {
    const pivot = left.find((row) => row !== 0n);
    if (pivot === undefined) return rank;
    const lowest = pivot & -pivot;
    left = left.map((row) => ((row & lowest) === 0n ? row : row ^ pivot));
    rank += 1;
  }
}
