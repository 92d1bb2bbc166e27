import {
  ArgumentError,
  RandomStream,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { bouncingBalls } from '../../src/physics/bouncingBalls.ts';
import { simulateBalls } from '../../src/physics/simulateBalls.ts';

const PAIR = { radii: [0.1, 0.1], positions: [0.2, 0.5, 0.6, 0.5], velocities: [0.1, 0, 0, 0] };

describe('simulateBalls', () => {
  it('notes the start, then every frame', () => {
    const { positions, velocities, collisions, wallHits, counts } = simulateBalls(PAIR, {
      steps: 6,
    });
    const x = (step: number, ball: number) => positions[4 * step + 2 * ball];
    expect([x(0, 0), x(1, 0), x(2, 0)].map((value) => value?.toFixed(6))).toEqual([
      '0.200000',
      '0.300000',
      '0.400000',
    ]);
    // They touch at 0.4 and 0.6, exchange their velocities, and the second one goes on to the wall.
    expect(x(4, 0)).toBeCloseTo(0.4, 12);
    expect(x(4, 1)).toBeCloseTo(0.8, 12);
    expect(velocities[4 * 4 + 2]).toBeCloseTo(0.1, 12);
    expect(collisions.reduce((sum, hits) => sum + hits, 0)).toBe(2);
    expect([...collisions.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
    expect(counts[0]).toBe(2);
    expect(wallHits[11]).toBe(0);
  });

  it('runs backwards into its start when all velocities are turned', () => {
    for (let seed = 0; seed < 20; seed++) {
      const stream = new RandomStream(seed);
      const start = {
        radii: [0.05, 0.08, 0.1, 0.06],
        positions: [0.2, 0.2, 0.8, 0.2, 0.2, 0.8, 0.8, 0.8],
        velocities: Array.from({ length: 8 }, () => stream.normal(0, 0.03)),
      };
      const forth = simulateBalls(start, { steps: 51 });
      const last = 50 * 8;
      const back = simulateBalls(
        {
          radii: start.radii,
          positions: forth.positions.slice(last),
          velocities: forth.velocities.slice(last).map((velocity) => -velocity),
        },
        { steps: 51 },
      );
      for (let k = 0; k < 8; k++) {
        expect(back.positions[last + k]).toBeCloseTo(start.positions[k] ?? NaN, 7);
        expect(back.velocities[last + k]).toBeCloseTo(-(start.velocities[k] ?? NaN), 7);
      }
    }
  });

  it('goes on from any frame of bouncing balls as they do', async () => {
    const balls = bouncingBalls({ steps: 20, size: 3 });
    const { radii, positions, velocities } = await balls.tracks(Int32Array.of(2));
    const at = 5 * 8;
    const rest = simulateBalls(
      {
        radii,
        positions: positions.slice(at, at + 8),
        velocities: velocities.slice(at, at + 8),
      },
      { steps: 15 },
    );
    rest.positions.forEach((value, k) => expect(value).toBeCloseTo(positions[at + k] ?? NaN, 9));
  });

  it.each([
    ['no balls', { radii: [], positions: [], velocities: [] }, ArgumentError],
    ['overlapping balls', { ...PAIR, positions: [0.2, 0.5, 0.39, 0.5] }, ArgumentError],
    ['a ball in the wall', { ...PAIR, positions: [0.05, 0.5, 0.6, 0.5] }, ArgumentError],
    ['a ball beyond the lower wall', { ...PAIR, positions: [0.2, 0.95, 0.6, 0.5] }, ArgumentError],
    [
      'a ball as wide as the box',
      { radii: [0.5], positions: [0.5, 0.5], velocities: [1, 0] },
      ArgumentError,
    ],
    ['a radius of 0', { ...PAIR, radii: [0.1, 0] }, ArgumentError],
    ['a mass of 0', { ...PAIR, masses: [0, 1] }, ArgumentError],
    ['too few positions', { ...PAIR, positions: [0.2, 0.5] }, ShapeError],
    ['too few masses', { ...PAIR, masses: [1] }, ShapeError],
    ['a velocity that is no number', { ...PAIR, velocities: [NaN, 0, 0, 0] }, ValuesError],
  ])('refuses %s', (_, start, kind) => {
    expect(() => simulateBalls(start, { steps: 2 })).toThrow(kind);
  });

  it('names the balls that overlap', () => {
    expect(() => simulateBalls({ ...PAIR, positions: [0.2, 0.5, 0.3, 0.5] }, { steps: 2 })).toThrow(
      /keep balls apart, got a distance of 0.09\d* between balls 0 and 1, whose radii add up to 0.2/,
    );
  });

  it('says that a ball as wide as the box does not fit, before it moves', () => {
    const wide = { radii: [0.5], positions: [0.5, 0.5], velocities: [1, 0] };
    expect(() => simulateBalls(wide, { steps: 2 })).toThrow(/start.positions must keep ball 0/);
  });
});
