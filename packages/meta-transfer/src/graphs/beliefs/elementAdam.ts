import {
  checkCount,
  checkNumber,
  checkNumbers,
  checkOptions,
  numbersPart,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import type { StatePart } from '@causal-mechanisms/tensor-utils';

/** Settings of {@link ElementAdam}. */
export interface ElementAdamOptions {
  /** Step size. Default: 0.02. */
  readonly learningRate?: number;
  /** Decay of the first moment, in [0, 1). Default: 0.9. */
  readonly beta1?: number;
  /** Decay of the second moment, in [0, 1). Default: 0.999. */
  readonly beta2?: number;
  /** Added to the root of the second moment. Default: 1e-8. */
  readonly epsilon?: number;
}

/**
 * Adam in which every entry has its own count of updates: entries that are left out neither move nor age. With an ordinary Adam the moments of
 * an edge would fade while other variables are intervened on, and it would go on moving without a gradient.
 *
 * @example
 * ```ts
 * import { ElementAdam } from '@causal-mechanisms/meta-transfer';
 *
 * const adam = new ElementAdam(2, { learningRate: 0.1 });
 * const values = Float64Array.of(1, 1);
 * adam.update(values, [4, 4], Uint8Array.of(1, 0));
 * console.log(values[0]?.toFixed(3), values[1]); // 0.900 1
 * ```
 */
export class ElementAdam {
  readonly #options: Required<ElementAdamOptions>;
  readonly #first: Float64Array;
  readonly #second: Float64Array;
  readonly #steps: Int32Array;

  /**
   * @param length - The number of entries.
   * @param options - The settings.
   * @throws ArgumentError when the length or a setting is out of its range.
   */
  constructor(length: number, options: ElementAdamOptions = {}) {
    const { learningRate = 0.02, beta1 = 0.9 } = checkOptions('ElementAdam', options);
    const { beta2 = 0.999, epsilon = 1e-8 } = options;
    checkCount('ElementAdam', 'length', length, { most: 2 ** 28 });
    checkNumber('ElementAdam', 'learningRate', learningRate, { above: 0 });
    checkNumber('ElementAdam', 'beta1', beta1, { least: 0, below: 1 });
    checkNumber('ElementAdam', 'beta2', beta2, { least: 0, below: 1 });
    checkNumber('ElementAdam', 'epsilon', epsilon, { above: 0 });
    this.#options = { learningRate, beta1, beta2, epsilon };
    this.#first = new Float64Array(length);
    this.#second = new Float64Array(length);
    this.#steps = new Int32Array(length);
  }

  /** What changes, for a checkpoint: moments and counts. */
  get parts(): Readonly<Record<'first' | 'second' | 'steps', StatePart>> {
    return {
      first: numbersPart(this.#first),
      second: numbersPart(this.#second),
      steps: numbersPart(this.#steps),
    };
  }

  /**
   * Does one update in place.
   *
   * @param values - Changed.
   * @param gradient - Of the same length.
   * @param mask - Zero where an entry is left out. Default: none is.
   * @throws ShapeError when a length is not that of the constructor; nothing is changed then.
   */
  update(values: Float64Array, gradient: ArrayLike<number>, mask?: ArrayLike<number>): void {
    const { learningRate, beta1, beta2, epsilon } = this.#options;
    const owner = 'ElementAdam.update';
    checkNumbers(owner, 'values', values, { kinds: [Float64Array], anyNumber: true });
    checkNumbers(owner, 'gradient', gradient, { anyNumber: true });
    if (mask !== undefined) checkNumbers(owner, 'mask', mask, { anyNumber: true });
    for (const [name, { length }] of Object.entries({ values, gradient, mask: mask ?? values })) {
      if (length === this.#first.length) continue;
      throw new ShapeError(
        `ElementAdam.update: ${name} must have ${this.#first.length} entries, got ${length}`,
        { data: { name, expected: this.#first.length, actual: length } },
      );
    }
    for (let i = 0; i < values.length; i++) {
      if (mask?.[i] === 0) continue;
      const slope = gradient[i] as number;
      const steps = (this.#steps[i] as number) + 1;
      const first = beta1 * (this.#first[i] as number) + (1 - beta1) * slope;
      const second = beta2 * (this.#second[i] as number) + (1 - beta2) * slope * slope;
      this.#steps[i] = steps;
      this.#first[i] = first;
      this.#second[i] = second;
      const corrected = Math.sqrt(second / (1 - beta2 ** steps)) + epsilon;
      values[i] =
        (values[i] as number) - (learningRate * (first / (1 - beta1 ** steps))) / corrected;
    }
  }
}
