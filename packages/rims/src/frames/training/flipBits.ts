import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/**
 * Turns pixels into their opposite, each with the same probability: p becomes 1 - p.
 *
 * Only the distances between flipped pixels are drawn: a pass costs a draw per flipped one.
 *
 * @param values - Pixels in [0, 1]; changed in place.
 * @param rate - The probability, in [0, 1).
 * @param stream - Decides which.
 */
export function flipBits(values: Float32Array, rate: number, stream: RandomStream): void {
  if (rate === 0) return;
  const logKept = Math.log1p(-rate);
  const gap = () => Math.floor(Math.log(1 - stream.uniform()) / logKept);
  for (let place = gap(); place < values.length; place += 1 + gap()) {
    values[place] = 1 - (values[place] ?? 0);
  }
}
