import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { arrayDataset } from '../../src/image/arrayDataset.ts';
import type { ImageDataset } from '../../src/image/imageDataset.ts';
import type { SequenceBatch } from '../../src/sequence/sequenceTask.ts';
import { sequentialImages } from '../../src/sequence/sequentialImages.ts';
import { failure, turnsDuring } from '../testFiles.ts';

/** The sequences of a batch, one list each. */
function rows(batch: SequenceBatch): number[][] {
  const { inputs, steps, size } = batch;
  if (inputs.kind !== 'tokens') throw new Error('expected tokens');
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: steps }, (_, t) => inputs.tokens[t * size + i] ?? NaN),
  );
}

/** Image i of 28 is white in row i alone, or in column i alone. */
function lines(direction: 'rows' | 'columns'): ImageDataset {
  const pixels = new Uint8Array(28 ** 3);
  for (let i = 0; i < 28; i++) {
    for (let k = 0; k < 28; k++)
      pixels[i * 784 + (direction === 'rows' ? i * 28 + k : k * 28 + i)] = 255;
  }
  const labels = Array.from({ length: 28 }, (_, i) => i);
  return arrayDataset({ name: direction, pixels, shape: [28, 28, 1], labels });
}

/** Which row or column of the source each row or column shown is. */
async function sources(direction: 'rows' | 'columns', side: number): Promise<number[]> {
  const task = sequentialImages(lines(direction), { size: side });
  const shown = rows(await task.batch(Array.from({ length: 28 }, (_, i) => i)));
  const step = direction === 'rows' ? side : 1;
  return Array.from({ length: side }, (_, j) => shown.findIndex((image) => image[j * step] === 1));
}

/** 0 to 9 as images of 2 x 2 pixels: the number in binary, lowest digit first. */
const TEN = arrayDataset({
  name: 'ten',
  pixels: Float32Array.from({ length: 40 }, (_, k) => ((k >> 2) >> (k & 3)) & 1),
  shape: [2, 2, 1],
  labels: Array.from({ length: 10 }, (_, i) => i),
});

describe('sequentialImages', () => {
  it('reads rows from the top, rounded, with the label as the class', async () => {
    const dataset = arrayDataset({
      name: 'two',
      pixels: Float32Array.of(0.49, 0.5, 1, 0, 0, 0, 0.51, 0.2),
      shape: [2, 2, 1],
      labels: [3, 1],
    });
    const task = sequentialImages(dataset, { size: 2 });
    const batch = await task.batch([1, 0]);
    expect(rows(batch)).toEqual([
      [0, 0, 1, 0],
      [0, 1, 1, 0],
    ]);
    expect(batch).toMatchObject({ steps: 4, size: 2, targetAt: 'last', scored: 1 });
    expect(batch.targets).toEqual({ kind: 'classes', classes: Int32Array.of(1, 3) });
    expect(task).toMatchObject({
      name: 'two/2x2',
      length: 2,
      inputs: { kind: 'tokens', vocabulary: 2 },
      targets: { kind: 'classes', classes: 4 },
      targetAt: 'last',
    });
  });

  it('splits bytes between 127 and 128', async () => {
    const pixels = Uint8Array.of(127, 128);
    const dataset = arrayDataset({ name: 'bytes', pixels, shape: [1, 1, 1], labels: [0, 0] });
    expect(rows(await sequentialImages(dataset, { size: 1 }).batch([0, 1]))).toEqual([[0], [1]]);
  });

  it.each(['rows', 'columns'] as const)('picks the published %s', async (direction) => {
    const even = Array.from({ length: 14 }, (_, i) => 2 * i);
    expect(await sources(direction, 14)).toEqual(even);
    expect(await sources(direction, 16)).toEqual([
      0, 1, 3, 5, 7, 8, 10, 12, 14, 15, 17, 19, 21, 22, 24, 26,
    ]);
    expect(await sources(direction, 28)).toEqual(Array.from({ length: 28 }, (_, i) => i));
    // Larger than the source, every row is shown twice.
    expect((await sources(direction, 56)).slice(0, 5)).toEqual([0, 0, 1, 1, 2]);
  });

  it('resizes sides of different length each by its own ratio', async () => {
    const pixels = Uint8Array.from({ length: 8 }, (_, k) => (k === 2 || k === 4 ? 255 : 0));
    const dataset = arrayDataset({ name: 'wide', pixels, shape: [2, 4, 1], labels: [0] });
    // Of rows 0 and 1 the columns 0 and 2.
    expect(rows(await sequentialImages(dataset, { size: 2 }).batch([0]))).toEqual([[0, 1, 1, 0]]);
  });

  it('gives the same whether pixels are rounded before or after', async () => {
    const stream = new RandomStream(6);
    const gray = stream.uniforms(3 * 49);
    const black = gray.map((value) => (value >= 0.5 ? 1 : 0));
    const [first, second] = await Promise.all(
      [gray, black].map((pixels) => {
        const dataset = arrayDataset({ name: 'x', pixels, shape: [7, 7, 1], labels: [0, 0, 0] });
        return sequentialImages(dataset, { size: 5 }).batch([0, 1, 2]);
      }),
    );
    expect(first).toEqual(second);
    const shown = first === undefined ? [] : rows(first).flat();
    expect(new Set(shown)).toEqual(new Set([0, 1]));
  });

  it('draws distinct images with their labels, the same for the same seed', async () => {
    const task = sequentialImages(TEN, { size: 2 });
    const batch = await task.sample(7, new RandomStream(2));
    if (batch.targets.kind !== 'classes') throw new Error('expected classes');
    const { classes } = batch.targets;
    expect(new Set(classes).size).toBe(7);
    // Every image spells its own label.
    expect(rows(batch).map(([a = 0, b = 0, c = 0, d = 0]) => a + 2 * b + 4 * c + 8 * d)).toEqual([
      ...classes,
    ]);
    expect((await task.sample(10, new RandomStream(2))).size).toBe(10);
    expect(await task.sample(7, new RandomStream(2))).toEqual(batch);
    expect(await task.sample(7, new RandomStream(3))).not.toEqual(batch);
  });

  it('reads every image once, and no others', async () => {
    const read: number[] = [];
    const counted: ImageDataset = {
      ...TEN,
      read: (indices, out) => {
        read.push(...indices);
        return TEN.read(indices, out);
      },
    };
    const task = sequentialImages(counted, { size: 2 });
    expect(read).toEqual([]);
    const first = await task.batch([4, 2, 4]);
    expect(read).toEqual([4, 2]);
    expect(rows(first)[0]).toEqual(rows(first)[2]);
    await task.batch([2, 3]);
    expect(read).toEqual([4, 2, 3]);
  });

  it('walks through more images than are read at a time', async () => {
    const pixels = Uint8Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? 255 : 0));
    const labels = new Int32Array(300);
    const dataset = arrayDataset({ name: 'many', pixels, shape: [1, 1, 1], labels });
    const all = Array.from({ length: 300 }, (_, i) => i);
    const shown = rows(await sequentialImages(dataset, { size: 1 }).batch(all)).flat();
    expect(shown).toEqual(all.map((i) => (i % 3 === 0 ? 1 : 0)));
  });

  it('lets the event loop turn while it reads, and while it lays out what is known', async () => {
    const count = 400;
    const pixels = new Uint8Array(count * 32 ** 2);
    const labels = new Int32Array(count);
    const dataset = arrayDataset({ name: 'x', pixels, shape: [32, 32, 1], labels });
    const task = sequentialImages(dataset, { size: 32 });
    const all = Array.from({ length: count }, (_, i) => i);
    const [first, again] = [
      await turnsDuring(() => task.batch(all)),
      await turnsDuring(() => task.batch(all)),
    ];
    // Four chunks with the pauses of each read and check; then two pieces of 256 images.
    expect(first).toBeGreaterThanOrEqual(4 * 3 + 2);
    expect(again).toBeGreaterThanOrEqual(2);
    expect(again).toBeLessThan(first);
  });

  it('counts the classes by their names, or as told', () => {
    const classNames = Array.from({ length: 12 }, (_, i) => `class ${i}`);
    const named = sequentialImages({ ...TEN, classNames }, { size: 2 });
    expect(named.targets).toEqual({ kind: 'classes', classes: 12 });
    const told = sequentialImages(TEN, { size: 2, classes: 20 });
    expect(told.targets).toEqual({ kind: 'classes', classes: 20 });
    expect(() => sequentialImages(TEN, { size: 2, classes: 9 })).toThrow(
      failure('ERR_VALUES', 'label 9 of image 9'),
    );
  });

  it('refuses data sets that do not fit', () => {
    const pixels = new Uint8Array(12);
    const bare = arrayDataset({ name: 'bare', pixels, shape: [2, 2, 1] });
    expect(() => sequentialImages(bare, { size: 2 })).toThrow(failure('ERR_ARGUMENT', 'labels'));
    const color = arrayDataset({ name: 'color', pixels, shape: [2, 2, 3], labels: [0] });
    expect(() => sequentialImages(color, { size: 2 })).toThrow(failure('ERR_SHAPE', 'one channel'));
    expect(() => sequentialImages(TEN, { size: 0 })).toThrow(failure('ERR_ARGUMENT', 'size'));
    expect(() => sequentialImages(TEN, { size: 2, classes: 0 })).toThrow(failure('ERR_ARGUMENT'));
  });

  it('refuses draws and indices that are not there', async () => {
    const task = sequentialImages(TEN, { size: 2 });
    for (const size of [0, 11, 2.5]) {
      await expect(task.sample(size, new RandomStream(1))).rejects.toMatchObject({
        code: 'ERR_ARGUMENT',
      });
    }
    for (const indices of [[], [10], [0.5]]) {
      await expect(task.batch(indices)).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
    }
  });

  it('refuses pixels outside [0, 1], each time', async () => {
    const broken: ImageDataset = {
      ...TEN,
      read: (_, out) => {
        out.fill(NaN);
        return Promise.resolve();
      },
    };
    const task = sequentialImages(broken, { size: 2 });
    for (let tries = 0; tries < 2; tries++) {
      await expect(task.batch([0])).rejects.toMatchObject({ code: 'ERR_VALUES' });
    }
  });
});
