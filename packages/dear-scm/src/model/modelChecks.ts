import type * as tf from '@tensorflow/tfjs';
import type { Tensor } from '@tensorflow/tfjs';
import {
  checkCount,
  checkFunction,
  checkNumbers,
  checkOptions,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';

/** Numbers that one call may ask memory for: 4 GiB of them. */
const MOST_NUMBERS = 2 ** 30;

/**
 * @param owner - Opens the message.
 * @param name - The argument.
 * @param count - How many rows are asked for.
 * @param perRow - Numbers in each.
 * @throws ArgumentError when it is no count, or they fit into no memory.
 */
export function checkDraws(owner: string, name: string, count: number, perRow: number): void {
  checkCount(owner, name, count, { most: Math.max(1, Math.floor(MOST_NUMBERS / perRow)) });
}

/**
 * @param owner - Opens the message.
 * @param handler - What the caller gave: a place to load from or to save to.
 * @throws ArgumentError when it is none.
 */
export function checkHandler(owner: string, handler: tf.io.IOHandler): void {
  const { load, save }: { readonly load?: unknown; readonly save?: unknown } = checkOptions(
    owner,
    handler,
    'handler',
  );
  for (const [name, value] of Object.entries({ load, save })) {
    if (value !== undefined) checkFunction(owner, `handler.${name}`, value);
  }
}

/** How far a pixel may lie outside [0, 1]: resizing rounds. */
const ROUNDING = 1e-3;

/**
 * Reads observations, and refuses numbers that would give answers without meaning, such as bytes in the place of pixels.
 *
 * @param owner - Opens the message.
 * @param observations - `[n, height, width, channels]` or `[n, width]`; read at once, so that it may be disposed of afterwards.
 * @throws ValuesError for pixels outside [0, 1], and numbers of vectors that are not finite.
 */
export async function checkObservedValues(owner: string, observations: Tensor): Promise<void> {
  const values = await observations.data<'float32'>();
  if (observations.rank !== 4) {
    checkNumbers(owner, 'observations', values);
    return;
  }
  const place = values.findIndex((pixel) => !(pixel >= -ROUNDING && pixel <= 1 + ROUNDING));
  if (place < 0) return;
  const value = values[place] ?? NaN;
  const hint = value > 1 && value <= 255 ? '; divide bytes by 255' : '';
  throw new ValuesError(
    `${owner}: pixels must lie in [0, 1], got ${value} at place ${place}${hint}`,
    { data: { index: place, value } },
  );
}
