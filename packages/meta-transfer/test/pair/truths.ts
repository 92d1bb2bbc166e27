import {
  categoricalPair,
  categoricalPairOf,
  createEpisodeSampler,
} from '@causal-mechanisms/datasets';
import type { CategoricalPair, PairChange } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { PairEpisodes } from '../../src/pair/pairEpisodes.ts';

/** The pair whose episode was adapted by hand. */
export const handPair = categoricalPairOf(
  [0.5, 0.5],
  [
    [0.9, 0.1],
    [0.2, 0.8],
  ],
);

/** The episode that was adapted by hand, with a step size of 1. */
export const handEpisode: PairEpisodes = {
  a: Uint8Array.of(0, 0, 0, 0),
  b: Uint8Array.of(0, 0, 1, 0),
  batches: 2,
  batchSize: 2,
};

/** A random pair. */
export function randomPair(seed: number, categories: number | readonly [number, number] = 10) {
  return categoricalPair({ categories, stream: new RandomStream(seed) });
}

/** The same pair with the names of its variables exchanged. */
export function swapped(pair: CategoricalPair): CategoricalPair {
  return { ...pair, direction: pair.direction === 'A->B' ? 'B->A' : 'A->B' };
}

interface EpisodeSettings {
  readonly episodes?: number;
  readonly batches?: number;
  readonly batchSize?: number;
  readonly change?: PairChange;
}

/** Random episodes of a pair. */
export function randomEpisodes(
  pair: CategoricalPair,
  seed: number,
  { episodes = 20, batches = 2, batchSize = 10, change = 'cause' }: EpisodeSettings = {},
): PairEpisodes {
  const samples = batches * batchSize;
  const sampler = createEpisodeSampler(pair, { samples, change });
  const found = { a: new Uint8Array(episodes * samples), b: new Uint8Array(episodes * samples) };
  const stream = new RandomStream(seed);
  for (let i = 0; i < episodes; i++) sampler.draw(stream, found, i * samples);
  return { ...found, batches, batchSize };
}
