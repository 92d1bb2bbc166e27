import { memory } from '@tensorflow/tfjs';
import { checkFunction, checkOptions } from '../argumentChecks.ts';
import { checkCount } from '../checks.ts';
import { CausalMechanismsError } from '../errors.ts';

/**
 * The number of live tensors is not what it should be (`ERR_LEAK`).
 *
 * @example
 * ```ts
 * import { LeakError, withoutLeaks } from '@causal-mechanisms/tensor-utils';
 * import * as tf from '@tensorflow/tfjs';
 *
 * try {
 *   await withoutLeaks('careless', () => tf.ones([3]).shape);
 * } catch (error) {
 *   if (error instanceof LeakError) console.log(error.after - error.before); // 1
 * }
 * ```
 */
export class LeakError extends CausalMechanismsError {
  /** The name of the class. */
  override readonly name = 'LeakError';
  /** Live tensors before. */
  readonly before: number;
  /** Live tensors after. */
  readonly after: number;

  /**
   * @param owner - The work that changed the number.
   * @param before - Live tensors before.
   * @param after - Live tensors after.
   * @param kept - How many of the new ones the work was to keep.
   */
  constructor(owner: string, before: number, after: number, kept: number) {
    const expected = before + kept;
    const change =
      after > expected ? `${after - expected} too many` : `${expected - after} too few`;
    super(
      'ERR_LEAK',
      `${owner}: expected ${expected} live tensors, found ${after} (${change}; ${before} before)`,
      { data: { owner, before, after, kept } },
    );
    this.before = before;
    this.after = after;
  }
}

/** Options of {@link withoutLeaks} and {@link assertNoLeak}. */
export interface LeakOptions {
  /** How many tensors the work makes and hands to its caller; negative for tensors that it takes over. Default: 0. */
  readonly kept?: number;
}

/**
 * Runs some work and checks that as many tensors live after it as before.
 *
 * @param owner - What the work is; opens the message.
 * @param work - May be asynchronous; nothing else may make tensors meanwhile.
 * @param options - How many tensors the work keeps.
 * @returns What the work returned.
 * @throws LeakError when the number changed; an error of the work itself passes through; ArgumentError when the work is no function.
 *
 * @example
 * ```ts
 * import { withoutLeaks } from '@causal-mechanisms/tensor-utils';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const shape = await withoutLeaks('stack', () => tf.tidy(() => tf.stack([tf.ones([3]), tf.zeros([3])]).shape));
 * console.log(shape); // [2, 3]
 * await withoutLeaks('careless', () => tf.ones([3]).shape).catch((error: Error) => {
 *   console.log(error.name); // LeakError
 * });
 * ```
 */
export async function withoutLeaks<Result>(
  owner: string,
  work: () => Result | Promise<Result>,
  options: LeakOptions = {},
): Promise<Result> {
  checkFunction(owner, 'work', work);
  checkKept(owner, options);
  const before = memory().numTensors;
  const result = await work();
  assertNoLeak(owner, before, options);
  return result;
}

/**
 * Checks that as many tensors live as did before.
 *
 * @param owner - What was done since; opens the message.
 * @param before - `tf.memory().numTensors` from then.
 * @param options - How many tensors were to stay.
 * @throws LeakError when there are more or fewer; ArgumentError when a number is none.
 *
 * @example
 * ```ts
 * import { assertNoLeak } from '@causal-mechanisms/tensor-utils';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const before = tf.memory().numTensors;
 * const kept = tf.tidy(() => tf.ones([2]).add(1));
 * assertNoLeak('add', before, { kept: 1 });
 * kept.dispose();
 * ```
 */
export function assertNoLeak(owner: string, before: number, options: LeakOptions = {}): void {
  checkCount(owner, 'before', before, { least: 0 });
  const kept = checkKept(owner, options);
  const after = memory().numTensors;
  if (after !== before + kept) throw new LeakError(owner, before, after, kept);
}

function checkKept(owner: string, options: LeakOptions): number {
  const { kept = 0 } = checkOptions(owner, options);
  checkCount(owner, 'kept', kept, { least: -Infinity });
  return kept;
}
