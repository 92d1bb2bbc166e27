import {
  checkCount,
  checkNumber,
  checkNumbers,
  checkOptions,
} from '@causal-mechanisms/tensor-utils';

/** What happened in environments side by side, step after step. */
export interface AdvantageInput {
  /** How many environments. */
  readonly count: number;
  /** `[steps, count]` */
  readonly rewards: Float32Array;
  /** What return the critic expected before each step `[steps, count]`. */
  readonly values: Float32Array;
  /** 1 where the step was the last one of its episode, else 0 `[steps, count]`. */
  readonly ended: Uint8Array;
  /** What return the critic expects after the last step `[count]`; not read where an episode ended there. */
  readonly lastValues: Float32Array;
}

/** Options of {@link generalisedAdvantages}. */
export interface AdvantageOptions {
  /** What a reward is worth one step later, in [0, 1]. Default: 0.99. */
  readonly discount?: number;
  /** How much of the advantage of the next step counts, in [0, 1]: 0 trusts the critic, 1 the rewards. Default: 0.95. */
  readonly lambda?: number;
}

/** What {@link generalisedAdvantages} gives. */
export interface Advantages {
  /** How much better each step went than the critic expected `[steps, count]`. */
  readonly advantages: Float32Array;
  /** Advantage plus value: what the critic should have expected `[steps, count]`. */
  readonly returns: Float32Array;
}

/**
 * Generalised advantage estimation (Schulman et al., 2016): with d_t = r_t + discount V_{t+1} - V_t, the advantage of a step is
 * d_t + discount lambda times that of the next one; beyond the end of an episode both V and the advantage are 0.
 *
 * @param input - Rewards, values and ends.
 * @param options - Discount and lambda.
 * @returns Advantages and returns.
 * @throws ArgumentError, ShapeError, ValuesError when arrays do not fit each other or are not finite, or an option is out of [0, 1].
 *
 * @example
 * ```ts
 * import { generalisedAdvantages } from '@causal-mechanisms/rims';
 *
 * const { advantages } = generalisedAdvantages(
 *   {
 *     count: 1,
 *     rewards: Float32Array.of(0, 1),
 *     values: Float32Array.of(0.5, 0.5),
 *     ended: Uint8Array.of(0, 1),
 *     lastValues: Float32Array.of(9),
 *   },
 *   { discount: 1, lambda: 1 },
 * );
 * console.log([...advantages]); // [ 0.5, 0.5 ]
 * ```
 */
export function generalisedAdvantages(
  input: AdvantageInput,
  options: AdvantageOptions = {},
): Advantages {
  const owner = 'generalisedAdvantages';
  const { count, rewards, values, ended, lastValues } = checkOptions(owner, input, 'input');
  const { discount = 0.99, lambda = 0.95 } = checkOptions(owner, options);
  checkCount(owner, 'input.count', count, { most: 1_048_576 });
  checkNumber(owner, 'discount', discount, { least: 0, most: 1 });
  checkNumber(owner, 'lambda', lambda, { least: 0, most: 1 });
  checkNumbers(owner, 'input.rewards', rewards, { kinds: [Float32Array] });
  const steps = Math.ceil(rewards.length / count);
  const length = steps * count;
  checkNumbers(owner, 'input.rewards', rewards, { length });
  checkNumbers(owner, 'input.values', values, { kinds: [Float32Array], length });
  checkNumbers(owner, 'input.ended', ended, { kinds: [Uint8Array], length, most: 1 });
  checkNumbers(owner, 'input.lastValues', lastValues, { kinds: [Float32Array], length: count });
  const advantages = new Float32Array(length);
  const returns = new Float32Array(length);
  for (let i = 0; i < count; i++) {
    let nextValue = lastValues[i] as number;
    let next = 0;
    for (let place = length - count + i; place >= 0; place -= count) {
      const goesOn = 1 - (ended[place] as number);
      const value = values[place] as number;
      const surprise = (rewards[place] as number) + discount * goesOn * nextValue - value;
      next = surprise + discount * lambda * goesOn * next;
      nextValue = value;
      advantages[place] = next;
      returns[place] = next + value;
    }
  }
  return { advantages, returns };
}
