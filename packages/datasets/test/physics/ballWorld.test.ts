import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { BallWorld } from '../../src/physics/ballWorld.ts';
import type { TestBall } from './testBalls.ts';
import { ballState, totals } from './testBalls.ts';

function world(balls: readonly TestBall[], width = 10, height = 10): BallWorld {
  const made = new BallWorld(balls.length, { width, height });
  const state = ballState(balls);
  for (const name of ['x', 'y', 'vx', 'vy', 'radii', 'masses'] as const) {
    made.state[name].set(state[name]);
  }
  made.begin(balls.length);
  return made;
}

describe('BallWorld', () => {
  it('moves a free ball on a straight line', () => {
    const free = world([{ x: 3, y: 4, vx: 0.5, vy: -0.25, radius: 1 }]);
    free.advance(4);
    expect([free.state.x[0], free.state.y[0]]).toEqual([5, 3]);
    expect([free.wallHits[0], free.collisions[0]]).toEqual([0, 0]);
  });

  it.each([
    ['left', { x: 2, vx: -1 }, { x: 2, vx: 1 }],
    ['right', { x: 8, vx: 1 }, { x: 8, vx: -1 }],
    ['upper', { y: 2, vy: -1 }, { y: 2, vy: 1 }],
    ['lower', { y: 8, vy: 1 }, { y: 8, vy: -1 }],
  ])('reflects a ball at the %s wall', (_, start, end) => {
    const one = world([{ x: 5, y: 5, vx: 0, vy: 0, radius: 1, ...start }]);
    // One way of 1 to the wall, and the same back.
    one.advance(2);
    const { x, y, vx, vy } = one.state;
    expect({ x: x[0], y: y[0], vx: vx[0], vy: vy[0] }).toEqual({
      x: 5,
      y: 5,
      vx: expect.closeTo(0, 15) as number,
      vy: expect.closeTo(0, 15) as number,
      ...end,
    });
    expect(one.wallHits[0]).toBe(1);
  });

  it('sends a ball back out of a corner', () => {
    const one = world([{ x: 2, y: 2, vx: -1, vy: -1, radius: 1 }]);
    one.advance(3);
    expect([one.state.x[0], one.state.y[0], one.state.vx[0], one.state.vy[0]]).toEqual([
      3, 3, 1, 1,
    ]);
    expect(one.wallHits[0]).toBe(2);
  });

  it('passes on a push through a row of balls that touch', () => {
    const row = world(
      [1, 4, 6, 8].map((x, j) => ({ x, y: 5, vx: j === 0 ? 1 : 0, vy: 0, radius: 1 })),
      20,
    );
    row.advance(2);
    expect([...row.state.vx]).toEqual([0, 0, 0, 1]);
    expect([...row.state.x]).toEqual([2, 4, 6, 9]);
    expect([...row.collisions]).toEqual([1, 2, 2, 1]);
  });

  it('counts collisions as the digits of pi', () => {
    // A wall, a ball at rest, and one that is 100^k times as heavy and comes: 3, 31, 314 collisions.
    for (const [mass, expected] of [
      [1, 3],
      [100, 31],
      [10_000, 314],
    ] as const) {
      const pair = world(
        [
          { x: 3, y: 5, vx: 0, vy: 0, radius: 1 },
          { x: 6, y: 5, vx: -1, vy: 0, radius: 1, mass },
        ],
        1000,
      );
      pair.advance(100);
      expect((pair.collisions[0] ?? 0) + (pair.wallHits[0] ?? 0)).toBe(expected);
    }
  });

  it('keeps momentum while no wall is hit', () => {
    const balls = world(
      [0, 1, 2, 3, 4].map((k) => ({
        x: 500 + 3 * Math.cos(k * 1.2566),
        y: 500 + 3 * Math.sin(k * 1.2566),
        vx: -Math.cos(k * 1.2566) + 0.1 * k,
        vy: -Math.sin(k * 1.2566),
        radius: 0.5 + 0.1 * k,
        mass: 1 + k,
      })),
      1000,
      1000,
    );
    const before = totals(balls.state);
    balls.advance(100);
    expect(balls.collisions.some((hits) => hits > 0)).toBe(true);
    expect([...balls.wallHits]).toEqual([0, 0, 0, 0, 0]);
    const after = totals(balls.state);
    expect(after.px).toBeCloseTo(before.px, 12);
    expect(after.py).toBeCloseTo(before.py, 12);
    expect(after.energy).toBeCloseTo(before.energy, 12);
  });

  it('gives up on balls that are wedged', () => {
    const wedged = world(
      [
        { x: 1, y: 1, vx: 1, vy: 0, radius: 1 },
        { x: 3, y: 1, vx: 0, vy: 0, radius: 1 },
      ],
      4,
    );
    expect(() => wedged.advance(1)).toThrow(ArgumentError);
  });
});
