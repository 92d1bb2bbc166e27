import { checkCount, checkInstance, RandomStream } from '@causal-mechanisms/tensor-utils';

/** Draws beyond this tell nothing more. */
export const MOST_DRAWS = 1_000_000;

/** Where the draws of an answer come from. */
export interface Randomness {
  /** A stream. Default: one of the seed. */
  readonly stream?: RandomStream | undefined;
  /** A seed. Default: 1. */
  readonly seed?: number | undefined;
}

/**
 * @param owner - Opens the message.
 * @param options - A stream, or a seed.
 * @returns The stream.
 * @throws ArgumentError when one of them is none.
 */
export function streamOf(owner: string, { stream, seed = 1 }: Randomness): RandomStream {
  checkCount(owner, 'seed', seed, { least: 0 });
  if (stream === undefined) return new RandomStream(seed);
  checkInstance(owner, 'stream', stream, RandomStream);
  return stream;
}
