import { ArgumentError, ShapeError, ValuesError } from '@causal-mechanisms/tensor-utils';
import { arrayFrames } from '../../src/frames/arrayFrames.ts';

const SHAPE = [1, 2, 3] as const;
const bytes = () => Uint8Array.from({ length: 3 * 2 * 6 }, (_, k) => 5 * k);

describe('arrayFrames', () => {
  it('reads sequences in any order, as bytes and as floats', async () => {
    const videos = arrayFrames({ name: 'own', frames: bytes(), steps: 2, shape: SHAPE });
    expect(videos).toMatchObject({ size: 3, steps: 2, origin: { kind: 'own' } });
    expect(Object.keys(videos)).not.toContain('masks');
    const out = new Uint8Array(24);
    await videos.read(Int32Array.of(2, 0), out);
    expect(out).toEqual(Uint8Array.of(...bytes().subarray(24), ...bytes().subarray(0, 12)));
    const floats = new Float32Array(12);
    await videos.read(Int32Array.of(1), floats);
    expect(floats).toEqual(Float32Array.from(bytes().subarray(12, 24), (byte) => byte / 255));
  });

  it('rounds floats to bytes, and gives masks', async () => {
    const masks = Uint8Array.from({ length: 4 }, (_, k) => k);
    const frames = Float32Array.of(0, 0.5, 1, 0.001);
    const videos = arrayFrames({ name: 'own', frames, steps: 1, shape: [1, 2, 1], masks });
    const out = new Uint8Array(4);
    await videos.read(Int32Array.of(0, 1), out);
    expect([...out]).toEqual([0, 128, 255, 0]);
    await videos.masks?.(Int32Array.of(1, 0), out);
    expect([...out]).toEqual([2, 3, 0, 1]);
  });

  it('refuses arrays that are no sequences', () => {
    const own = { name: 'own', frames: bytes(), steps: 2, shape: SHAPE };
    expect(() => arrayFrames({ ...own, steps: 5 })).toThrow(ShapeError);
    expect(() => arrayFrames({ ...own, frames: new Uint8Array() })).toThrow(ArgumentError);
    expect(() => arrayFrames({ ...own, masks: new Uint8Array(11) })).toThrow(ShapeError);
    expect(() => arrayFrames({ ...own, frames: new Float32Array(12).fill(2) })).toThrow(
      ValuesError,
    );
    expect(() => arrayFrames({ ...own, frames: new Float32Array(12).fill(NaN) })).toThrow(
      ValuesError,
    );
  });
});
