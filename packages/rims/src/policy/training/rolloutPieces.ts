/**
 * A rollout as sequences without a beginning inside: where an episode begins after the first step, it becomes a sequence of its own, so
 * that a core can go through all of them at once and each starts from the state that it had.
 */
export interface RolloutPieces {
  /** Steps of the longest sequence. */
  readonly steps: number;
  /** Sequences: those of the environments as they stood, in their order, then those that begin inside. */
  readonly rows: number;
  /** Which observation of the rollout is read, as `step * count + environment`, int32 `[steps, rows]`; padding repeats the last one. */
  readonly observations: Int32Array;
  /** Where the output for each observation of the rollout is, as `step * rows + row`, int32 `[rollout steps * count]`. */
  readonly outputs: Int32Array;
}

/**
 * @param ended - 1 where a step was the last one of its episode `[steps, count]`.
 * @param count - How many environments.
 * @returns The sequences.
 */
export function rolloutPieces(ended: Uint8Array, count: number): RolloutPieces {
  const steps = ended.length / count;
  /** The row that each environment is in, the step at which that began, and all rows' lengths. */
  const row = Int32Array.from({ length: count }, (_, i) => i);
  const began = new Int32Array(count);
  const lengths = new Array<number>(count).fill(0);
  const places: { row: number; step: number }[] = [];
  for (let t = 0; t < steps; t++) {
    for (let i = 0; i < count; i++) {
      if (t > 0 && ended[(t - 1) * count + i] === 1) {
        row[i] = lengths.length;
        began[i] = t;
        lengths.push(0);
      }
      const at = row[i] as number;
      places.push({ row: at, step: t - (began[i] as number) });
      lengths[at] = (lengths[at] as number) + 1;
    }
  }
  const rows = lengths.length;
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  const observations = new Int32Array(longest * rows);
  const outputs = new Int32Array(ended.length);
  places.forEach((place, observation) => {
    outputs[observation] = place.step * rows + place.row;
    // A later one overwrites what an earlier one left as padding.
    for (let t = place.step; t < longest; t++) observations[t * rows + place.row] = observation;
  });
  return { steps: longest, rows, observations, outputs };
}
