/** A mixture of normal distributions in one dimension. */
export interface GaussianMixture {
  /** Of each component: positive, with sum 1. */
  readonly weights: Float64Array;
  /** Of each component. */
  readonly means: Float64Array;
  /** Standard deviation of each component, above 0. */
  readonly deviations: Float64Array;
}

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** Sums over the values, weighted by the responsibilities: of 1, of `x - mean` and of its square. */
export interface ComponentSums {
  readonly weight: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/**
 * @param components - How many.
 * @returns Sums of nothing.
 */
export function componentSums(components: number): ComponentSums {
  return {
    weight: new Float64Array(components),
    first: new Float64Array(components),
    second: new Float64Array(components),
  };
}

/**
 * @param mixture - The mixture.
 * @param values - Any numbers.
 * @param sums - Filled in where given: around the present means, so that nothing cancels.
 * @returns The mean log-likelihood per value, in nats; -Infinity, with no use of the sums, where a value is too far from all components.
 */
export function expectation(
  { weights, means, deviations }: GaussianMixture,
  values: Float64Array,
  sums?: ComponentSums,
): number {
  const components = means.length;
  const offsets = new Float64Array(components);
  const inverse = new Float64Array(components);
  for (let k = 0; k < components; k++) {
    inverse[k] = 1 / (deviations[k] ?? NaN);
    offsets[k] = Math.log((weights[k] ?? NaN) * (inverse[k] ?? NaN)) - HALF_LOG_TWO_PI;
  }
  const terms = new Float64Array(components);
  sums?.weight.fill(0);
  sums?.first.fill(0);
  sums?.second.fill(0);
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    let largest = -Infinity;
    for (let k = 0; k < components; k++) {
      const z = (value - (means[k] ?? 0)) * (inverse[k] ?? 0);
      const term = (offsets[k] ?? 0) - 0.5 * z * z;
      terms[k] = term;
      if (term > largest) largest = term;
    }
    if (largest === -Infinity) return -Infinity;
    let sum = 0;
    for (let k = 0; k < components; k++) {
      const density = Math.exp((terms[k] ?? 0) - largest);
      terms[k] = density;
      sum += density;
    }
    total += largest + Math.log(sum);
    if (sums === undefined) continue;
    const { weight, first, second } = sums;
    const scale = 1 / sum;
    for (let k = 0; k < components; k++) {
      const responsibility = (terms[k] ?? 0) * scale;
      const distance = value - (means[k] ?? 0);
      weight[k] = (weight[k] ?? 0) + responsibility;
      first[k] = (first[k] ?? 0) + responsibility * distance;
      second[k] = (second[k] ?? 0) + responsibility * distance * distance;
    }
  }
  return total / values.length;
}

/**
 * Moves a mixture to where the sums have their greatest likelihood.
 *
 * @param mixture - Changed in place.
 * @param count - The sum of all weights.
 * @param leastVariance - Of a component.
 * @param sums - Of {@link expectation}.
 */
export function maximisation(
  { weights, means, deviations }: GaussianMixture,
  count: number,
  leastVariance: number,
  { weight, first, second }: ComponentSums,
): void {
  for (let k = 0; k < means.length; k++) {
    const held = weight[k] ?? 0;
    // A component without values keeps its place: it has no weight to move anything.
    if (held < 1e-10) {
      weights[k] = Number.MIN_VALUE;
      continue;
    }
    const shift = (first[k] ?? 0) / held;
    const variance = (second[k] ?? 0) / held - shift * shift;
    weights[k] = held / count;
    means[k] = (means[k] ?? 0) + shift;
    deviations[k] = Math.sqrt(Math.max(variance, leastVariance));
  }
}
