/** Neighbours that are wanted one after the other. */
export interface IndexRun {
  /** The first one. */
  readonly start: number;
  /** How many. */
  readonly count: number;
  /** The place of the first one among all that are wanted. */
  readonly place: number;
}

/**
 * @param indices - What is wanted.
 * @param most - The longest run, at least 1.
 * @returns Runs of indices that rise by one, in their order: what can be read at once.
 */
export function indexRuns(indices: Int32Array, most: number): IndexRun[] {
  const runs: IndexRun[] = [];
  for (let place = 0; place < indices.length;) {
    const start = indices[place] as number;
    let count = 1;
    while (count < most && indices[place + count] === start + count) count += 1;
    runs.push({ start, count, place });
    place += count;
  }
  return runs;
}
