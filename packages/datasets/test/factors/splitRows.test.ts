import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { splitRows } from '../../src/factors/splitRows.ts';
import { failure } from '../testFiles.ts';
import { FIVE } from './testFactors.ts';

describe('splitRows', () => {
  it('cuts a data set in two, in order, the same for the same seed', () => {
    const split = (seed: number): number[][] => {
      const { training, test } = splitRows(FIVE, { share: 0.4, stream: new RandomStream(seed) });
      return [training, test].map(({ values }) => [...values].filter((_, i) => i % 2 === 0));
    };
    const [training = [], test = []] = split(1);
    expect([training.length, test.length]).toEqual([3, 2]);
    expect([...training, ...test].sort()).toEqual([100, 101, 102, 103, NaN]);
    expect(training).toEqual([...training].sort());
    expect(split(1)).toEqual([training, test]);
    expect([2, 3, 4, 5].some((seed) => split(seed)[1]?.join() !== test.join())).toBe(true);
  });

  it.each([0, 1, 0.05, 0.95, -1, NaN])('refuses a share of %d', (share) => {
    expect(() => splitRows(FIVE, { share, stream: new RandomStream(1) })).toThrow(
      failure('ERR_ARGUMENT', '^splitRows\\(five\\): share must leave some of 5'),
    );
  });
});
