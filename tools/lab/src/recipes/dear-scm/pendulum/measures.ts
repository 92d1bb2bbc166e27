import { representationMeans } from '@causal-mechanisms/dear-scm';
import type { DearModel } from '@causal-mechanisms/dear-scm';
import { pendulumGraph } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { edgeRanking } from '@causal-mechanisms/metrics';
import type { LabelledMatrix, RandomStream, Scalars } from '@causal-mechanisms/tensor-utils';

/** The signs of the true effects, as least squares on the labels has them. */
export const TRUE_SIGNS: readonly (readonly [cause: string, effect: string, sign: 1 | -1])[] = [
  ['pendulum', 'shadow_length', 1],
  ['pendulum', 'shadow_position', 1],
  ['light', 'shadow_length', -1],
  ['light', 'shadow_position', 1],
];

/** What was learned about the edges. */
export interface LearnedEdges {
  /** A, causes by effects. */
  readonly adjacency: LabelledMatrix;
  /** How many of the four true edges have the right sign. */
  readonly signs: number;
  /** How well |A| tells true edges from those that are allowed but not there; null where all allowed edges are true. */
  readonly auroc: number | null;
}

/**
 * @param model - A model of the pendulum.
 * @returns What its A says.
 */
export async function learnedEdges(model: DearModel): Promise<LearnedEdges> {
  const adjacency = await model.adjacency();
  const { standardisedWeights } = await model.structure();
  const { factorNames } = model;
  const at = (name: string) => factorNames.indexOf(name);
  // A decreasing map turns the sign of what an edge does to its effect.
  const signs = TRUE_SIGNS.filter(
    ([cause, effect, sign]) => (standardisedWeights[at(cause)]?.[at(effect)] ?? 0) * sign > 0,
  ).length;
  const { auroc } = edgeRanking(
    pendulumGraph.adjacency.map((row) => Array.from(row)),
    adjacency.values,
    { allowed: model.description.graph },
  );
  return { adjacency, signs, auroc: Number.isNaN(auroc) ? null : auroc };
}

/** How the representation agrees with the labels. */
export interface LabelCorrelations {
  /** Pearson correlations of labels (rows) with latents (columns). */
  readonly correlations: LabelledMatrix;
  /** The smallest correlation of a factor's latent with its label. */
  readonly least: number;
  /** The mean absolute error of every factor in its units. */
  readonly errors: readonly number[];
}

/**
 * @param model - A model of the pendulum.
 * @param data - Scenes with labels.
 * @returns Correlations of every label with every latent, and errors in units.
 */
export async function labelCorrelations(
  model: DearModel,
  data: FactorDataset,
): Promise<LabelCorrelations> {
  const { latentWidth, factorNames, scaling } = model;
  const means = await representationMeans(model, data);
  const column = (values: ArrayLike<number>, width: number, place: number) =>
    Float64Array.from({ length: data.size }, (_, row) => values[row * width + place] ?? NaN);
  const latents = Array.from({ length: latentWidth }, (_, k) => column(means, latentWidth, k));
  const labels = factorNames.map((name) =>
    column(
      data.values,
      data.factors.length,
      data.factors.findIndex((factor) => factor.name === name),
    ),
  );
  const values = labels.map((label) => latents.map((latent) => correlation(label, latent)));
  const errors = labels.map((label, j) => {
    const found = latents[j]?.map((latent) => scaling.toUnits(j, latent));
    return mean(label.map((value, row) => Math.abs(value - (found?.[row] ?? NaN))));
  });
  return {
    correlations: {
      rows: factorNames,
      columns: latents.map((_, k) => factorNames[k] ?? `free ${k - factorNames.length + 1}`),
      values,
    },
    least: Math.min(...values.map((row, j) => row[j] ?? NaN)),
    errors,
  };
}

/** One factor's latents, of the prior and of encoded scenes. */
export interface Marginal {
  /** The factor. */
  readonly factor: string;
  /** Middles of the bins. */
  readonly at: readonly number[];
  /** Density of draws of the prior. */
  readonly prior: readonly number[];
  /** Density of means of the encoder. */
  readonly encoded: readonly number[];
  /** The largest distance between both distribution functions (Kolmogorov and Smirnov). */
  readonly distance: number;
}

/** Bins of a marginal. */
const BINS = 32;

/**
 * @param model - A model of the pendulum.
 * @param data - Scenes.
 * @param draws - How many draws of the prior.
 * @param stream - Where they come from.
 * @returns The marginals of the factors' latents.
 */
export async function marginals(
  model: DearModel,
  data: FactorDataset,
  draws: number,
  stream: RandomStream,
): Promise<Marginal[]> {
  const { latentWidth, factorNames } = model;
  const drawn = model.sampleLatents(draws, stream);
  const prior = await drawn.data<'float32'>();
  drawn.dispose();
  const encoded = await representationMeans(model, data);
  const column = (values: Float32Array, place: number) =>
    values.filter((_, i) => i % latentWidth === place).sort();
  return factorNames.map((factor, place) => {
    const [p, q] = [column(prior, place), column(encoded, place)];
    const low = Math.min(quantile(p, 0.001), quantile(q, 0.001));
    const high = Math.max(quantile(p, 0.999), quantile(q, 0.999));
    const width = (high - low) / BINS;
    return {
      factor,
      at: Array.from({ length: BINS }, (_, i) => low + (i + 0.5) * width),
      prior: densities(p, low, width),
      encoded: densities(q, low, width),
      distance: largestDistance(p, q),
    };
  });
}

/**
 * @param steps - Of a training.
 * @returns The mean of every scalar over the last tenth of the steps.
 */
export function lastMeans(steps: readonly { readonly scalars: Scalars }[]): Scalars {
  const last = steps.slice(-Math.ceil(steps.length / 10));
  const names = Object.keys(last[0]?.scalars ?? {});
  return Object.fromEntries(
    names.map((name) => [name, mean(last.map(({ scalars }) => scalars[name] ?? NaN))]),
  );
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

function correlation(a: Float64Array, b: Float64Array): number {
  const [ma, mb] = [mean(a), mean(b)];
  const product = mean(a.map((value, i) => (value - ma) * ((b[i] ?? NaN) - mb)));
  const spread = (values: Float64Array, m: number) =>
    Math.sqrt(mean(values.map((value) => (value - m) ** 2)));
  return product / (spread(a, ma) * spread(b, mb));
}

function quantile(sorted: Float32Array, share: number): number {
  return sorted[Math.round(share * (sorted.length - 1))] ?? NaN;
}

function densities(values: Float32Array, low: number, width: number): number[] {
  const counts = new Array<number>(BINS).fill(0);
  for (const value of values) {
    const bin = Math.floor((value - low) / width);
    if (bin >= 0 && bin < BINS) counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count) => count / (values.length * width));
}

/** Between the distribution functions of two sorted samples. */
function largestDistance(p: Float32Array, q: Float32Array): number {
  let [i, j, most] = [0, 0, 0];
  while (i < p.length && j < q.length) {
    const at = Math.min(p[i] ?? Infinity, q[j] ?? Infinity);
    while ((p[i] ?? Infinity) <= at) i++;
    while ((q[j] ?? Infinity) <= at) j++;
    most = Math.max(most, Math.abs(i / p.length - j / q.length));
  }
  return most;
}
