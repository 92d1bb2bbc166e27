import { bytesToUnit } from '../../src/frames/bytesToUnit.ts';

describe('bytesToUnit', () => {
  it('maps 0 to 255 onto [0, 1], from the offset on', () => {
    const out = new Float32Array(5).fill(-1);
    bytesToUnit(Uint8Array.of(0, 51, 255), out, 1);
    expect(out).toEqual(Float32Array.of(-1, 0, 0.2, 1, -1));
  });
});
