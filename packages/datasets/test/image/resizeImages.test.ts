import fc from 'fast-check';
import { arrayDataset } from '../../src/image/arrayDataset.ts';
import { resizeImages } from '../../src/image/resizeImages.ts';
import type { ResizeMethod } from '../../src/image/resampling.ts';
import { failure } from '../testFiles.ts';

async function resized(
  values: readonly number[],
  from: readonly [number, number],
  to: readonly [number, number],
  method?: ResizeMethod,
): Promise<number[]> {
  const pixels = Float32Array.from(values);
  const dataset = arrayDataset({ name: 'one', pixels, shape: [...from, 1] });
  const [height, width] = to;
  const small = resizeImages(dataset, {
    height,
    width,
    ...(method === undefined ? {} : { method }),
  });
  const out = new Float32Array(height * width);
  await small.read(Int32Array.of(0), out);
  return [...out];
}

describe('resizeImages', () => {
  it('averages what each pixel covers', async () => {
    const values = [0, 1, 0.5, 0.5, 1, 0, 0.5, 0.5];
    expect(await resized(values, [2, 4], [1, 2])).toEqual([0.5, 0.5]);
    // Three columns into two: each covers one and a half.
    const [left, right] = await resized([1, 0, 0], [1, 3], [1, 2]);
    expect(left).toBeCloseTo(2 / 3, 6);
    expect(right).toBeCloseTo(0, 6);
  });

  it('interpolates between the centres', async () => {
    const doubled = await resized([0, 1], [1, 2], [1, 4], 'bilinear');
    expect(doubled).toEqual([0, 0.25, 0.75, 1]);
  });

  it('takes the nearest pixel', async () => {
    expect(await resized([0, 0.25, 0.5, 1], [1, 4], [1, 2], 'nearest')).toEqual([0.25, 1]);
  });

  it('keeps channels apart', async () => {
    const pixels = Float32Array.of(0, 1, 1, 0);
    const dataset = arrayDataset({ name: 'two channels', pixels, shape: [1, 2, 2] });
    const out = new Float32Array(2);
    await resizeImages(dataset, { height: 1, width: 1 }).read(Int32Array.of(0), out);
    expect([...out]).toEqual([0.5, 0.5]);
  });

  it('keeps the mean by area, and every value within [0, 1]', async () => {
    const side = fc.integer({ min: 1, max: 9 });
    await fc.assert(
      fc.asyncProperty(side, side, side, side, async (h, w, height, width) => {
        const values = Array.from({ length: h * w }, (_, i) => ((i * 37) % 101) / 100);
        const out = await resized(values, [h, w], [height, width]);
        const mean = (list: readonly number[]) => list.reduce((sum, v) => sum + v, 0) / list.length;
        expect(mean(out)).toBeCloseTo(mean(values), 5);
        expect(Math.max(...out)).toBeLessThanOrEqual(1);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('refuses a side that is no positive integer', () => {
    const one = arrayDataset({ name: 'one', pixels: new Uint8Array(1), shape: [1, 1, 1] });
    const height = failure('ERR_ARGUMENT', '^resizeImages\\(one\\): height');
    expect(() => resizeImages(one, { height: 0, width: 4 })).toThrow(height);
    const width = failure('ERR_ARGUMENT', '^resizeImages\\(one\\): width');
    expect(() => resizeImages(one, { height: 4, width: 1.5 })).toThrow(width);
  });
});
