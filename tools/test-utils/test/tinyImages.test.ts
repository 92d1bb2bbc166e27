import { tinyImages } from '@causal-mechanisms/test-utils';

describe('tinyImages', () => {
  it('draws a horizontal and a vertical bar first', () => {
    expect([...tinyImages(2, { size: 2 })]).toEqual([0.5, 1, 0, 0, 0.5, 0, 1, 0]);
  });

  it('moves the bar with every second image and repeats it in every channel', () => {
    const third = tinyImages(3, { size: 2, channels: 2 }).slice(16);
    expect([...third]).toEqual([0, 0, 0, 0, 0.5, 0.5, 1, 1]);
  });

  it('keeps to [0, 1] and gives none for zero', () => {
    const pixels = tinyImages(20);
    expect(pixels.length).toBe(20 * 64);
    expect(pixels.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(tinyImages(0).length).toBe(0);
  });
});
