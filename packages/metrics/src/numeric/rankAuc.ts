/**
 * The area under the receiver operating characteristic: the probability that a positive scores above a negative. Ties count half.
 *
 * @param scores - Numbers, none NaN.
 * @param positive - Which of them are positives.
 * @returns A number in [0, 1]; NaN where there is no positive or no negative.
 */
export function rankAuc(scores: ArrayLike<number>, positive: readonly boolean[]): number {
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).sort(
    (i, j) => (scores[i] ?? 0) - (scores[j] ?? 0),
  );
  let [positives, negatives, wins] = [0, 0, 0];
  for (let start = 0; start < order.length;) {
    let end = start;
    let here = 0;
    while (end < order.length && scores[order[end] ?? 0] === scores[order[start] ?? 0]) {
      here += Number(positive[order[end] ?? 0]);
      end++;
    }
    const others = end - start - here;
    wins += here * (negatives + others / 2);
    positives += here;
    negatives += others;
    start = end;
  }
  return wins / (positives * negatives);
}
