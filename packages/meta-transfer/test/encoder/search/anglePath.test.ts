import { bestAngle, nextAngle } from '../../../src/encoder/search/anglePath.ts';
import type { AngleScores } from '../../../src/encoder/search/anglePath.ts';

/** Runs a search of a function with one peak per quarter turn in one of the directions. */
function run(peak: number, forward: boolean, steps: number): AngleScores[] {
  const tried: AngleScores[] = [];
  while (tried.length < steps) {
    const angle = nextAngle(tried, 10);
    const score = Math.cos(4 * (angle - peak));
    tried.push({ angle, forward: forward ? score : -2, backward: forward ? -2 : score });
  }
  return tried;
}

describe('nextAngle', () => {
  it('begins with a grid over a quarter turn', () => {
    const tried = run(0.5, true, 10);
    tried.forEach(({ angle }, i) => {
      expect(angle).toBeCloseTo((i * Math.PI) / 20, 12);
    });
  });

  it.each([
    [0.5, true],
    [1.2, false],
    [0, true],
    [Math.PI / 4, false],
  ])('finds the peak at %p', (peak, forward) => {
    const { angle, direction } = bestAngle(run(peak, forward, 32));
    expect(angle).toBeCloseTo(peak, 4);
    expect(direction).toBe(forward ? 'U->V' : 'V->U');
  });

  it('tries both golden points, then one per section', () => {
    const tried = run(0.5, true, 13).map(({ angle }) => angle);
    const step = Math.PI / 20;
    const golden = (Math.sqrt(5) - 1) / 2;
    // The best of the grid is 3 steps, .471; its neighbours are at 2 and 4.
    expect(tried[10]).toBeCloseTo(step * (4 - 2 * golden), 12);
    expect(tried[11]).toBeCloseTo(step * (2 + 2 * golden), 12);
    // .5 is 3.18 steps: the right point, 3.24, is better than the left one, 2.76.
    expect(tried[12]).toBeCloseTo(step * (4 - 2 * golden + golden * 2 * golden), 12);
  });
});

describe('bestAngle', () => {
  it('looks at both directions', () => {
    const tried = [
      { angle: 0, forward: -3, backward: -1 },
      { angle: 1, forward: -2, backward: -4 },
    ];
    expect(bestAngle(tried)).toEqual({ angle: 0, direction: 'V->U', score: -1 });
  });
});
