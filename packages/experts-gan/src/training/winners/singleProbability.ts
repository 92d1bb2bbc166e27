/**
 * The probability of a logit as single precision holds it: 1 above some 17, 0 below some -88. What public programs rank winners by; there
 * are ties among the clear cases.
 *
 * @param logit - The score.
 * @returns Its sigmoid, rounded to single precision at every step.
 */
export function singleProbability(logit: number): number {
  return Math.fround(1 / Math.fround(1 + Math.fround(Math.exp(-logit))));
}
