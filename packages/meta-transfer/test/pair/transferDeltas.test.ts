import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { onlineLogLikelihoods } from '../../src/pair/onlineLogLikelihoods.ts';
import { tabularHypotheses } from '../../src/pair/tabularHypotheses.ts';
import { transferDeltas } from '../../src/pair/transferDeltas.ts';
import type { TransferDeltasOptions } from '../../src/pair/transferDeltas.ts';
import { randomEpisodes, randomPair } from './truths.ts';

const pair = randomPair(1, [4, 5]);

describe('transferDeltas', () => {
  it('draws episodes and scores them', () => {
    const settings = { episodes: 7, batches: 3, batchSize: 4, change: 'both' } as const;
    const found = transferDeltas(pair, new RandomStream(2), { ...settings, learningRate: 0.5 });
    const episodes = randomEpisodes(pair, 2, settings);
    expect(found).toEqual(
      onlineLogLikelihoods(tabularHypotheses(pair), episodes, { learningRate: 0.5 }),
    );
  });

  it('has the settings of the authors by default', () => {
    const { episodes, batches, deltas } = transferDeltas(pair, new RandomStream(2));
    expect([episodes, batches, deltas.length]).toEqual([1000, 2, 1000]);
    const same = randomEpisodes(pair, 2, { episodes: 1000 });
    expect(deltas).toEqual(onlineLogLikelihoods(tabularHypotheses(pair), same).deltas);
  });

  it.each<[TransferDeltasOptions]>([
    [{ episodes: 0 }],
    [{ batches: 1 }],
    [{ batchSize: 0 }],
    [{ learningRate: 0 }],
    [{ change: 'A' as 'cause' }],
  ])('refuses %j', (options) => {
    expect(thrownCode(() => transferDeltas(pair, new RandomStream(1), options))).toBe(
      'ERR_ARGUMENT',
    );
  });
});
