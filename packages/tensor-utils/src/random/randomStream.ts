import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { checkNumber, checkOptions, checkText, wrongArgument } from '../argumentChecks.ts';
import { checkNumberArray } from '../arrayChecks.ts';
import { checkCount } from '../checks.ts';
import { ArgumentError } from '../errors.ts';

/** @internal The most numbers that are drawn at once. */
export const MOST_DRAWN = 2 ** 31 - 1;

/** Everything that a {@link RandomStream} needs to go on: plain JSON. */
export interface RandomStreamState {
  /** The seed the stream was made from; children derive from it. */
  readonly seed: number;
  /** The state of the generator: four 32-bit words. */
  readonly words: readonly number[];
  /** The second half of the last pair of normal deviates, when one is left. */
  readonly spareNormal: number | null;
}

/**
 * A seeded stream of random numbers whose state can be saved.
 *
 * Nothing in these packages draws from anywhere else. `split(name)` gives a child that depends on the seed and the
 * name alone, not on how much was drawn: adding a consumer never moves the numbers of another.
 *
 * @example
 * ```ts
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const stream = new RandomStream(7);
 * const batches = stream.split('batches');
 * console.log(batches.integer(0, 10) === new RandomStream(7).split('batches').integer(0, 10)); // true
 * ```
 */
export class RandomStream {
  #generator;
  #spareNormal: number | null = null;
  #seed: number;

  /** The seed the stream was made from. */
  get seed(): number {
    return this.#seed;
  }

  /**
   * @param seed - An integer in [0, 2^53).
   * @throws ArgumentError when the seed is no such integer.
   */
  constructor(seed: number) {
    this.#seed = checkSeed(seed);
    this.#generator = xoroshiro128plus(mix(seed >>> 0, Math.floor(seed / 2 ** 32)));
    this.#generator.jump();
  }

  /**
   * A stream that goes on where another one stopped.
   *
   * @param state - What {@link RandomStream.state} gave.
   * @returns The continued stream.
   * @throws ArgumentError when it is no such state.
   */
  static fromState(state: RandomStreamState): RandomStream {
    const stream = new RandomStream(0);
    stream.restore(state);
    return stream;
  }

  /**
   * Goes on where another stream stopped, in the place of where this one is.
   *
   * @param state - What {@link RandomStream.state} gave.
   * @throws ArgumentError when it is no such state; the stream is as before then.
   */
  restore(state: RandomStreamState): void {
    const { seed, words, spareNormal } = checkOptions('RandomStream.restore', state, 'state');
    checkSeed(seed);
    // From all zeros the generator never gets away.
    const usable =
      Array.isArray(words) &&
      words.length === 4 &&
      words.every((word) => (word | 0) === word) &&
      words.some((word) => word !== 0);
    if (!usable) {
      throw new ArgumentError(
        'RandomStream.restore: words must be four signed 32-bit integers that are not all 0',
        { data: { words } },
      );
    }
    if (spareNormal !== null && !Number.isFinite(spareNormal)) {
      throw new ArgumentError(
        `RandomStream.restore: spareNormal must be a finite number or null, got ${String(spareNormal)}`,
        { data: { spareNormal } },
      );
    }
    this.#seed = seed;
    this.#generator = xoroshiro128plusFromState(words);
    this.#spareNormal = spareNormal;
  }

  /** @returns The state as plain JSON. */
  state(): RandomStreamState {
    return {
      seed: this.seed,
      words: [...this.#generator.getState()],
      spareNormal: this.#spareNormal,
    };
  }

  /**
   * A child stream that depends on this stream's seed and the name alone.
   *
   * @param name - What the child is for, such as `'noise'`.
   * @returns The child.
   * @throws ArgumentError when the name is no text.
   */
  split(name: string): RandomStream {
    checkText('RandomStream.split', 'name', name);
    let low = this.seed >>> 0;
    let high = Math.floor(this.seed / 2 ** 32) >>> 0;
    for (let i = 0; i < name.length; i++) {
      low = mix(low, name.charCodeAt(i));
      high = mix(high ^ 0x9e3779b9, low);
    }
    return new RandomStream(((high >>> 0) & 0x1fffff) * 2 ** 32 + (mix(low, high) >>> 0));
  }

  /**
   * @param low - The lower end. Default: 0.
   * @param high - The upper end, never reached. Default: 1.
   * @returns A uniform number in [low, high) on a grid of 2^-24.
   * @throws ArgumentError when an end, or their distance, is not finite.
   */
  uniform(low = 0, high = 1): number {
    checkEnds('uniform', low, high);
    return low + (high - low) * this.#unit();
  }

  /** Uniform in [0, 1). */
  #unit(): number {
    return (this.#generator.next() >>> 8) * 2 ** -24;
  }

  /**
   * @param mean - Default: 0.
   * @param deviation - The standard deviation. Default: 1.
   * @returns A normal deviate (polar method of Marsaglia).
   * @throws ArgumentError when one is not finite, or the deviation is below 0.
   */
  normal(mean = 0, deviation = 1): number {
    checkNormal('normal', mean, deviation);
    return this.#deviate(mean, deviation);
  }

  #deviate(mean: number, deviation: number): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal;
      this.#spareNormal = null;
      return mean + deviation * spare;
    }
    let u: number;
    let v: number;
    let s: number;
    do {
      u = 2 * this.#unit() - 1;
      v = 2 * this.#unit() - 1;
      s = u * u + v * v;
    } while (s >= 1 || s === 0);
    const scale = Math.sqrt((-2 * Math.log(s)) / s);
    this.#spareNormal = v * scale;
    return mean + deviation * u * scale;
  }

  /**
   * @param low - The smallest value.
   * @param high - One more than the largest value.
   * @returns A uniform integer in [low, high), without modulo bias.
   * @throws ArgumentError when the range is empty or wider than 2^32.
   */
  integer(low: number, high: number): number {
    const range = high - low;
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || range < 1 || range > 2 ** 32) {
      throw new ArgumentError(
        `RandomStream.integer: expected integers with 1 <= high - low <= 2^32, got [${low}, ${high})`,
        { data: { low, high } },
      );
    }
    // By division the high bits decide: the low bits of the generator are its weakest.
    const width = Math.floor(2 ** 32 / range);
    let value: number;
    do value = Math.floor((this.#generator.next() >>> 0) / width);
    while (value >= range);
    return low + value;
  }

  /**
   * @param weights - Non-negative numbers with a positive sum; they need not add up to one.
   * @returns An index drawn in proportion to its weight.
   * @throws ArgumentError when they are no array of numbers, none is positive, or one or their sum is negative or not finite.
   */
  categorical(weights: ArrayLike<number>): number {
    checkNumberArray('RandomStream.categorical', 'weights', weights);
    let total = 0;
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i] as number;
      if (!Number.isFinite(weight) || weight < 0) {
        throw new ArgumentError(
          `RandomStream.categorical: weights must be finite and at least 0, got ${String(weight)} at place ${i}`,
          { data: { index: i, weight } },
        );
      }
      total += weight;
    }
    if (total <= 0 || total === Infinity) {
      throw new ArgumentError(
        `RandomStream.categorical: the weights must have a positive, finite sum, got ${total}`,
        { data: { total } },
      );
    }
    let left = this.#unit() * total;
    let last = 0;
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i] ?? 0;
      if (weight === 0) continue;
      if (left < weight) return i;
      left -= weight;
      last = i;
    }
    return last;
  }

  /**
   * @param shape - The shape parameter, above 0; the scale is 1.
   * @returns A gamma deviate (Marsaglia and Tsang).
   * @throws ArgumentError when the shape is not finite and above 0.
   */
  gamma(shape: number): number {
    if (!Number.isFinite(shape) || shape <= 0) {
      throw new ArgumentError(
        `RandomStream.gamma: the shape must be finite and above 0, got ${String(shape)}`,
        { data: { shape } },
      );
    }
    if (shape < 1) return this.gamma(shape + 1) * Math.pow(1 - this.uniform(), 1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v <= 0) continue;
      if (Math.log(1 - this.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  /**
   * @param concentration - One positive number per component.
   * @returns A point of the simplex: as many numbers, at least 0, that add up to 1.
   * @throws ArgumentError when there is no concentration, or one is not finite and above 0.
   */
  dirichlet(concentration: readonly number[]): number[] {
    checkNumberArray('RandomStream.dirichlet', 'concentration', concentration);
    concentration.forEach((shape, i) => {
      if (Number.isFinite(shape) && shape > 0) return;
      checkNumber('RandomStream.dirichlet', `concentration[${i}]`, shape, { above: 0 });
    });
    if (concentration.length === 0) {
      throw new ArgumentError('RandomStream.dirichlet: expected at least one concentration');
    }
    const logs = concentration.map((shape) => this.#logGamma(shape));
    const largest = logs.reduce((max, value) => Math.max(max, value), -Infinity);
    const drawn = logs.map((value) => Math.exp(value - largest));
    const total = drawn.reduce((sum, value) => sum + value, 0);
    return drawn.map((value) => value / total);
  }

  /** In logarithms, since with small shapes the deviates themselves vanish, often all at once. */
  #logGamma(shape: number): number {
    if (!(shape > 0 && shape < 1)) return Math.log(this.gamma(shape));
    return Math.log(this.gamma(shape + 1)) + Math.log(1 - this.uniform()) / shape;
  }

  /**
   * Shuffles in place (Fisher and Yates).
   *
   * @param values - Any array or typed array.
   * @returns The same array.
   * @throws ArgumentError when it is no array.
   */
  shuffle<T extends unknown[] | Int32Array | Uint32Array | Float32Array>(values: T): T {
    if (!Array.isArray(values)) checkNumberArray('RandomStream.shuffle', 'values', values);
    const items = values as unknown[];
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(0, i + 1);
      [items[i], items[j]] = [items[j], items[i]];
    }
    return values;
  }

  /**
   * Draws indices without replacement.
   *
   * @param count - How many; at most `size`.
   * @param size - The indices are in [0, size).
   * @returns `count` distinct indices in random order.
   * @throws ArgumentError when there are not so many, or `size` is 2^31 or more.
   */
  sampleIndices(count: number, size: number): Int32Array {
    checkCount('RandomStream.sampleIndices', 'size', size, { least: 0, most: MOST_DRAWN });
    checkCount('RandomStream.sampleIndices', 'count', count, { least: 0, most: size });
    // A sparse Fisher-Yates: only the touched places are kept.
    const moved = new Map<number, number>();
    const drawn = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      const j = this.integer(i, size);
      drawn[i] = moved.get(j) ?? j;
      moved.set(j, moved.get(i) ?? i);
    }
    return drawn;
  }

  /**
   * @param length - How many.
   * @param mean - Default: 0.
   * @param deviation - The standard deviation. Default: 1.
   * @returns Normal deviates in single precision.
   * @throws ArgumentError when the length is no count below 2^31, another one is not finite, or the deviation is below 0.
   */
  normals(length: number, mean = 0, deviation = 1): Float32Array {
    checkCount('RandomStream.normals', 'length', length, { least: 0, most: MOST_DRAWN });
    checkNormal('normals', mean, deviation);
    const drawn = new Float32Array(length);
    for (let i = 0; i < length; i++) drawn[i] = this.#deviate(mean, deviation);
    return drawn;
  }

  /**
   * @param length - How many.
   * @param low - The lower end. Default: 0.
   * @param high - The upper end. Default: 1.
   * @returns Uniform numbers, rounded to single precision: outside the default range `high` itself may come up.
   * @throws ArgumentError when the length is no count below 2^31, or an end or their distance is not finite.
   */
  uniforms(length: number, low = 0, high = 1): Float32Array {
    checkCount('RandomStream.uniforms', 'length', length, { least: 0, most: MOST_DRAWN });
    checkEnds('uniforms', low, high);
    const drawn = new Float32Array(length);
    for (let i = 0; i < length; i++) drawn[i] = low + (high - low) * this.#unit();
    return drawn;
  }
}

function checkSeed(seed: number): number {
  checkCount('RandomStream', 'the seed', seed, { least: 0, most: Number.MAX_SAFE_INTEGER });
  return seed;
}

/** A few comparisons: these stand before every number that is drawn. */
function checkEnds(method: string, low: number, high: number): void {
  if (Number.isFinite(low) && Number.isFinite(high) && Number.isFinite(high - low)) return;
  checkNumber(`RandomStream.${method}`, 'low', low);
  checkNumber(`RandomStream.${method}`, 'high', high);
  throw wrongArgument(`RandomStream.${method}`, 'high - low', 'a finite number', high - low);
}

function checkNormal(method: string, mean: number, deviation: number): void {
  if (Number.isFinite(mean) && Number.isFinite(deviation) && deviation >= 0) return;
  checkNumber(`RandomStream.${method}`, 'mean', mean);
  checkNumber(`RandomStream.${method}`, 'deviation', deviation, { least: 0 });
}

/** Mixes two 32-bit words into one (the finaliser of MurmurHash3). */
function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x85ebca6b, 0xc2b2ae35) ^ Math.imul(b + 0x27d4eb2f, 0x165667b1);
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
