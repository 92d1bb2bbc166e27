import { ArgumentError, RandomStream, ShapeError } from '@causal-mechanisms/tensor-utils';
import { bouncingBalls } from '../../src/physics/bouncingBalls.ts';
import type { BouncingBallsOptions } from '../../src/physics/ballOptions.ts';
import type { BallTracks } from '../../src/physics/ballTracks.ts';

const SMALL = { size: 40, steps: 12, height: 24, width: 24, radii: { least: 0.06, most: 0.12 } };

async function frames(options: BouncingBallsOptions, indices: readonly number[]) {
  const balls = bouncingBalls(options);
  const [height, width, channels] = balls.shape;
  const out = new Uint8Array(indices.length * balls.steps * height * width * channels);
  await balls.read(Int32Array.from(indices), out);
  return out;
}

const all = (size: number) => Int32Array.from({ length: size }, (_, i) => i);

/** Twice the energy of sequence s at a frame. */
function energy({ steps, objects, masses, velocities }: BallTracks, s: number, step: number) {
  let sum = 0;
  for (let j = 0; j < objects; j++) {
    const k = 2 * ((s * steps + step) * objects + j);
    sum +=
      (masses[s * objects + j] ?? NaN) *
      ((velocities[k] ?? NaN) ** 2 + (velocities[k + 1] ?? NaN) ** 2);
  }
  return sum;
}

describe('bouncingBalls', () => {
  it('gives the same sequence for the same index, alone or among others, in any order', async () => {
    const one = await frames(SMALL, [7]);
    const many = await frames({ ...SMALL, size: 1000 }, [3, 7, 0]);
    expect(many.subarray(one.length, 2 * one.length)).toEqual(one);
    expect(await frames({ ...SMALL, seed: 2 }, [7])).not.toEqual(one);
    expect(await frames({ ...SMALL, split: 'test' }, [7])).not.toEqual(one);
    expect(many.subarray(0, one.length)).not.toEqual(one);
  });

  it('does not mix up reads that run at the same time', async () => {
    const balls = bouncingBalls(SMALL);
    const numbers = 12 * 24 * 24;
    const [first, second] = [new Uint8Array(40 * numbers), new Uint8Array(40 * numbers)];
    await Promise.all([
      balls.read(all(40), first),
      balls.read(all(40).reverse(), second),
      balls.tracks(all(40)),
    ]);
    expect(second.subarray(39 * numbers)).toEqual(first.subarray(0, numbers));
    expect(second.subarray(0, numbers)).toEqual(first.subarray(39 * numbers));
  });

  it('gives floats in [0, 1] where it is asked for floats', async () => {
    const options = { ...SMALL, discs: 'soft' } as const;
    const bytes = await frames(options, [1, 2]);
    const floats = new Float32Array(bytes.length);
    await bouncingBalls(options).read(Int32Array.of(1, 2), floats);
    expect(floats).toEqual(Float32Array.from(bytes, (byte) => byte / 255));
  });

  it('keeps energy within a millionth of a millionth over 1000 frames, and balls apart', async () => {
    const size = 12;
    const balls = bouncingBalls({ size, steps: 1000, balls: { least: 6, most: 8 }, seed: 4 });
    const tracks = await balls.tracks(all(size));
    const { objects, counts, positions, radii } = tracks;
    let [drift, overlap, outside] = [0, 0, 0];
    for (let s = 0; s < size; s++) {
      const first = energy(tracks, s, 0);
      for (let step = 0; step < 1000; step++) {
        drift = Math.max(drift, Math.abs(energy(tracks, s, step) / first - 1));
        for (let i = 0; i < (counts[s] ?? 0); i++) {
          const k = 2 * ((s * 1000 + step) * objects + i);
          const [x = NaN, y = NaN, radius = NaN] = [
            positions[k],
            positions[k + 1],
            radii[s * objects + i],
          ];
          outside = Math.max(outside, radius - Math.min(x, y, 1 - x, 1 - y));
          for (let j = 0; j < i; j++) {
            const o = 2 * ((s * 1000 + step) * objects + j);
            const distance = Math.hypot(x - (positions[o] ?? NaN), y - (positions[o + 1] ?? NaN));
            overlap = Math.max(overlap, radius + (radii[s * objects + j] ?? NaN) - distance);
          }
        }
      }
    }
    expect(tracks.collisions.reduce((sum, hits) => sum + hits, 0)).toBeGreaterThan(5000);
    expect(drift).toBeLessThan(1e-12);
    expect(overlap).toBeLessThan(1e-12);
    expect(outside).toBeLessThan(1e-12);
  });

  it('changes a velocity only where something was hit', async () => {
    const { steps, objects, velocities, collisions, wallHits } = await bouncingBalls({
      size: 20,
      seed: 9,
    }).tracks(all(20));
    let [turned, hit] = [0, 0];
    for (let s = 0; s < 20; s++) {
      for (let step = 1; step < steps; step++) {
        for (let j = 0; j < objects; j++) {
          const k = (s * steps + step) * objects + j;
          const before = k - objects;
          const same =
            velocities[2 * k] === velocities[2 * before] &&
            velocities[2 * k + 1] === velocities[2 * before + 1];
          const hits = (collisions[k] ?? 0) + (wallHits[k] ?? 0);
          if (hits === 0) expect(same).toBe(true);
          if (hits === 1) expect(same).toBe(false);
          turned += same ? 0 : 1;
          hit += hits === 0 ? 0 : 1;
        }
      }
    }
    expect(turned).toBeGreaterThan(100);
    expect(hit).toBeGreaterThanOrEqual(turned);
  });

  it('has as many balls as told, and zeros for those that a sequence lacks', async () => {
    const tracks = await bouncingBalls({ ...SMALL, balls: { least: 1, most: 5 } }).tracks(all(40));
    const { steps, objects, counts, positions, radii, masses, collisions } = tracks;
    expect(objects).toBe(5);
    expect(new Set(counts)).toEqual(new Set([1, 2, 3, 4, 5]));
    for (const [s, count] of counts.entries()) {
      for (let j = 0; j < 5; j++) {
        expect((radii[s * 5 + j] ?? 0) > 0).toBe(j < count);
        expect((masses[s * 5 + j] ?? 0) > 0).toBe(j < count);
        for (let step = 0; step < steps; step++) {
          const k = (s * steps + step) * 5 + j;
          expect((positions[2 * k] ?? 0) > 0).toBe(j < count);
          if (j >= count) expect(collisions[k]).toBe(0);
        }
      }
    }
  });

  it('draws what the tracks say: white where a mask shows a ball, and as much of it', async () => {
    const options = { ...SMALL, size: 5, height: 64, width: 80, radii: 0.1 };
    const balls = bouncingBalls(options);
    const frame = 64 * 80;
    const bytes = await frames(options, [...all(5)]);
    const masks = new Uint8Array(bytes.length);
    await balls.masks(all(5), masks);
    expect(bytes).toEqual(masks.map((mask) => (mask === 0 ? 0 : 255)));
    const { positions } = await balls.tracks(all(5));
    for (let s = 0; s < 5; s++) {
      for (let step = 0; step < 12; step++) {
        const start = (s * 12 + step) * frame;
        for (let j = 0; j < 4; j++) {
          let [area, x, y] = [0, 0, 0];
          for (let k = 0; k < frame; k++) {
            if (masks[start + k] !== j + 1) continue;
            area += 1;
            x += (k % 80) + 0.5;
            y += Math.floor(k / 80) + 0.5;
          }
          const at = 2 * ((s * 12 + step) * 4 + j);
          expect(Math.abs(area / (Math.PI * 6.4 ** 2) - 1)).toBeLessThan(0.08);
          expect(Math.abs(x / area - 64 * (positions[at] ?? NaN))).toBeLessThan(0.25);
          expect(Math.abs(y / area - 64 * (positions[at + 1] ?? NaN))).toBeLessThan(0.25);
        }
      }
    }
  });

  it('gives every ball its colour of the palette', async () => {
    const options = { ...SMALL, size: 2, balls: 7, radii: 0.06, colours: 'palette' } as const;
    const balls = bouncingBalls(options);
    expect(balls.shape).toEqual([24, 24, 3]);
    const bytes = await frames(options, [0, 1]);
    const masks = new Uint8Array(bytes.length / 3);
    await balls.masks(all(2), masks);
    const palette = [
      '0,0,0',
      '255,0,0',
      '0,255,0',
      '0,0,255',
      '255,255,0',
      '255,0,255',
      '0,255,255',
      '255,0,0',
    ];
    for (const [k, mask] of masks.entries()) {
      expect([...bytes.subarray(3 * k, 3 * k + 3)].join()).toBe(palette[mask]);
    }
  });

  it('hides balls behind a curtain, and moves them there as without one', async () => {
    const curtain = { width: 0.5, height: 0.25, x: 0.25, y: 0.5, level: 0.2 };
    const open = await frames(SMALL, [...all(40)]);
    const hidden = await frames({ ...SMALL, curtain }, [...all(40)]);
    const balls = bouncingBalls({ ...SMALL, curtain });
    const masks = new Uint8Array(hidden.length);
    await balls.masks(all(40), masks);
    let covered = 0;
    for (let k = 0; k < hidden.length; k++) {
      const [row, column] = [Math.floor(k / 24) % 24, k % 24];
      const behind = row >= 12 && row < 18 && column >= 6 && column < 18;
      if (behind && open[k] === 255) covered += 1;
      if (hidden[k] !== (behind ? 51 : open[k])) throw new Error(`pixel ${k} is ${hidden[k]}`);
      if (behind && masks[k] !== 0) throw new Error(`pixel ${k} shows a ball`);
    }
    expect(covered).toBeGreaterThan(100);
    const { curtains, positions } = await balls.tracks(Int32Array.of(3));
    expect([...(curtains ?? [])]).toEqual([0.25, 0.5, 0.5, 0.25]);
    const without = await bouncingBalls(SMALL).tracks(Int32Array.of(3));
    expect(positions).toEqual(without.positions);
    expect(without.curtains).toBeUndefined();
  });

  it('draws where a curtain is per sequence', async () => {
    const balls = bouncingBalls({ ...SMALL, curtain: { width: 0.4, height: 0.4 } });
    const { curtains } = await balls.tracks(all(40));
    expect(new Set(curtains?.filter((_, k) => k % 4 === 0)).size).toBe(40);
  });

  it('reads nothing for no index, and refuses others and arrays without room', async () => {
    const balls = bouncingBalls(SMALL);
    await balls.read(new Int32Array(), new Uint8Array());
    expect((await balls.tracks(new Int32Array())).counts).toHaveLength(0);
    const one = new Uint8Array(12 * 24 * 24);
    await expect(balls.read(Int32Array.of(40), one)).rejects.toThrow(ArgumentError);
    await expect(balls.tracks(Int32Array.of(-1))).rejects.toThrow(ArgumentError);
    await expect(balls.read(Int32Array.of(0, 1), one)).rejects.toThrow(ShapeError);
    await expect(balls.masks(Int32Array.of(0, 1), one)).rejects.toThrow(ShapeError);
  });
});

/** Options of all kinds, drawn. */
function drawOptions(stream: RandomStream): BouncingBallsOptions {
  const most = stream.integer(1, 8);
  const least = stream.integer(1, most + 1);
  const [height, width] = [stream.integer(12, 40), stream.integer(12, 40)];
  const radius = stream.uniform(0.05, 0.1);
  const sizes = [radius, { least: 0.05, most: radius }, Array.from({ length: most }, () => radius)];
  const weights = ['area', 2, Array.from({ length: most }, (_, j) => 0.1 + j)] as const;
  return {
    size: 3,
    steps: 60,
    height,
    width,
    balls: least === most ? most : { least, most },
    radii: sizes[stream.integer(0, 3)] ?? radius,
    masses: weights[stream.integer(0, 3)] ?? 'area',
    speed: stream.uniform(0.001, 0.3),
    discs: stream.integer(0, 2) === 0 ? 'binary' : 'soft',
    colours: stream.integer(0, 2) === 0 ? 'white' : 'palette',
    ...(stream.integer(0, 2) === 0 ? {} : { curtain: { width: 0.3, height: 0.4 } }),
    seed: stream.integer(0, 1000),
  };
}

describe('bouncing balls of any options', () => {
  it('keep energy, stay apart and within the walls, and show what the tracks say', async () => {
    const stream = new RandomStream(12);
    for (let round = 0; round < 60; round++) {
      const options = drawOptions(stream);
      const balls = bouncingBalls(options);
      const [height, width, channels] = balls.shape;
      const side = Math.min(height, width);
      const tracks = await balls.tracks(all(3));
      const frames = new Uint8Array(3 * 60 * height * width * channels);
      const masks = new Uint8Array(3 * 60 * height * width);
      await balls.read(all(3), frames);
      await balls.masks(all(3), masks);
      const { objects, counts, positions, radii } = tracks;
      let [drift, overlap, outside] = [0, 0, 0];
      for (let s = 0; s < 3; s++) {
        const first = energy(tracks, s, 0);
        for (let step = 0; step < 60; step++) {
          drift = Math.max(drift, Math.abs(energy(tracks, s, step) / first - 1));
          for (let i = 0; i < (counts[s] ?? 0); i++) {
            const k = 2 * ((s * 60 + step) * objects + i);
            const [x = NaN, y = NaN] = positions.subarray(k, k + 2);
            const radius = radii[s * objects + i] ?? NaN;
            const edge = Math.min(x, y, width / side - x, height / side - y);
            outside = Math.max(outside, radius - edge);
            for (let j = 0; j < i; j++) {
              const o = 2 * ((s * 60 + step) * objects + j);
              const [ox = NaN, oy = NaN] = positions.subarray(o, o + 2);
              const reach = radius + (radii[s * objects + j] ?? NaN);
              overlap = Math.max(overlap, reach - Math.hypot(x - ox, y - oy));
            }
          }
        }
      }
      expect(Math.max(drift, overlap, outside)).toBeLessThan(1e-12);
      // A mask marks pixels that are lit, by a ball that is there.
      let wrong = 0;
      for (let k = 0; k < masks.length; k++) {
        if (masks[k] === 0) continue;
        let light = 0;
        for (let c = 0; c < channels; c++) light = Math.max(light, frames[k * channels + c] ?? 0);
        const there = counts[Math.floor(k / (60 * height * width))] ?? 0;
        if ((masks[k] ?? NaN) > there || light < 100) wrong += 1;
      }
      expect({ round, wrong }).toEqual({ round, wrong: 0 });
    }
  });
});
