import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { loadFramesIntoMemory } from '../../src/frames/loadFramesIntoMemory.ts';
import { bouncingBalls } from '../../src/physics/bouncingBalls.ts';

const all = (size: number) => Int32Array.from({ length: size }, (_, i) => i);

describe('loadFramesIntoMemory', () => {
  it('keeps every frame, and what is known of the objects', async () => {
    // Numbers enough for more than one read.
    const balls = bouncingBalls({ size: 30, steps: 60, discs: 'soft' });
    let reads = 0;
    const counted = {
      ...balls,
      read: (indices: Int32Array, out: Uint8Array | Float32Array) => {
        reads += 1;
        return balls.read(indices, out);
      },
    };
    const kept = await loadFramesIntoMemory(counted);
    expect(reads).toBe(2);
    const [one, other] = [new Uint8Array(30 * 60 * 4096), new Uint8Array(30 * 60 * 4096)];
    await balls.read(all(30), one);
    await kept.read(all(30), other);
    expect(reads).toBe(2);
    expect(Buffer.compare(one, other)).toBe(0);
    expect(await kept.tracks?.(Int32Array.of(3))).toEqual(await balls.tracks(Int32Array.of(3)));
    const [mask, same] = [new Uint8Array(60 * 4096), new Uint8Array(60 * 4096)];
    await balls.masks(Int32Array.of(3), mask);
    await kept.masks?.(Int32Array.of(3), same);
    expect(Buffer.compare(mask, same)).toBe(0);
  });

  it('refuses more than memory holds', async () => {
    await expect(loadFramesIntoMemory(bouncingBalls({ size: 1_000_000 }))).rejects.toThrow(
      ArgumentError,
    );
  });
});
