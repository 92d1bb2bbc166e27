import { arrayDataset } from '../../src/image/arrayDataset.ts';
import { loadIntoMemory } from '../../src/image/loadIntoMemory.ts';
import type { ImageDataset } from '../../src/image/imageDataset.ts';
import { failure, readFirst, turnsDuring } from '../testFiles.ts';

const COUNT = 300;
const MANY = arrayDataset({
  name: 'many',
  origin: { kind: 'real', description: 'many images' },
  pixels: Uint8Array.from({ length: 2 * COUNT }, (_, k) => k % 256),
  shape: [1, 2, 1],
  labels: Array.from({ length: COUNT }, (_, i) => i % 3),
  classNames: ['a', 'b', 'c'],
});

describe('loadIntoMemory', () => {
  it('reads every image once, in bounded pieces, and keeps what belongs to it', async () => {
    const reads: number[] = [];
    const slow: ImageDataset = {
      ...MANY,
      read: (indices, out) => {
        reads.push(indices.length);
        return MANY.read(indices, out);
      },
    };
    const kept = await loadIntoMemory(slow);
    expect(reads).toEqual([128, 128, 44]);
    expect(await readFirst(kept)).toEqual(await readFirst(MANY));
    expect(await readFirst(kept)).toEqual(await readFirst(MANY));
    expect(reads).toHaveLength(3);
    expect(kept).toEqual({ ...MANY, read: expect.any(Function) as unknown });
  });

  it('rounds to the nearest of 256 steps', async () => {
    const pixels = Float32Array.of(0, 0.4 / 255, 0.6 / 255, 100.49 / 255, 254.6 / 255, 1);
    const kept = await loadIntoMemory(arrayDataset({ name: 'f', pixels, shape: [1, 6, 1] }));
    expect([...(await readFirst(kept))].map((value) => value * 255)).toEqual(
      [0, 0, 1, 100, 255, 255].map((byte) => Math.fround(byte / 255) * 255),
    );
  });

  it('lets the event loop turn between pieces', async () => {
    const quick: ImageDataset = { ...MANY, read: () => Promise.resolve() };
    expect(await turnsDuring(() => loadIntoMemory(quick))).toBeGreaterThanOrEqual(3);
  });

  it('passes on what a read throws', async () => {
    const broken: ImageDataset = { ...MANY, read: () => Promise.reject(new Error('torn')) };
    await expect(loadIntoMemory(broken)).rejects.toThrow('torn');
  });

  it('refuses pixels that are no numbers in [0, 1], which a byte cannot hold', async () => {
    const spoilt: ImageDataset = {
      ...MANY,
      read: (_, out) => {
        out.fill(0.5).fill(NaN, 3, 4);
        return Promise.resolve();
      },
    };
    await expect(loadIntoMemory(spoilt)).rejects.toThrow(
      failure('ERR_VALUES', '^loadIntoMemory\\(many\\): pixels .* got NaN at place 3'),
    );
  });

  it('refuses more than memory holds before it asks for it', async () => {
    const vast: ImageDataset = {
      name: 'many',
      origin: MANY.origin,
      size: 2 ** 31 - 1,
      shape: [2, 3, 1],
      read: () => Promise.reject(new Error('read')),
    };
    await expect(loadIntoMemory(vast)).rejects.toThrow(
      failure('ERR_ARGUMENT', '^loadIntoMemory\\(many\\): dataset.size times'),
    );
  });
});
