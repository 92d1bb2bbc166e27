import { arrayDataset } from '../../src/image/arrayDataset.ts';
import { padImages } from '../../src/image/padImages.ts';
import { failure, readFirst } from '../testFiles.ts';

describe('padImages', () => {
  it('puts every channel of every image in the middle of black', async () => {
    const pixels = Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8);
    const padded = padImages(arrayDataset({ name: 'two', pixels, shape: [1, 2, 2] }), 1);
    const out = new Float32Array(2 * 3 * 4 * 2).fill(9);
    await padded.read(Int32Array.of(1, 0), out);
    expect(padded.shape).toEqual([3, 4, 2]);
    const second = [...out.subarray(24)].map((value) => Math.round(value * 10));
    expect(second).toEqual([
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ]);
    expect(Math.round((out[10] ?? 0) * 10)).toBe(5);
  });

  it('changes nothing by no pixels', async () => {
    const pixels = Uint8Array.of(1, 2, 3, 4);
    const same = padImages(arrayDataset({ name: 'one', pixels, shape: [2, 2, 1] }), 0);
    expect(same.shape).toEqual([2, 2, 1]);
    expect(await readFirst(same)).toEqual(Float32Array.from(pixels, (value) => value / 255));
  });

  it('reads more images than fit a chunk', async () => {
    const pixels = Uint8Array.from({ length: 300 }, (_, i) => i % 256);
    const padded = padImages(arrayDataset({ name: 'many', pixels, shape: [1, 1, 1] }), 1);
    const out = new Float32Array(300 * 9);
    await padded.read(
      Int32Array.from({ length: 300 }, (_, i) => 299 - i),
      out,
    );
    const centres = Array.from({ length: 300 }, (_, i) => Math.round((out[9 * i + 4] ?? 0) * 255));
    expect(centres).toEqual(Array.from({ length: 300 }, (_, i) => (299 - i) % 256));
  });

  it('refuses what is no count', () => {
    const one = arrayDataset({ name: 'one', pixels: new Uint8Array(1), shape: [1, 1, 1] });
    expect(() => padImages(one, -1)).toThrow(failure('ERR_ARGUMENT'));
    expect(() => padImages(one, 1.5)).toThrow(failure('ERR_ARGUMENT'));
  });
});
