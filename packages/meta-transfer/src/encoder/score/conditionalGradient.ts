import { bumpWriter } from './bumps.ts';
import type { BumpWriter } from './bumps.ts';
import type { CausePair, GradientOrder, ScoredBatch, TrainedMechanism } from './scoredBatch.ts';

/** Derivatives of a conditional term by codes. */
export interface ConditionalGradient {
  /** By those of the transfer set. */
  readonly transfer: CausePair;
  /** By those of the training data: only where the derivative goes through what was learned from them. */
  readonly training?: CausePair;
}

/** How a fit enters a derivative. */
interface FitAnswer {
  /** The weights of the fit. */
  readonly weights: Float64Array;
  /** How the value changes with the moments of the fit: the covariance times the derivative by the weights. */
  readonly answer: Float64Array;
}

/**
 * The derivative of the mean log-likelihood of scored batches.
 *
 * A batch is scored under `w = (sum phi phi^T + I p)^-1 sum phi y`. With `h = (sum phi phi^T + I p)^-1 dL/dw`, a point (x, y) that was
 * learned before, with weight c, adds `c (h . phi)(y - w . phi)` to the differential of L: its derivatives by x and y are those of this
 * product, with h and w held.
 *
 * @param mechanism - As it was learned on training data.
 * @param batches - The scored batches, in order.
 * @param options - Points of the transfer set, and the order.
 * @returns The derivatives.
 */
export function conditionalGradient(
  { regression, noiseVariance, bumps, training }: TrainedMechanism,
  batches: readonly ScoredBatch[],
  { points, order }: { readonly points: number; readonly order: GradientOrder },
): ConditionalGradient {
  const write = bumpWriter(bumps);
  const size = batches[0]?.cause.length ?? 0;
  const scored = size * batches.length;
  const transfer = pairOf(points);
  const answers: FitAnswer[] = [];
  let squares = 0;
  batches.forEach((batch, k) => {
    const { weights } = batch.regression.fit();
    const byWeights = new Float64Array(weights.length);
    const scale = 1 / (noiseVariance * scored);
    eachPoint(write, batch, weights, (i, { residual, slope, phi }) => {
      squares += residual * residual;
      transfer.effect[k * size + i] = -residual * scale;
      transfer.cause[k * size + i] = residual * slope * scale;
      addScaled(byWeights, phi, residual * scale);
    });
    if (order === 'second') {
      answers.push({ weights, answer: batch.regression.covarianceTimes(byWeights) });
    }
  });
  if (order === 'first') return { transfer };
  // Batch l was learned by all fits of later batches.
  batches.slice(0, -1).forEach((batch, l) => {
    addLearned(write, batch, answers.slice(l + 1), 1, {
      cause: transfer.cause.subarray(l * size),
      effect: transfer.effect.subarray(l * size),
    });
  });
  const byTraining = pairOf(training.cause.length);
  const share = Math.min(1, size / training.cause.length);
  addLearned(write, training, answers, share, byTraining);
  // The noise variance is the rate of the regression by its shape, and the rate half of a least sum of squares.
  const { weights } = regression.fit();
  const byVariance = (squares / scored / noiseVariance - 1) / (2 * noiseVariance);
  const shape = 1 + training.cause.length / 2;
  eachPoint(write, training, weights, (i, { residual, slope }) => {
    const by = (byVariance / shape) * residual;
    byTraining.effect[i] = (byTraining.effect[i] ?? 0) + by;
    byTraining.cause[i] = (byTraining.cause[i] ?? 0) - by * slope;
  });
  return { transfer, training: byTraining };
}

/** Adds the derivatives by points that all of the fits have learned. */
function addLearned(
  write: BumpWriter,
  { cause, effect }: CausePair,
  fits: readonly FitAnswer[],
  share: number,
  by: CausePair,
): void {
  const size = fits[0]?.weights.length ?? 0;
  const phi = new Float64Array(size);
  const slopes = new Float64Array(size);
  for (let i = 0; i < cause.length; i++) {
    write(cause[i] ?? 0, phi, slopes);
    const target = effect[i] ?? 0;
    let byCause = 0;
    let byEffect = 0;
    for (const { weights, answer } of fits) {
      // Four products in one pass: this loop is most of the work of an exact gradient.
      let gain = 0;
      let tilt = 0;
      let residual = target;
      let slope = 0;
      for (let j = 0; j < size; j++) {
        const height = phi[j] ?? 0;
        const steepness = slopes[j] ?? 0;
        gain += (answer[j] ?? 0) * height;
        tilt += (answer[j] ?? 0) * steepness;
        residual -= (weights[j] ?? 0) * height;
        slope += (weights[j] ?? 0) * steepness;
      }
      byEffect += gain;
      byCause += tilt * residual - gain * slope;
    }
    by.effect[i] = (by.effect[i] ?? 0) + share * byEffect;
    by.cause[i] = (by.cause[i] ?? 0) + share * byCause;
  }
}

/** What is left of a point, how steep the mean is there, and its features. */
interface PointFit {
  residual: number;
  slope: number;
  readonly phi: Float64Array;
}

function eachPoint(
  write: BumpWriter,
  { cause, effect }: CausePair,
  weights: Float64Array,
  visit: (index: number, point: PointFit) => void,
): void {
  const slopes = new Float64Array(weights.length);
  const point: PointFit = { residual: 0, slope: 0, phi: new Float64Array(weights.length) };
  for (let i = 0; i < cause.length; i++) {
    write(cause[i] ?? 0, point.phi, slopes);
    point.residual = (effect[i] ?? 0) - dot(weights, point.phi);
    point.slope = dot(weights, slopes);
    visit(i, point);
  }
}

function pairOf(length: number): CausePair {
  return { cause: new Float64Array(length), effect: new Float64Array(length) };
}

function dot(first: Float64Array, second: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < first.length; i++) sum += (first[i] ?? 0) * (second[i] ?? 0);
  return sum;
}

function addScaled(sums: Float64Array, values: Float64Array, scale: number): void {
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + scale * (values[i] ?? 0);
}
