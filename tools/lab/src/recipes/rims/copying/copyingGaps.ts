/** The gaps of a copying study. */
export interface CopyingGaps {
  /** That of training. */
  readonly gap: number;
  /** Those of the test. */
  readonly testGaps: readonly number[];
}

/** All gaps, that of training first. */
export function copyingGaps({ gap, testGaps }: CopyingGaps): number[] {
  return [...new Set([gap, ...testGaps])];
}

/** The gap of training, and the longest gap of at most four times that. */
export function shownGaps({ gap, testGaps }: CopyingGaps): number[] {
  const longer = testGaps.filter((at) => at > gap && at <= 4 * gap);
  return longer.length === 0 ? [gap] : [gap, Math.max(...longer)];
}

/** Such as `at gap 50, that of training, and at gap 200`. */
export function gapsInWords([own = NaN, long]: readonly number[]): string {
  return long === undefined
    ? `at gap ${own}, that of training`
    : `at gap ${own}, that of training, and at gap ${long}`;
}
