import { componentSums, expectation, maximisation } from './mixtureSteps.ts';
import type { GaussianMixture } from './mixtureSteps.ts';

/** Options of {@link adaptMixture}. */
export interface AdaptMixtureOptions {
  /** How many values the mixture counts for when the first batch is learned. */
  readonly memory: number;
  /** How many batches the values are cut into; each is scored, then learned. */
  readonly batches: number;
  /** Iterations of expectation maximisation per batch. Default: 5. */
  readonly iterations?: number;
  /** The least variance of a component. */
  readonly leastVariance: number;
}

/**
 * Scores values under a mixture that adapts to them: each batch is scored before it is learned.
 *
 * What was learned before stands in for values of its own: every component keeps its weight, mean and variance as sums over `memory` values, to
 * which those of the batch are added.
 *
 * @param mixture - Where adaptation starts; not changed.
 * @param values - Finite numbers, at least as many as batches.
 * @param options - Memory and batches.
 * @returns The sum of the log-likelihoods, in nats.
 */
export function adaptMixture(
  mixture: GaussianMixture,
  values: Float64Array,
  { memory, batches, iterations = 5, leastVariance }: AdaptMixtureOptions,
): number {
  const present = {
    weights: mixture.weights.slice(),
    means: mixture.means.slice(),
    deviations: mixture.deviations.slice(),
  };
  const sums = componentSums(present.means.length);
  let total = 0;
  let known = memory;
  for (let batch = 0; batch < batches; batch++) {
    const from = Math.floor((batch * values.length) / batches);
    const part = values.subarray(from, Math.floor(((batch + 1) * values.length) / batches));
    const before = {
      weights: present.weights.slice(),
      means: present.means.slice(),
      deviations: present.deviations.slice(),
    };
    total += part.length * expectation(present, part);
    if (batch === batches - 1) break;
    for (let done = 0; done < iterations; done++) {
      expectation(present, part, sums);
      addRemembered(sums, { before, means: present.means, known });
      maximisation(present, known + part.length, leastVariance, sums);
    }
    known += part.length;
  }
  return total;
}

/** Adds the values that the mixture before the batch stands for, around the means that the sums are around. */
function addRemembered(
  { weight, first, second }: ReturnType<typeof componentSums>,
  {
    before,
    means,
    known,
  }: { readonly before: GaussianMixture; readonly means: Float64Array; readonly known: number },
): void {
  for (let k = 0; k < means.length; k++) {
    const remembered = known * (before.weights[k] ?? 0);
    const shift = (before.means[k] ?? 0) - (means[k] ?? 0);
    weight[k] = (weight[k] ?? 0) + remembered;
    first[k] = (first[k] ?? 0) + remembered * shift;
    second[k] = (second[k] ?? 0) + remembered * ((before.deviations[k] ?? 0) ** 2 + shift * shift);
  }
}
