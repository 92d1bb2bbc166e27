import { cholesky, logDeterminant, solveLower } from '../conjugate/cholesky.ts';
import { logGamma } from '../../special/logGamma.ts';

/** The sizes of a {@link VectorRegression}. */
export interface VectorRegressionSizes {
  /** Components of an input; 0 for a distribution of the target alone. */
  readonly inputs: number;
  /** Components of a target. */
  readonly targets: number;
}

/** Precision of the weights before any data, in units of the noise. */
const PRIOR_PRECISION = 0.01;
/** The prior of the noise counts for two samples beyond what a covariance needs. */
const PRIOR_SAMPLES = 2;
/** Its scale, in squared units of the targets. */
const PRIOR_SCALE = 2e-3;

/**
 * Bayesian linear regression of vectors, `y ~ Normal(W (x, 1), S)` with a matrix-normal inverse-Wishart prior on `(W, S)`: what `ConjugateRegression` is for
 * numbers.
 */
export class VectorRegression {
  readonly #sizes: VectorRegressionSizes;
  /** Sums of `(x, 1) (x, 1)^T`, `(x, 1) y^T` and `y y^T`, each row by row. */
  #gram: Float64Array;
  #moment: Float64Array;
  #square: Float64Array;
  #samples = 0;

  /** @param sizes - Positive integers, or no inputs. */
  constructor(sizes: VectorRegressionSizes) {
    const features = sizes.inputs + 1;
    this.#sizes = sizes;
    this.#gram = new Float64Array(features * features);
    this.#moment = new Float64Array(features * sizes.targets);
    this.#square = new Float64Array(sizes.targets * sizes.targets);
  }

  /**
   * Learns samples.
   *
   * @param x - Inputs `[samples * inputs]`, sample by sample.
   * @param y - Targets `[samples * targets]`.
   */
  learn(x: Float64Array, y: Float64Array): void {
    const { inputs, targets } = this.#sizes;
    const features = inputs + 1;
    const count = y.length / targets;
    const phi = new Float64Array(features).fill(1);
    for (let n = 0; n < count; n++) {
      phi.set(x.subarray(n * inputs, (n + 1) * inputs));
      const target = y.subarray(n * targets, (n + 1) * targets);
      addOuter(this.#gram, phi, phi);
      addOuter(this.#moment, phi, target);
      addOuter(this.#square, target, target);
    }
    this.#samples += count;
  }

  /**
   * @param samples - What all that was learned counts for afterwards, with the same averages; above 0.
   * @returns Another regression; this one stays as it is.
   */
  discounted(samples: number): VectorRegression {
    const share = Math.min(1, samples / Math.max(this.#samples, 1));
    const other = new VectorRegression(this.#sizes);
    other.#gram = this.#gram.map((value) => value * share);
    other.#moment = this.#moment.map((value) => value * share);
    other.#square = this.#square.map((value) => value * share);
    other.#samples = this.#samples * share;
    return other;
  }

  /**
   * Scores samples one by one, each under all that was learned before it, and learns them.
   *
   * @param x - Inputs, sample by sample.
   * @param y - Targets, sample by sample.
   * @returns The sum of the log predictive densities, in nats.
   */
  observe(x: Float64Array, y: Float64Array): number {
    const before = this.#logEvidence();
    this.learn(x, y);
    return this.#logEvidence() - before - 0.5 * y.length * Math.log(Math.PI);
  }

  /** Of the data, up to a constant of the prior and powers of pi. */
  #logEvidence(): number {
    const { targets } = this.#sizes;
    const features = this.#sizes.inputs + 1;
    const precision = this.#gram.slice();
    for (let i = 0; i < features; i++) {
      precision[i * features + i] = (precision[i * features + i] ?? 0) + PRIOR_PRECISION;
    }
    const factor = cholesky('VectorRegression', precision, features);
    // Solved column by column: the sum of squares that the regression explains is their product.
    const columns = Array.from({ length: targets }, (_, j) => {
      const column = Float64Array.from(
        { length: features },
        (__, i) => this.#moment[i * targets + j] ?? 0,
      );
      solveLower(factor, column);
      return column;
    });
    const scale = Float64Array.from(this.#square, (value, place) => {
      const [one, other] = [columns[Math.floor(place / targets)], columns[place % targets]];
      let left = value + (one === other ? PRIOR_SCALE : 0);
      for (let i = 0; i < features; i++) left -= (one?.[i] ?? 0) * (other?.[i] ?? 0);
      return left;
    });
    const freedom = PRIOR_SAMPLES + targets - 1 + this.#samples;
    let gammas = 0;
    for (let j = 0; j < targets; j++) gammas += logGamma((freedom - j) / 2);
    return (
      gammas -
      0.5 * targets * logDeterminant(factor, features) -
      0.5 * freedom * logDeterminant(cholesky('VectorRegression', scale, targets), targets)
    );
  }
}

/** Adds the product of a column and a row. */
function addOuter(sums: Float64Array, column: Float64Array, row: Float64Array): void {
  const width = row.length;
  for (let i = 0; i < column.length; i++) {
    const value = column[i] ?? 0;
    for (let j = 0; j < width; j++) {
      sums[i * width + j] = (sums[i * width + j] ?? 0) + value * (row[j] ?? 0);
    }
  }
}
