import { ValuesError } from '@causal-mechanisms/tensor-utils';

/** What is known of the Deltas of all episodes so far, in a few numbers. */
export class DeltaTotals {
  /** Episodes, sum, sum of squares, logarithms of the sums of `exp(-Delta)` and of `exp(Delta)`. A checkpoint keeps them bit for bit. */
  readonly values: Float64Array;

  constructor(values: ArrayLike<number> = [0, 0, 0, -Infinity, -Infinity]) {
    this.values = Float64Array.from(values);
  }

  get episodes(): number {
    return this.values[0] ?? NaN;
  }

  get mean(): number {
    return (this.values[1] ?? NaN) / this.episodes;
  }

  /** The standard error of the mean. */
  get standardError(): number {
    const variance = (this.values[2] ?? NaN) / this.episodes - this.mean ** 2;
    return Math.sqrt(Math.max(variance, 0) / this.episodes);
  }

  /** The mean of `exp(-Delta)`. */
  get expectedRatio(): number {
    return Math.exp((this.values[3] ?? NaN) - Math.log(this.episodes));
  }

  /** The mean of `exp(Delta)`. */
  get inverseRatio(): number {
    return Math.exp((this.values[4] ?? NaN) - Math.log(this.episodes));
  }

  /** Takes one more episode in. */
  add(delta: number): void {
    if (!Number.isFinite(delta)) {
      throw new ValuesError(
        `trainCausalDirection: Delta of episode ${this.episodes} is ${delta}: choose a smaller innerRate`,
        { data: { delta, episode: this.episodes } },
      );
    }
    const [episodes = NaN, sum = NaN, squares = NaN, ratio = NaN, inverse = NaN] = this.values;
    this.values.set([
      episodes + 1,
      sum + delta,
      squares + delta * delta,
      logOfTwo(ratio, -delta),
      logOfTwo(inverse, delta),
    ]);
  }
}

/** `log(exp(one) + exp(other))`; `one` may be -Infinity. */
function logOfTwo(one: number, other: number): number {
  const largest = Math.max(one, other);
  return largest + Math.log1p(Math.exp(Math.min(one, other) - largest));
}
