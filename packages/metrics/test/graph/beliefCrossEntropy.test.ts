import { beliefCrossEntropy } from '../../src/index.ts';
import { CHAIN, EMPTY } from './graphs.ts';

describe('beliefCrossEntropy', () => {
  it('is the mean over pairs in bits', () => {
    expect(beliefCrossEntropy(CHAIN, CHAIN)).toBe(0);
    expect(
      beliefCrossEntropy(EMPTY, [
        [9, 0.5, 0.5],
        [0.5, 9, 0.5],
        [0.5, 0.5, 9],
      ]),
    ).toBe(1);
    expect(
      beliefCrossEntropy(
        [
          [0, 1],
          [0, 0],
        ],
        [
          [0, 0.25],
          [0.5, 0],
        ],
      ),
    ).toBe(1.5);
    expect(
      beliefCrossEntropy(
        [
          [0, 1],
          [0, 0],
        ],
        [
          [0, 0.5],
          [0.75, 0],
        ],
      ),
    ).toBe(1.5);
    expect(beliefCrossEntropy(CHAIN, EMPTY)).toBe(Infinity);
  });

  it('refuses what is no graph, no belief and no pair', () => {
    expect(() => beliefCrossEntropy([[0]], [[0]])).toThrow(/at least two variables/);
    expect(() => beliefCrossEntropy([[1]], [[0]])).toThrow(/truth/);
    expect(() => beliefCrossEntropy(CHAIN, [[0]])).toThrow(/same variables/);
    expect(() =>
      beliefCrossEntropy(
        [
          [0, 0],
          [0, 0],
        ],
        [
          [0, 1.5],
          [0, 0],
        ],
      ),
    ).toThrow(/1\.5/);
  });
});
