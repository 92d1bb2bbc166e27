import { orientationAccuracy } from '../../src/index.ts';
import { CHAIN, EMPTY, ONE_REVERSED } from './graphs.ts';

describe('orientationAccuracy', () => {
  it('looks at both directions of true edges', () => {
    expect(
      orientationAccuracy(CHAIN, [
        [0, 0.9, 1],
        [0.1, 0, 0.2],
        [0, 0.3, 0],
      ]),
    ).toBe(0.5);
    expect(orientationAccuracy(CHAIN, ONE_REVERSED)).toBe(0.5);
    expect(orientationAccuracy(CHAIN, CHAIN)).toBe(1);
    expect(orientationAccuracy(CHAIN, EMPTY)).toBe(0);
    expect(orientationAccuracy(EMPTY, CHAIN)).toBeNaN();
  });

  it('refuses what is no graph and no belief', () => {
    expect(() => orientationAccuracy([[1]], [[0]])).toThrow(/truth/);
    expect(() =>
      orientationAccuracy(
        [
          [0, 0],
          [0, 0],
        ],
        [
          [0, NaN],
          [0, 0],
        ],
      ),
    ).toThrow(/beliefs/);
    expect(() => orientationAccuracy(CHAIN, [[0]])).toThrow(/same variables/);
  });
});
