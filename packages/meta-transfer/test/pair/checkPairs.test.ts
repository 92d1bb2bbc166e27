import { checkPairSamples, checkPossible } from '../../src/pair/checkPairs.ts';
import { hypothesesOfJoint } from '../../src/pair/tabularHypotheses.ts';

const samples = { a: Uint8Array.of(0, 1), b: Uint8Array.of(1, 3) };

describe('checkPairSamples', () => {
  const check = (categories: readonly [number, number], least?: number) => () => {
    checkPairSamples('owner', samples, categories, least === undefined ? {} : { least });
  };

  it('names the value, the column and the row', () => {
    expect(check([2, 4])).not.toThrow();
    expect(check([2, 3])).toThrow('owner: samples.b has 3 categories, got 3 in pair 1');
  });

  it('wants enough pairs', () => {
    expect(check([2, 4], 2)).not.toThrow();
    expect(check([2, 4], 3)).toThrow('owner: samples must hold at least 3 pairs, got 2');
  });
});

describe('checkPossible', () => {
  it('names the pair of probability 0', () => {
    const hypotheses = hypothesesOfJoint([1, 1, 0, 1, 1, 1, 1, 0], [2, 4]);
    const check = () => {
      checkPossible('owner', samples, hypotheses);
    };
    expect(check).toThrow('owner: the pair (1, 3) occurs, at 1');
  });
});
