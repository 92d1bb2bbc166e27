import { arrayDataset } from '../../src/image/arrayDataset.ts';
import type { ImageDataset } from '../../src/image/imageDataset.ts';
import { mapPixels } from '../../src/image/mapPixels.ts';
import { turnsDuring } from '../testFiles.ts';

const COUNT = 300;
/** Image i has the two pixels i / 1000 and 1 - i / 1000. */
const PAIRS = arrayDataset({
  name: 'pairs',
  pixels: Float32Array.from({ length: 2 * COUNT }, (_, k) =>
    k % 2 === 0 ? k / 2000 : 1 - (k - 1) / 2000,
  ),
  shape: [1, 2, 1],
  labels: Array.from({ length: COUNT }, (_, i) => i),
});

/** Three pixels from two: the second, the first, and their mean. */
function turned(dataset: ImageDataset): ImageDataset {
  return mapPixels(dataset, [3, 1, 1], (source, from, out, to) => {
    const [a = NaN, b = NaN] = source.subarray(from, from + 2);
    out.set([b, a, (a + b) / 2], to);
  });
}

const backwards = Int32Array.from({ length: COUNT }, (_, i) => COUNT - 1 - i);

describe('mapPixels', () => {
  it('maps every image at its own place, over several chunks', async () => {
    const dataset = turned(PAIRS);
    expect(dataset).toMatchObject({ name: 'pairs', size: COUNT, shape: [3, 1, 1] });
    expect(dataset.labels).toEqual(PAIRS.labels);
    const out = new Float32Array(3 * COUNT);
    await dataset.read(backwards, out);
    for (let i = 0; i < COUNT; i++) {
      const first = (COUNT - 1 - i) / 1000;
      expect(out[3 * i]).toBeCloseTo(1 - first, 6);
      expect(out[3 * i + 1]).toBeCloseTo(first, 6);
      expect(out[3 * i + 2]).toBeCloseTo(0.5, 6);
    }
  });

  it('holds no more than 128 images of the source at a time', async () => {
    const sizes: number[] = [];
    const counted: ImageDataset = {
      ...PAIRS,
      read: (indices, out) => {
        sizes.push(indices.length);
        return PAIRS.read(indices, out);
      },
    };
    await turned(counted).read(backwards, new Float32Array(3 * COUNT));
    expect(sizes).toEqual([128, 128, 44]);
  });

  it('lets the event loop turn between images', async () => {
    const read = () => turned(PAIRS).read(backwards, new Float32Array(3 * COUNT));
    expect(await turnsDuring(read)).toBeGreaterThanOrEqual(COUNT);
  });

  it('refuses reads that do not fit its own shape', async () => {
    const dataset = turned(PAIRS);
    await expect(dataset.read(Int32Array.of(0), new Float32Array(2))).rejects.toMatchObject({
      code: 'ERR_SHAPE',
      data: { expected: 3, actual: 2 },
    });
    await expect(dataset.read(Int32Array.of(COUNT), new Float32Array(3))).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
    });
  });
});
