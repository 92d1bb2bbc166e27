import { collisionTime } from '../../src/physics/collisionTime.ts';
import { ballState } from './testBalls.ts';

describe('collisionTime', () => {
  it('is the gap by the speed of approach, head-on', () => {
    const balls = ballState([
      { x: 0, y: 0, vx: 1, vy: 0, radius: 1 },
      { x: 5, y: 0, vx: -0.5, vy: 0, radius: 2 },
    ]);
    // A gap of 2 closes at 1.5.
    expect(collisionTime(balls, 0, 1)).toBeCloseTo(4 / 3, 14);
    expect(collisionTime(balls, 1, 0)).toBeCloseTo(4 / 3, 14);
  });

  it('is where the centres are as far apart as the radii add up to, at an angle', () => {
    // Sides 3 and 4: they touch at a distance of 5, when 7 of 10 are gone.
    const balls = ballState([
      { x: 0, y: 0, vx: 2, vy: 0, radius: 1 },
      { x: 10, y: 4, vx: 0, vy: 0, radius: 4 },
    ]);
    expect(collisionTime(balls, 0, 1)).toBeCloseTo(3.5, 14);
  });

  it('is never for balls that move apart, pass each other, rest, or only graze', () => {
    const one = { x: 0, y: 0, vx: 1, vy: 0, radius: 1 };
    const at = (other: Partial<typeof one>) =>
      collisionTime(ballState([one, { x: 5, y: 0, vx: 0, vy: 0, radius: 1, ...other }]), 0, 1);
    expect(at({ vx: 2 })).toBe(Infinity);
    expect(at({ y: 2.01 })).toBe(Infinity);
    expect(at({ vx: 1 })).toBe(Infinity);
    expect(at({ x: 0, y: 2 })).toBe(Infinity);
    // The rest of a grazing collision: the approach is rounding.
    expect(at({ x: 1e-12, y: 2 })).toBe(Infinity);
  });

  it('is now for balls that touch or overlap by rounding, and approach', () => {
    const one = { x: 0, y: 0, vx: 1, vy: 0, radius: 1 };
    const at = (x: number) =>
      collisionTime(ballState([one, { x, y: 0, vx: 0, vy: 0, radius: 1 }]), 0, 1);
    expect(at(2)).toBe(0);
    expect(at(2 - 1e-13)).toBe(0);
  });
});
