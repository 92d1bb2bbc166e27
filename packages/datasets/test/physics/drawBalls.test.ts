import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { checkBallOptions } from '../../src/physics/ballOptions.ts';
import type { BouncingBallsOptions } from '../../src/physics/ballOptions.ts';
import { BallWorld } from '../../src/physics/ballWorld.ts';
import { drawBalls } from '../../src/physics/drawBalls.ts';

function draw(options: BouncingBallsOptions, seed: number) {
  const checked = checkBallOptions('test', options);
  const world = new BallWorld(checked.balls.most, checked.box);
  return { count: drawBalls(checked, world, new RandomStream(seed)), ...world.state };
}

describe('drawBalls', () => {
  it('draws each number of balls equally often', () => {
    const counts = new Map<number, number>();
    for (let seed = 0; seed < 600; seed++) {
      const { count } = draw({ balls: { least: 6, most: 8 }, radii: 0.05 }, seed);
      counts.set(count, (counts.get(count) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([6, 7, 8]);
    for (const times of counts.values()) expect(Math.abs(times - 200)).toBeLessThan(48);
  });

  it('gives masses by area, or as told', () => {
    const byArea = draw({ balls: 2, radii: [0.1, 0.2] }, 1);
    expect([...byArea.radii]).toEqual([0.1, 0.2]);
    expect(byArea.masses[0]).toBeCloseTo(Math.PI * 0.01, 15);
    expect((byArea.masses[1] ?? 0) / (byArea.masses[0] ?? 0)).toBeCloseTo(4, 12);
    expect([...draw({ balls: 2, masses: [3, 1] }, 1).masses]).toEqual([3, 1]);
    expect([...draw({ balls: 2, masses: 2 }, 1).masses]).toEqual([2, 2]);
  });

  it('draws radii evenly in their range', () => {
    let sum = 0;
    for (let seed = 0; seed < 200; seed++) {
      for (const radius of draw({ radii: { least: 0.05, most: 0.1 } }, seed).radii) {
        expect(radius >= 0.05 && radius <= 0.1).toBe(true);
        sum += radius / 800;
      }
    }
    expect(Math.abs(sum - 0.075)).toBeLessThan(0.002);
  });

  it('scales velocities to the speed, with the same directions', () => {
    const slow = draw({ speed: 0.01 }, 5);
    const fast = draw({ speed: 0.04 }, 5);
    const square = [0, 1, 2, 3].reduce(
      (sum, j) => sum + (slow.vx[j] ?? 0) ** 2 + (slow.vy[j] ?? 0) ** 2,
      0,
    );
    expect(square / 4).toBeCloseTo(0.0001, 12);
    slow.vx.forEach((velocity, j) => expect(fast.vx[j]).toBeCloseTo(4 * velocity, 12));
  });

  it('starts packed balls at the speed and at the same places, whatever their masses', () => {
    const packed = { balls: 16, radii: 0.119, speed: 0.03 } as const;
    const equal = draw({ ...packed, masses: 1 }, 2);
    const unequal = draw(
      { ...packed, masses: Array.from({ length: 16 }, (_, j) => (j % 2 === 0 ? 4 : 1)) },
      2,
    );
    const square = unequal.vx.reduce((sum, v, j) => sum + v ** 2 + (unequal.vy[j] ?? 0) ** 2, 0);
    expect(Math.sqrt(square / 16)).toBeCloseTo(0.03, 12);
    expect([...unequal.x]).toEqual([...equal.x]);
    expect([...unequal.masses].slice(0, 2)).toEqual([4, 1]);
  });

  it('takes what mixing has come to, where balls have hardly room to move', () => {
    const { count, x } = draw({ balls: 64, radii: 0.0595 }, 1);
    expect([count, x.every((at) => at >= 0.0595 && at <= 1 - 0.0595)]).toEqual([64, true]);
  });

  it('mixes balls that only fit on shelves', () => {
    const full = draw({ balls: 16, radii: 0.118 }, 3);
    const regular = checkBallOptions('test', { balls: 16, radii: 0.118 }).places;
    const moved = [...full.x].filter((x, j) => Math.abs(x - (regular[2 * j] ?? 0)) > 1e-4);
    expect(moved.length).toBeGreaterThan(8);
  });
});
