import { createHash } from 'node:crypto';
import { proceduralDigits } from '../../src/generated/proceduralDigits.ts';
import type { ImageDataset } from '../../src/image/imageDataset.ts';
import { failure, pixelHash, readFirst } from '../testFiles.ts';

async function read(dataset: ImageDataset, from: number, count: number): Promise<Float32Array> {
  const [height, width] = dataset.shape;
  const out = new Float32Array(count * height * width);
  await dataset.read(
    Int32Array.from({ length: count }, (_, i) => from + i),
    out,
  );
  return out;
}

describe('proceduralDigits', () => {
  it('draws the images that recorded results were trained on', async () => {
    // Whoever changes these changes every recorded figure on embedded digits.
    expect(pixelHash(await readFirst(proceduralDigits(), 100))).toBe(
      '0faecc19f3ccd16453bed2ea1af6d92ef3d229e328e25702fd498c7c88d9eb2e',
    );
    const wide = proceduralDigits({ seed: 7, height: 14, width: 40 });
    expect(pixelHash(await readFirst(wide, 100))).toBe(
      '54a20f67850398b7cabac475592ac2d79fdad46f25e34a8da69fcf5ae5b655da',
    );
  });

  it('gives image i by the seed and i alone', async () => {
    const [few, many] = [
      proceduralDigits({ size: 15, seed: 5 }),
      proceduralDigits({ size: 500, seed: 5 }),
    ];
    expect(await read(few, 0, 15)).toEqual(await read(many, 0, 15));
    expect([...(few.labels ?? [])]).toEqual([...(many.labels ?? [])].slice(0, 15));
    const again = new Float32Array(784 * 2);
    await many.read(Int32Array.of(14, 3), again);
    expect(again.subarray(784)).toEqual(await read(few, 3, 1));
    expect(await read(proceduralDigits({ size: 15, seed: 6 }), 0, 15)).not.toEqual(
      await read(few, 0, 15),
    );
  });

  it('holds each digit once in every ten', () => {
    const labels = [...(proceduralDigits({ size: 1000 }).labels ?? [])];
    for (let start = 0; start < 1000; start += 10) {
      expect(labels.slice(start, start + 10).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
    expect(labels.slice(0, 10)).not.toEqual(labels.slice(10, 20));
  });

  it('has 60 000 images by default, distinct as far as one in six shows', async () => {
    const digits = proceduralDigits();
    expect(digits.size).toBe(60_000);
    expect(digits.origin.kind).toBe('synthetic');
    const pixels = new Float32Array(784 * 10_000);
    await digits.read(
      Int32Array.from({ length: 10_000 }, (_, i) => 6 * i),
      pixels,
    );
    const seen = new Set<string>();
    for (let i = 0; i < 10_000; i++) {
      const image = pixels.subarray(784 * i, 784 * (i + 1));
      seen.add(createHash('md5').update(image).digest('base64'));
    }
    expect(seen.size).toBe(10_000);
  });

  it('has the ink of MNIST, in steps of 1/255, within its box', async () => {
    const count = 2000;
    const pixels = await read(proceduralDigits({ size: count, seed: 2 }), 0, count);
    let ink = 0;
    let outside = 0;
    let between = 0;
    for (let k = 0; k < pixels.length; k++) {
      const value = pixels[k] ?? NaN;
      const steps = value * 255;
      const row = ((k % 784) / 28) | 0;
      const column = k % 28;
      ink += value;
      if ((row < 4 || row >= 24 || column < 4 || column >= 24) && value !== 0) outside++;
      if ((steps + 0.5) % 1 < 0.49 || (steps + 0.5) % 1 > 0.51) between++;
    }
    ink /= pixels.length;
    expect(outside).toBe(0);
    expect(between).toBe(0);
    // MNIST's training images have a mean of 0.1307.
    expect(ink).toBeGreaterThan(0.12);
    expect(ink).toBeLessThan(0.14);
    for (let i = 0; i < count; i++) {
      expect(Math.max(...pixels.subarray(784 * i, 784 * (i + 1)))).toBeGreaterThan(0.9);
    }
  });

  it('can be told apart: the nearest of 3000 names nine tenths of others', async () => {
    // Blocks of 2x2 forgive the position of a stroke, as a network would.
    const digits = proceduralDigits({ size: 3100 });
    const small = coarse(await read(digits, 0, 3100), 3100);
    let right = 0;
    for (let i = 3000; i < 3100; i++) {
      const nearest = nearestOf(small, i, 3000);
      if (digits.labels?.[nearest] === digits.labels?.[i]) right++;
    }
    expect(right).toBeGreaterThanOrEqual(90);
  });

  it('fits other frames', async () => {
    const wide = proceduralDigits({ size: 20, height: 14, width: 40 });
    expect(wide.shape).toEqual([14, 40, 1]);
    const pixels = await read(wide, 0, 20);
    expect(Math.max(...pixels)).toBeGreaterThan(0.9);
    const edge = pixels.filter(
      (_, k) => k % 40 < 2 || k % 40 >= 38 || Math.floor((k % 560) / 40) < 2,
    );
    expect(Math.max(...edge)).toBe(0);
  });

  it.each([{ size: 0 }, { size: 1.5 }, { height: 11 }, { width: 0 }, { seed: -1 }])(
    'refuses %j',
    (options) => {
      expect(() => proceduralDigits(options)).toThrow(failure('ERR_ARGUMENT'));
    },
  );
});

/** Means of blocks of 2x2 of images of 28x28. */
function coarse(pixels: Float32Array, count: number): Float32Array {
  const out = new Float32Array(count * 196);
  for (let k = 0; k < pixels.length; k++) {
    const row = ((k % 784) / 28) | 0;
    const at = ((k / 784) | 0) * 196 + (row >> 1) * 14 + ((k % 28) >> 1);
    out[at] = (out[at] ?? 0) + (pixels[k] ?? 0) / 4;
  }
  return out;
}

function nearestOf(images: Float32Array, query: number, among: number): number {
  let best = -1;
  let least = Infinity;
  for (let i = 0; i < among; i++) {
    let distance = 0;
    for (let k = 0; k < 196; k++) {
      const difference = (images[i * 196 + k] ?? 0) - (images[query * 196 + k] ?? 0);
      distance += difference * difference;
    }
    if (distance < least) {
      least = distance;
      best = i;
    }
  }
  return best;
}
