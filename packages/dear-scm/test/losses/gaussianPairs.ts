/** Every parameter of an encoder and a generator that are linear and Gaussian, in one list: latents z of two factors, x a number. */
export const PARAMETERS = {
  /** z = slope x + offset + deviation * noise. */
  encoder: ['slope0', 'slope1', 'offset0', 'offset1', 'deviation0', 'deviation1'],
  /** x = weight . z + bias + spread * noise. */
  generator: ['weight0', 'weight1', 'bias', 'spread'],
  /** z_j = p0_j u_j + p1_j. */
  map: ['p00', 'p01', 'p10', 'p11'],
  /** u_1 = edge u_0 + eps_1. */
  adjacency: ['edge'],
} as const;

/** Values of the parameters by name. */
export type Values = Readonly<Record<string, number>>;

/** A normal distribution of y = (x, z_0, z_1): y = mean + factor * standard normal. */
export interface Normal {
  readonly mean: readonly number[];
  readonly factor: readonly (readonly number[])[];
}

/** The deviation of the observations x, whose mean is 0. */
export const OBSERVED = 1.3;

/** The joint distribution of observations and their codes, q_E(x, z). */
export function encodedPairs(v: Values): Normal {
  const of = (name: string) => v[name] ?? NaN;
  return {
    mean: [0, of('offset0'), of('offset1')],
    factor: [
      [OBSERVED, 0, 0],
      [of('slope0') * OBSERVED, of('deviation0'), 0],
      [of('slope1') * OBSERVED, 0, of('deviation1')],
    ],
  };
}

/** The joint distribution of generated observations and latents, p_G(x, z). */
export function generatedPairs(v: Values): Normal {
  const of = (name: string) => v[name] ?? NaN;
  const rows = [
    [of('p00'), 0, 0],
    [of('p01') * of('edge'), of('p01'), 0],
  ];
  const weights = [of('weight0'), of('weight1')];
  const through = (j: number) => weights.reduce((sum, w, i) => sum + w * (rows[i]?.[j] ?? NaN), 0);
  return {
    mean: [
      of('weight0') * of('p10') + of('weight1') * of('p11') + of('bias'),
      of('p10'),
      of('p11'),
    ],
    factor: [[through(0), through(1), of('spread')], ...rows],
  };
}

/** Sigma^-1 and ln det Sigma of a normal distribution of three numbers. */
export function precisionOf({ factor }: Normal): { precision: number[][]; logDet: number } {
  const sigma = covarianceOf(factor);
  return { precision: inverse(sigma), logDet: Math.log(determinant(sigma)) };
}

/** KL(p || q) of two normal distributions. */
export function relativeEntropy(p: Normal, q: Normal): number {
  const { precision, logDet } = precisionOf(q);
  const sigma = covarianceOf(p.factor);
  const gap = p.mean.map((value, i) => value - (q.mean[i] ?? NaN));
  let trace = 0;
  precision.forEach((row, i) =>
    row.forEach((value, j) => (trace += value * (sigma[j]?.[i] ?? NaN))),
  );
  return (trace + form(precision, gap) - 3 + logDet - precisionOf(p).logDet) / 2;
}

/** The integral of (sqrt p - sqrt q)^2 of two normal distributions. */
export function squaredHellinger(p: Normal, q: Normal): number {
  const [a, b] = [covarianceOf(p.factor), covarianceOf(q.factor)];
  const middle = a.map((row, i) => row.map((value, j) => (value + (b[i]?.[j] ?? NaN)) / 2));
  const gap = p.mean.map((value, i) => value - (q.mean[i] ?? NaN));
  const overlap =
    ((determinant(a) * determinant(b)) ** 0.25 / Math.sqrt(determinant(middle))) *
    Math.exp(-form(inverse(middle), gap) / 8);
  return 2 - 2 * overlap;
}

/** ln p(y) up to the constant that all distributions share. */
export function logDensity(normal: Normal): (y: readonly number[]) => number {
  const { precision, logDet } = precisionOf(normal);
  return (y) =>
    -(
      form(
        precision,
        y.map((value, i) => value - (normal.mean[i] ?? NaN)),
      ) + logDet
    ) / 2;
}

/** A grid of three standard normal numbers with weights: the trapezoidal rule, which is exact for what falls off like a normal density. */
export function normalGrid(step = 0.7, reach = 6.3): { points: number[][]; weights: number[] } {
  const count = Math.round((2 * reach) / step) + 1;
  const axis = Array.from({ length: count }, (_, i) => i * step - reach);
  const points = axis.flatMap((a) => axis.flatMap((b) => axis.map((c) => [a, b, c])));
  const raw = points.map((point) =>
    Math.exp(-point.reduce((sum, value) => sum + value * value, 0) / 2),
  );
  const total = raw.reduce((sum, value) => sum + value, 0);
  return { points, weights: raw.map((value) => value / total) };
}

/** The point of a distribution that standard normal numbers stand for. */
export function pointOf({ mean, factor }: Normal, noise: readonly number[]): number[] {
  return mean.map((value, i) =>
    noise.reduce((sum, e, j) => sum + e * (factor[i]?.[j] ?? NaN), value),
  );
}

function covarianceOf(factor: readonly (readonly number[])[]): number[][] {
  return factor.map((a) =>
    factor.map((b) => a.reduce((sum, value, k) => sum + value * (b[k] ?? NaN), 0)),
  );
}

function form(matrix: readonly (readonly number[])[], y: readonly number[]): number {
  return matrix.reduce(
    (sum, row, i) =>
      sum + row.reduce((inner, value, j) => inner + value * (y[j] ?? NaN), 0) * (y[i] ?? NaN),
    0,
  );
}

function cofactor(m: readonly (readonly number[])[], i: number, j: number): number {
  const at = (a: number, b: number) => m[(i + a) % 3]?.[(j + b) % 3] ?? NaN;
  return at(1, 1) * at(2, 2) - at(1, 2) * at(2, 1);
}

function determinant(m: readonly (readonly number[])[]): number {
  return [0, 1, 2].reduce((sum, j) => sum + (m[0]?.[j] ?? NaN) * cofactor(m, 0, j), 0);
}

function inverse(m: readonly (readonly number[])[]): number[][] {
  const det = determinant(m);
  return [0, 1, 2].map((i) => [0, 1, 2].map((j) => cofactor(m, j, i) / det));
}
