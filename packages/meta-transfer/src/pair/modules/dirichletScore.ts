import { logGammaRise } from '../../special/logGamma.ts';

/**
 * The log-probability of a sequence of categories, each predicted from those before it, under a Dirichlet prior: what a table scores that is
 * adapted by counting.
 *
 * @param counts - How often each category occurs in the sequence.
 * @param prior - The concentration of each category, above 0.
 * @param offset - Where both begin. Default: 0.
 * @param length - How many categories there are. Default: all.
 * @returns Nats: the same for every order of the sequence.
 */
export function dirichletScore(
  counts: Float64Array,
  prior: Float64Array,
  offset = 0,
  length = counts.length,
): number {
  let [score, seen, total] = [0, 0, 0];
  for (let i = offset; i < offset + length; i++) {
    const [count, concentration] = [counts[i] ?? NaN, prior[i] ?? NaN];
    seen += count;
    total += concentration;
    if (count > 0) score += logGammaRise(concentration, count);
  }
  return score - logGammaRise(total, seen);
}
