import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { exchangeMomentum } from '../../src/physics/exchangeMomentum.ts';
import { ballState, totals } from './testBalls.ts';

describe('exchangeMomentum', () => {
  it('swaps the velocities of equal masses that meet head-on', () => {
    const balls = ballState([
      { x: 0, y: 0, vx: 3, vy: 0, radius: 1 },
      { x: 2, y: 0, vx: -1, vy: 0, radius: 1 },
    ]);
    exchangeMomentum(balls, 0, 1);
    expect([...balls.vx, ...balls.vy]).toEqual([-1, 3, 0, 0]);
  });

  it('shares momentum by mass', () => {
    // A mass of 3 at speed 2 meets a mass of 1 at rest: (3 - 1) / 4 * 2 = 1 and 2 * 3 / 4 * 2 = 3.
    const balls = ballState([
      { x: 0, y: 0, vx: 2, vy: 0, radius: 1, mass: 3 },
      { x: 2, y: 0, vx: 0, vy: 0, radius: 1, mass: 1 },
    ]);
    exchangeMomentum(balls, 1, 0);
    expect([...balls.vx]).toEqual([1, 3]);
  });

  it('leaves what is across the line of centres', () => {
    // The line of centres is at 45 degrees: half of the velocity passes along it.
    const balls = ballState([
      { x: 0, y: 0, vx: 2, vy: 0, radius: 1 },
      { x: Math.SQRT2, y: Math.SQRT2, vx: 0, vy: 0, radius: 1 },
    ]);
    exchangeMomentum(balls, 0, 1);
    const expected = [1, -1, 1, 1];
    [balls.vx[0], balls.vy[0], balls.vx[1], balls.vy[1]].forEach((value, k) =>
      expect(value).toBeCloseTo(expected[k] ?? NaN, 14),
    );
  });

  it('keeps energy and momentum, and turns the approach round', () => {
    const stream = new RandomStream(5);
    for (let round = 0; round < 500; round++) {
      const angle = stream.uniform(0, 2 * Math.PI);
      const ball = () => ({
        vx: stream.normal(),
        vy: stream.normal(),
        radius: 1,
        mass: stream.uniform(0.01, 10),
      });
      const [dx, dy] = [2 * Math.cos(angle), 2 * Math.sin(angle)];
      const balls = ballState([
        { x: 0, y: 0, ...ball() },
        { x: dx, y: dy, ...ball() },
      ]);
      const along = () =>
        dx * ((balls.vx[1] ?? 0) - (balls.vx[0] ?? 0)) +
        dy * ((balls.vy[1] ?? 0) - (balls.vy[0] ?? 0));
      const before = totals(balls);
      const approach = along();
      exchangeMomentum(balls, 0, 1);
      const after = totals(balls);
      expect(after.energy).toBeCloseTo(before.energy, 10);
      expect(after.px).toBeCloseTo(before.px, 10);
      expect(after.py).toBeCloseTo(before.py, 10);
      expect(along()).toBeCloseTo(-approach, 10);
    }
  });
});
