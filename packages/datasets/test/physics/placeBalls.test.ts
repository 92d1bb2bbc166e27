import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { placeBalls } from '../../src/physics/placeBalls.ts';
import { ballState } from './testBalls.ts';

function balls(radii: readonly number[]) {
  return ballState(radii.map((radius) => ({ x: NaN, y: NaN, vx: 0, vy: 0, radius })));
}

describe('placeBalls', () => {
  it('keeps balls apart and within the walls', () => {
    const stream = new RandomStream(2);
    const box = { width: 1.5, height: 1 };
    for (let round = 0; round < 300; round++) {
      const state = balls([0.05, 0.2, 0.1, 0.15, 0.08]);
      expect(placeBalls(state, 5, box, stream)).toBe(true);
      for (let i = 0; i < 5; i++) {
        const [x = NaN, y = NaN, radius = NaN] = [state.x[i], state.y[i], state.radii[i]];
        expect(Math.min(x, y, box.width - x, box.height - y)).toBeGreaterThanOrEqual(radius);
        for (let j = 0; j < i; j++) {
          const [ox = NaN, oy = NaN, other = NaN] = [state.x[j], state.y[j], state.radii[j]];
          expect(Math.hypot(x - ox, y - oy)).toBeGreaterThanOrEqual(radius + other);
        }
      }
    }
  });

  it('draws places evenly', () => {
    const stream = new RandomStream(8);
    let [left, upper] = [0, 0];
    for (let round = 0; round < 2000; round++) {
      const state = balls([0.1]);
      placeBalls(state, 1, { width: 1, height: 1 }, stream);
      if ((state.x[0] ?? NaN) < 0.3) left += 1;
      if ((state.y[0] ?? NaN) < 0.5) upper += 1;
    }
    // A quarter and half of the way from 0.1 to 0.9; four standard deviations.
    expect(Math.abs(left / 2000 - 0.25)).toBeLessThan(0.04);
    expect(Math.abs(upper / 2000 - 0.5)).toBeLessThan(0.045);
  });

  it('says so when the box is too full', () => {
    const state = balls(Array.from({ length: 16 }, () => 0.118));
    expect(placeBalls(state, 16, { width: 1, height: 1 }, new RandomStream(1))).toBe(false);
  });
});
