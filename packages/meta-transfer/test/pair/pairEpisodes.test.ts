import { checkBatches, checkLearningRate, countEpisodes } from '../../src/pair/pairEpisodes.ts';
import { handEpisode } from './truths.ts';

describe('countEpisodes', () => {
  it('counts', () => {
    expect(countEpisodes('owner', handEpisode)).toBe(1);
    expect(countEpisodes('owner', { ...handEpisode, batchSize: 1 })).toBe(2);
  });

  it('says what does not fit', () => {
    const count = () => countEpisodes('owner', { ...handEpisode, batchSize: 3 });
    expect(count).toThrow('owner: 4 pairs are no whole number of episodes of 2 mini-batches of 3');
  });
});

describe('checkBatches', () => {
  it('says why one mini-batch is not enough', () => {
    const check = (batches: number) => () => {
      checkBatches('owner', batches);
    };
    expect(check(2)).not.toThrow();
    expect(check(1)).toThrow('before anything adapts');
    expect(check(0)).toThrow('batches must be an integer of at least 1');
  });
});

describe('checkLearningRate', () => {
  it('wants a finite number above 0', () => {
    for (const learningRate of [0, -1, Infinity, NaN]) {
      expect(() => {
        checkLearningRate('owner', { learningRate });
      }).toThrow('owner: learningRate must be finite and above 0');
    }
  });
});
