import {
  checkNumber,
  checkNumbers,
  checkOptions,
  ArgumentError,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { checkReal } from '../../belief/checkReal.ts';
import { cholesky, logDeterminant, solveLower, solveUpper } from './cholesky.ts';
import { featureMap } from './features.ts';
import type { FeatureMap, RegressionFeatures } from './features.ts';
import { logGamma } from '../../special/logGamma.ts';

/** Options of {@link ConjugateRegression}. */
export interface ConjugateRegressionOptions {
  /** What the mean is linear in. Default: 24 bumps from -12 to 12, and a constant. */
  readonly features?: RegressionFeatures;
  /** Precision of the weights before any data, in units of the noise: above 0. Default: 0.01. */
  readonly priorPrecision?: number;
  /** Shape of the inverse gamma prior of the noise variance: half as many samples as it counts for, above 0. Default: 1. */
  readonly priorShape?: number;
  /** Its rate, above 0. Default: 1e-3. */
  readonly priorRate?: number;
}

/** What a regression has learned, at its mean. */
export interface RegressionFit {
  /** One per feature. */
  readonly weights: Float64Array;
  /** Variance of the noise. */
  readonly noiseVariance: number;
}

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * Bayesian linear regression with unknown noise, `y ~ Normal(w . phi(x), s^2)` with a normal-inverse-gamma prior on `(w, s^2)`.
 *
 * All that it knows is sums over the data, so that a sample is learned at once and exactly: there is no learning rate. `discount` lets old
 * data count less. With the features `constant` it is a normal distribution of `y` alone.
 *
 * The sums are those of squares: columns whose mean is a million times their spread lose digits. Standardise them first.
 *
 * @example
 * ```ts
 * import { ConjugateRegression } from '@causal-mechanisms/meta-transfer';
 *
 * const line = new ConjugateRegression({ features: { kind: 'linear' } });
 * line.learn([0, 1, 2, 3], [1.1, 2.9, 5, 7]);
 * const { weights } = line.fit();
 * console.log(Array.from(weights, (weight) => weight.toFixed(1))); // [ '2.0', '1.0' ]
 * ```
 */
export class ConjugateRegression {
  readonly #options: Required<ConjugateRegressionOptions>;
  readonly #map: FeatureMap;
  /** Lower triangle of the sum of `phi phi^T`, row by row. */
  #gram: Float64Array;
  /** Sum of `phi y`. */
  #moment: Float64Array;
  /** Sum of `y^2`. */
  #square = 0;
  #samples = 0;
  #posterior: Posterior | undefined;

  /**
   * @param options - Features and prior.
   * @throws ArgumentError when one is impossible.
   */
  constructor(options: ConjugateRegressionOptions = {}) {
    const {
      features = { kind: 'bumps' },
      priorPrecision = 0.01,
      priorShape = 1,
      priorRate = 1e-3,
    } = checkOptions('ConjugateRegression', options);
    for (const [name, value] of Object.entries({ priorPrecision, priorShape, priorRate })) {
      checkNumber('ConjugateRegression', name, value, { above: 0 });
    }
    this.#options = { features, priorPrecision, priorShape, priorRate };
    this.#map = featureMap('ConjugateRegression', features);
    this.#gram = new Float64Array(this.#map.size ** 2);
    this.#moment = new Float64Array(this.#map.size);
  }

  /** How many samples its sums count for; not a whole number after a discount. */
  get samples(): number {
    return this.#samples;
  }

  /**
   * Learns samples.
   *
   * @param x - Inputs; finite.
   * @param y - As many targets; finite.
   * @throws ShapeError when the lengths differ; ValuesError when a number is not finite.
   */
  learn(x: ArrayLike<number>, y: ArrayLike<number>): void {
    checkSamples('learn', x, y);
    const { size } = this.#map;
    const [gram, moment, phi] = [this.#gram, this.#moment, new Float64Array(size)];
    for (let n = 0; n < y.length; n++) {
      const target = y[n] ?? NaN;
      this.#map.write(x[n] ?? NaN, phi);
      for (let i = 0; i < size; i++) {
        const value = phi[i] ?? 0;
        moment[i] = (moment[i] ?? 0) + value * target;
        const row = i * size;
        for (let j = 0; j <= i; j++) gram[row + j] = (gram[row + j] ?? 0) + value * (phi[j] ?? 0);
      }
      this.#square += target * target;
    }
    this.#samples += y.length;
    this.#posterior = undefined;
  }

  /**
   * Lets all that was learned count for a number of samples, with the same averages.
   *
   * @param samples - Above 0; nothing happens when fewer were learned.
   * @throws ArgumentError when it is not above 0.
   */
  discount(samples: number): void {
    checkReal('ConjugateRegression.discount', 'samples', samples);
    if (samples <= 0) {
      throw new ArgumentError(
        `ConjugateRegression.discount: samples must be above 0, got ${samples}`,
        { data: { samples } },
      );
    }
    if (samples >= this.#samples) return;
    const share = samples / this.#samples;
    this.#gram = this.#gram.map((value) => value * share);
    this.#moment = this.#moment.map((value) => value * share);
    this.#square *= share;
    this.#samples = samples;
    this.#posterior = undefined;
  }

  /** @returns Another regression that knows the same; what one learns the other does not. */
  clone(): ConjugateRegression {
    const other = new ConjugateRegression(this.#options);
    other.#gram = this.#gram.slice();
    other.#moment = this.#moment.slice();
    other.#square = this.#square;
    other.#samples = this.#samples;
    other.#posterior = this.#posterior;
    return other;
  }

  /** @returns The mean of the weights, and the rate of the noise variance by its shape. */
  fit(): RegressionFit {
    const { weights, shape, rate } = this.#learned();
    return { weights: weights.slice(), noiseVariance: rate / shape };
  }

  /**
   * The covariance of the weights, in units of the noise variance, times a vector: how the fit answers to a change of its sums, which is what a
   * gradient through learning needs.
   *
   * @param values - One per feature.
   * @returns The product.
   * @throws ShapeError when there are not as many values as features.
   */
  covarianceTimes(values: Float64Array): Float64Array {
    const { factor, weights } = this.#learned();
    checkNumbers('ConjugateRegression.covarianceTimes', 'values', values, {
      kinds: [Float64Array],
    });
    if (values.length !== weights.length) {
      throw new ShapeError(
        `ConjugateRegression.covarianceTimes: expected ${weights.length} values, got ${values.length}`,
        { data: { expected: weights.length, actual: values.length } },
      );
    }
    const product = values.slice();
    solveLower(factor, product);
    solveUpper(factor, product);
    return product;
  }

  /**
   * The log-likelihood of samples under {@link ConjugateRegression.fit}; nothing is learned.
   *
   * @param x - Inputs.
   * @param y - As many targets.
   * @param noiseVariance - Above 0. Default: that of the fit.
   * @returns The sum over the samples of `log Normal(y; w . phi(x), s^2)`, in nats.
   * @throws ShapeError when the lengths differ; ValuesError when a number is not finite.
   */
  logLikelihood(x: ArrayLike<number>, y: ArrayLike<number>, noiseVariance?: number): number {
    checkSamples('logLikelihood', x, y);
    const { weights, shape, rate } = this.#learned();
    const variance = noiseVariance === undefined ? rate / shape : noiseVariance;
    if (!(Number.isFinite(variance) && variance > 0)) {
      throw new ArgumentError(
        `ConjugateRegression.logLikelihood: noiseVariance must be finite and above 0, got ${String(variance)}`,
        { data: { noiseVariance } },
      );
    }
    const phi = new Float64Array(weights.length);
    let squares = 0;
    for (let n = 0; n < y.length; n++) {
      this.#map.write(x[n] ?? NaN, phi);
      let residual = y[n] ?? NaN;
      for (let i = 0; i < phi.length; i++) residual -= (weights[i] ?? 0) * (phi[i] ?? 0);
      squares += residual * residual;
    }
    return -0.5 * (squares / variance) - y.length * (HALF_LOG_TWO_PI + 0.5 * Math.log(variance));
  }

  /**
   * Scores samples one by one, each under all that was learned before it, and learns them. The product of these Student densities is a
   * ratio of marginal likelihoods: it costs no more than learning, and does not depend on the order.
   *
   * @param x - Inputs.
   * @param y - As many targets.
   * @returns The sum over the samples of the log predictive densities, in nats.
   * @throws ShapeError when the lengths differ; ValuesError when a number is not finite.
   */
  observe(x: ArrayLike<number>, y: ArrayLike<number>): number {
    checkSamples('observe', x, y);
    const before = this.#learned().logEvidence;
    this.learn(x, y);
    return this.#learned().logEvidence - before - y.length * HALF_LOG_TWO_PI;
  }

  #learned(): Posterior {
    return (this.#posterior ??= posterior(this.#options, {
      gram: this.#gram,
      moment: this.#moment,
      square: this.#square,
      samples: this.#samples,
    }));
  }
}

/** Sums over the data. */
interface RegressionSums {
  readonly gram: Float64Array;
  readonly moment: Float64Array;
  readonly square: number;
  readonly samples: number;
}

/** What follows from the sums. */
interface Posterior {
  /** Cholesky factor of the precision of the weights. */
  readonly factor: Float64Array;
  readonly weights: Float64Array;
  readonly shape: number;
  readonly rate: number;
  /** Of the data, up to a constant of the prior and `(2 pi)^(-n / 2)`. */
  readonly logEvidence: number;
}

function posterior(
  { priorPrecision, priorShape, priorRate }: Required<ConjugateRegressionOptions>,
  { gram, moment, square, samples }: RegressionSums,
): Posterior {
  const size = moment.length;
  const precision = gram.slice();
  for (let i = 0; i < size; i++)
    precision[i * size + i] = (gram[i * size + i] ?? 0) + priorPrecision;
  const factor = cholesky('ConjugateRegression', precision, size);
  const weights = moment.slice();
  solveLower(factor, weights);
  // What the regression explains of the sum of squares; rounding may leave a trace below 0 where it explains all.
  const explained = weights.reduce((sum, value) => sum + value * value, 0);
  solveUpper(factor, weights);
  const shape = priorShape + samples / 2;
  const rate = priorRate + 0.5 * Math.max(square - explained, 0);
  if (!(rate < Infinity && weights.every(Number.isFinite))) {
    throw new ValuesError(
      'ConjugateRegression: the sums of squares are not finite: measure the columns in other units',
      { data: { square, explained } },
    );
  }
  return {
    factor,
    weights,
    shape,
    rate,
    logEvidence: logGamma(shape) - shape * Math.log(rate) - 0.5 * logDeterminant(factor, size),
  };
}

function checkSamples(method: string, x: ArrayLike<number>, y: ArrayLike<number>): void {
  const owner = `ConjugateRegression.${method}`;
  checkNumbers(owner, 'x', x, { anyNumber: true });
  checkNumbers(owner, 'y', y, { anyNumber: true });
  if (x.length !== y.length) {
    throw new ShapeError(
      `${owner}: x and y must have the same length, got ${x.length} and ${y.length}`,
      { data: { x: x.length, y: y.length } },
    );
  }
  for (let i = 0; i < y.length; i++) {
    if (Number.isFinite(x[i]) && Number.isFinite(y[i])) continue;
    throw new ValuesError(
      `${owner}: x and y must be finite, got ${String(x[i])} and ${String(y[i])} at ${i}`,
      { data: { index: i, x: x[i], y: y[i] } },
    );
  }
}
