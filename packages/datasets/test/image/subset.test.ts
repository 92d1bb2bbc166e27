import { arrayDataset } from '../../src/image/arrayDataset.ts';
import { subset } from '../../src/image/subset.ts';
import type { ImageDataset } from '../../src/image/imageDataset.ts';
import { failure } from '../testFiles.ts';

const FIVE = arrayDataset({
  name: 'five',
  pixels: Uint8Array.from([0, 1, 2, 3, 4]),
  shape: [1, 1, 1],
  labels: [10, 11, 12, 13, 14],
});

async function values(dataset: ImageDataset): Promise<number[]> {
  const out = new Float32Array(dataset.size);
  await dataset.read(
    Int32Array.from({ length: dataset.size }, (_, i) => i),
    out,
  );
  return [...out].map((value) => Math.round(value * 255));
}

describe('subset', () => {
  it('takes images by index, in order, with repeats', async () => {
    const part = subset(FIVE, [4, 0, 4]);
    expect(await values(part)).toEqual([4, 0, 4]);
    expect([...(part.labels ?? [])]).toEqual([14, 10, 14]);
  });

  it('takes a range, open at either end', async () => {
    expect(await values(subset(FIVE, { from: 3 }))).toEqual([3, 4]);
    expect(await values(subset(FIVE, { to: 2 }))).toEqual([0, 1]);
    expect(await values(subset(subset(FIVE, { from: 1 }), { from: 1, to: 3 }))).toEqual([2, 3]);
  });

  it('is not changed by a later change of the indices', async () => {
    const indices = [1, 2];
    const part = subset(FIVE, indices);
    indices[0] = 4;
    expect(await values(part)).toEqual([1, 2]);
  });

  it.each([
    ['an index past the end', [5], 'index 5'],
    ['a fraction', [0.5], 'index 0.5'],
    ['no image', [], 'no images'],
    ['a range past the end', { to: 6 }, '\\[0, 6\\) is not a range'],
    ['a range before the start', { from: -1 }, '\\[-1, 5\\) is not a range'],
    ['a range of fractions', { from: 0.5 }, 'is not a range'],
    ['a range to a fraction', { to: 1.5 }, 'is not a range'],
    ['a range backwards', { from: 3, to: 2 }, 'is not a range'],
    ['an empty range', { from: 2, to: 2 }, 'no images'],
  ])('refuses %s', (_, choice, message) => {
    expect(() => subset(FIVE, choice)).toThrow(
      failure('ERR_ARGUMENT', `^subset\\(five\\): .*${message}`),
    );
  });

  it('checks reads by its own size', async () => {
    await expect(
      subset(FIVE, [0]).read(Int32Array.of(1), new Float32Array(1)),
    ).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
  });
});
