import { edgeCounts } from '../../src/index.ts';
import { codeOf } from '../support.ts';
import { CHAIN, EMPTY, ESTIMATE, PENDULUM } from './graphs.ts';

describe('edgeCounts', () => {
  it('is what counting by hand gives', () => {
    expect(edgeCounts(PENDULUM, ESTIMATE)).toEqual({
      found: 4,
      right: 2,
      reversed: 1,
      added: 1,
      missing: 1,
      truePositiveRate: 0.5,
      falseDiscoveryRate: 0.5,
    });
  });

  it('takes absolute values above the threshold, and does not look at the diagonal', () => {
    const strengths = [
      [NaN, -0.5, 0.2],
      [0.3, 7, 0.3],
      [0, 0, 0],
    ];
    expect(edgeCounts(CHAIN, strengths, { threshold: 0.3 })).toMatchObject({
      found: 1,
      right: 1,
      missing: 1,
    });
    expect(edgeCounts(CHAIN, strengths, { threshold: 0.29 })).toEqual({
      found: 3,
      right: 2,
      reversed: 1,
      added: 0,
      missing: 0,
      truePositiveRate: 1,
      falseDiscoveryRate: 1 / 3,
    });
  });

  it('knows its ends', () => {
    expect(edgeCounts(CHAIN, CHAIN)).toMatchObject({ truePositiveRate: 1, falseDiscoveryRate: 0 });
    expect(edgeCounts(CHAIN, EMPTY)).toMatchObject({
      found: 0,
      missing: 2,
      truePositiveRate: 0,
      falseDiscoveryRate: 0,
    });
    expect(edgeCounts(EMPTY, CHAIN)).toMatchObject({
      added: 2,
      truePositiveRate: NaN,
      falseDiscoveryRate: 1,
    });
  });

  it('refuses what does not fit', () => {
    for (const threshold of [-0.1, NaN]) {
      expect(codeOf(() => edgeCounts(CHAIN, CHAIN, { threshold }))).toBe('ERR_ARGUMENT');
    }
    expect(codeOf(() => edgeCounts(CHAIN, PENDULUM))).toBe('ERR_SHAPE');
    expect(codeOf(() => edgeCounts([[1]], [[0]]))).toBe('ERR_VALUES');
  });
});
