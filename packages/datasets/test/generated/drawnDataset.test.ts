import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { drawnDataset } from '../../src/generated/drawnDataset.ts';
import type { DrawnDatasetOptions } from '../../src/generated/drawnDataset.ts';
import { joinStrokes } from '../../src/generated/strokeSkeleton.ts';
import { failure, turnsDuring } from '../testFiles.ts';

const UPRIGHT = joinStrokes([
  [
    [0.5, 0],
    [0.5, 1],
  ],
]);
const LEVEL = joinStrokes([
  [
    [0, 0.5],
    [1, 0.5],
  ],
]);
/** Odd images show an upright line, even ones a level line. */
const LINES: DrawnDatasetOptions = {
  owner: 'lines',
  name: 'two-lines',
  description: 'lines (synthetic)',
  height: 28,
  width: 28,
  labels: Int32Array.of(0, 1, 0, 1),
  classNames: ['level', 'upright'],
  style: {
    jitter: 0,
    bend: 0,
    endJitter: 0,
    slant: [0, 0.2],
    rotation: 0,
    aspect: [0, 0],
    smallest: 1,
    penRadius: [0, 0],
    pressure: 0,
  },
  stream: new RandomStream(1),
  skeletonOf: (index) => (index % 2 === 1 ? UPRIGHT : LEVEL),
};

async function read(
  options: Partial<DrawnDatasetOptions>,
  indices: readonly number[],
): Promise<Float32Array[]> {
  const dataset = drawnDataset({ ...LINES, ...options });
  const perImage = dataset.shape[0] * dataset.shape[1];
  const out = new Float32Array(indices.length * perImage).fill(NaN);
  await dataset.read(Int32Array.from(indices), out);
  return indices.map((_, i) => out.subarray(i * perImage, (i + 1) * perImage));
}

/** The first row and the first column with any ink. */
function inkStart(image: Float32Array, width: number): [row: number, column: number] {
  const places = [...image].flatMap((value, k) => (value > 0 ? [k] : []));
  return [
    Math.min(...places.map((k) => Math.floor(k / width))),
    Math.min(...places.map((k) => k % width)),
  ];
}

describe('drawnDataset', () => {
  it('says what it is', () => {
    expect(drawnDataset(LINES)).toEqual({
      read: expect.any(Function) as unknown,
      name: 'two-lines',
      origin: { kind: 'synthetic', description: 'lines (synthetic)' },
      size: 4,
      shape: [28, 28, 1],
      labels: Int32Array.of(0, 1, 0, 1),
      classNames: ['level', 'upright'],
    });
  });

  it('gives each image by its index, in any order and with repeats', async () => {
    const [first, second, again] = await read({}, [3, 0, 3]);
    expect(again).toEqual(first);
    expect(await read({}, [0])).toEqual([second]);
    // A level line is as wide as its box, an upright one as high.
    expect(second?.[14 * 28 + 5]).toBeGreaterThan(0.9);
    expect(first?.[5 * 28 + 5]).toBe(0);
    // The hand differs between two images of one skeleton, and with the stream.
    expect(await read({}, [1])).not.toEqual([first]);
    expect(await read({ stream: new RandomStream(2) }, [3])).not.toEqual([first]);
  });

  it('lets the event loop turn between images, and two reads share its frame unharmed', async () => {
    expect(await turnsDuring(() => read({}, [0, 1, 2, 3]))).toBeGreaterThanOrEqual(4);
    const dataset = drawnDataset(LINES);
    const [here, there] = [new Float32Array(4 * 784), new Float32Array(4 * 784)];
    await turnsDuring(() =>
      Promise.all([
        dataset.read(Int32Array.of(0, 1, 2, 3), here),
        dataset.read(Int32Array.of(3, 2, 1, 0), there),
      ]),
    );
    for (let i = 0; i < 4; i++) {
      expect(there.subarray(784 * i, 784 * (i + 1))).toEqual(
        here.subarray(784 * (3 - i), 784 * (4 - i)),
      );
    }
  });

  it('hands each image a stream of its own', async () => {
    const drawn: [number, number][] = [];
    const skeletonOf = (index: number, stream: RandomStream) => {
      drawn.push([index, stream.uniform()]);
      return UPRIGHT;
    };
    await read({ skeletonOf }, [2, 0]);
    expect(drawn).toEqual(
      [2, 0].map((index) => [index, new RandomStream(1).split(`image ${index}`).uniform()]),
    );
  });

  it.each([
    [12, 12, 2],
    [14, 40, 2],
    [40, 14, 2],
    [28, 28, 4],
    [46, 46, 7],
  ])('keeps a seventh of the shorter side of %dx%d black: %d', async (height, width, margin) => {
    const size = { height, width, style: { ...LINES.style, slant: [0, 0] as const } };
    const [level = new Float32Array(0), upright = new Float32Array(0)] = await read(size, [0, 1]);
    if (width <= height) expect(inkStart(level, width)[1]).toBe(margin);
    if (height <= width) expect(inkStart(upright, width)[0]).toBe(margin);
  });

  it('refuses frames that are too small, and reads that do not fit', async () => {
    expect(() => drawnDataset({ ...LINES, height: 11 })).toThrow(
      failure('ERR_ARGUMENT', 'lines: height'),
    );
    expect(() => drawnDataset({ ...LINES, width: 12.5 })).toThrow(
      failure('ERR_ARGUMENT', 'lines: width'),
    );
    expect(() => drawnDataset({ ...LINES, width: 11 })).toThrow(failure('ERR_ARGUMENT'));
    const dataset = drawnDataset(LINES);
    await expect(dataset.read(Int32Array.of(4), new Float32Array(784))).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
    });
    await expect(dataset.read(Int32Array.of(0), new Float32Array(783))).rejects.toMatchObject({
      code: 'ERR_SHAPE',
    });
  });
});
