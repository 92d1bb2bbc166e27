/**
 * @param scores - Expert by expert: entry `expert * images + image`.
 * @param experts - Number of experts.
 * @param bias - Added to every score of an expert. Default: nothing.
 * @returns The expert with the largest score for each image; of equal ones the lowest number.
 */
export function largestScore(
  scores: Float32Array,
  experts: number,
  bias: (expert: number) => number = () => 0,
): Int32Array {
  const images = scores.length / experts;
  const biases = Float64Array.from({ length: experts }, (_, expert) => bias(expert));
  const at = (expert: number, image: number) =>
    (scores[expert * images + image] ?? -Infinity) + (biases[expert] ?? 0);
  return Int32Array.from({ length: images }, (_, image) => {
    let best = 0;
    for (let expert = 1; expert < experts; expert++) {
      if (at(expert, image) > at(best, image)) best = expert;
    }
    return best;
  });
}
