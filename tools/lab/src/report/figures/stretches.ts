/** Equal values that stand one after the other. */
export interface Stretch {
  /** The first place. */
  readonly from: number;
  /** The place after the last one. */
  readonly to: number;
}

/**
 * @param length - How many places there are.
 * @param holds - Whether a place belongs to a run.
 * @returns The longest stretches of places that belong, in order.
 */
export function stretchesWhere(length: number, holds: (place: number) => boolean): Stretch[] {
  const runs: Stretch[] = [];
  let from = -1;
  for (let place = 0; place <= length; place++) {
    const inside = place < length && holds(place);
    if (inside && from < 0) from = place;
    if (!inside && from >= 0) {
      runs.push({ from, to: place });
      from = -1;
    }
  }
  return runs;
}

/**
 * @param active - 1 where active, 0 elsewhere.
 * @param counts - Which places count. Default: all.
 * @returns The share of these places that are active; NaN where none counts.
 */
export function activeShare(
  active: readonly number[],
  counts: (place: number) => boolean = () => true,
): number {
  const chosen = active.filter((_, place) => counts(place));
  return chosen.filter(isActive).length / chosen.length;
}

/**
 * @param value - An entry of a mask.
 * @returns Whether it says active.
 */
export function isActive(value: number | undefined): boolean {
  return value !== undefined && value >= 0.5;
}
