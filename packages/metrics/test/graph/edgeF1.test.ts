import { edgeF1 } from '../../src/index.ts';
import { CHAIN, EMPTY, ONE_REVERSED } from './graphs.ts';

describe('edgeF1', () => {
  it('scores directed edges', () => {
    expect(edgeF1(CHAIN, ONE_REVERSED)).toEqual({ precision: 0.5, recall: 0.5, f1: 0.5 });
    expect(edgeF1(CHAIN, CHAIN)).toEqual({ precision: 1, recall: 1, f1: 1 });
    const more = edgeF1(CHAIN, [
      [0, 1, 1],
      [1, 0, 1],
      [0, 0, 0],
    ]);
    expect(more.precision).toBe(0.5);
    expect(more.recall).toBe(1);
    expect(more.f1).toBeCloseTo(2 / 3, 12);
  });

  it('has answers where there are no edges', () => {
    expect(edgeF1(EMPTY, EMPTY)).toEqual({ precision: 1, recall: 1, f1: 1 });
    expect(edgeF1(CHAIN, EMPTY)).toEqual({ precision: 0, recall: 0, f1: 0 });
    expect(edgeF1(EMPTY, CHAIN)).toEqual({ precision: 0, recall: 0, f1: 0 });
  });

  it('refuses what is no graph', () => {
    expect(() => edgeF1([[NaN]], [[0]])).toThrow(/truth/);
    expect(() => edgeF1([[0]], [[1]])).toThrow(/found/);
    expect(() => edgeF1([[0]], CHAIN)).toThrow(/same variables/);
  });
});
