import { checkCount, checkInstance, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { CategoricalPair } from './categoricalPair.ts';
import { createEpisodeSampler } from './episodeSampler.ts';
import { checkPair } from './pairChecks.ts';
import type { PairSamples } from './pairSamples.ts';

/**
 * Draws pairs from a distribution.
 *
 * @param pair - The distribution.
 * @param count - How many pairs, at least 1.
 * @param stream - Where they are drawn from.
 * @returns The pairs.
 * @throws ArgumentError when the count is no integer of at least 1.
 *
 * @example
 * ```ts
 * import { categoricalPairOf, samplePairs } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const copy = categoricalPairOf([0.5, 0.5], [[1, 0], [0, 1]]);
 * const { a, b } = samplePairs(copy, 100, new RandomStream(1));
 * console.log(a.every((category, i) => category === b[i])); // true
 * ```
 */
export function samplePairs(
  pair: CategoricalPair,
  count: number,
  stream: RandomStream,
): PairSamples {
  checkPair('samplePairs', pair);
  checkCount('samplePairs', 'count', count, { most: 2 ** 31 - 1 });
  checkInstance('samplePairs', 'stream', stream, RandomStream);
  const samples = { a: new Uint8Array(count), b: new Uint8Array(count) };
  createEpisodeSampler(pair, { samples: count, change: 'nothing' }).draw(stream, samples);
  return samples;
}
