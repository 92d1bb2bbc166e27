import { bytesToUnit } from '../../src/frames/bytesToUnit.ts';

describe('bytesToUnit', () => {
  it('maps 0 to 255 onto [0, 1], from the offset on', () => {
    const out = new Float32Array(5).fill(-1);
    bytesToUnit(Uint8Array.of(0, 51, 255), out, 1);
    expect(out).toEqual(Float32Array.of(-1, 0, 0.2, 1, -1));
  });
});

describe('bytesToUnit, four at a time', () => {
  it.each([0, 1, 2, 3])('does not mind where the bytes begin (%d)', (start) => {
    const all = Uint8Array.from({ length: 40 }, (_, k) => (k % 9 < 5 ? 0 : (k * 37) % 256));
    for (const length of [0, 1, 3, 4, 5, 30]) {
      const bytes = all.subarray(start, start + length);
      const out = new Float32Array(length + 2).fill(7);
      bytesToUnit(bytes, out, 1);
      expect(out.subarray(1, 1 + length)).toEqual(Float32Array.from(bytes, (byte) => byte / 255));
      expect([out[0], out[length + 1]]).toEqual([7, 7]);
    }
  });
});
