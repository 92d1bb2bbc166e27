import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageDataset } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { dataFinder } from '../../../src/run/dataChoice.ts';
import { choosePixelDigits } from '../../../src/recipes/data/pixelDigits.ts';
import type { PixelDigitsOptions } from '../../../src/recipes/data/pixelDigits.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-pixels-'));
});
afterAll(() => rm(root, { recursive: true }));

/** Writes an idx file of bytes: a header and the numbers. */
async function idx(path: string, shape: readonly number[], data: readonly number[]) {
  const header = shape.flatMap((side) => [0, 0, side >> 8, side & 255]);
  await writeFile(path, Uint8Array.from([0, 0, 8, shape.length, ...header, ...data]));
}

/** MNIST files of images of 1 x 1: image i is as bright as its number. */
async function mnist(train: number, test: number): Promise<string> {
  const folder = join(root, `mnist-${train}-${test}`, 'mnist');
  await mkdir(folder, { recursive: true });
  for (const [split, size] of [
    ['train', train],
    ['t10k', test],
  ] as const) {
    const numbers = Array.from({ length: size }, (_, i) => i);
    await idx(join(folder, `${split}-images-idx3-ubyte`), [size, 1, 1], numbers);
    await idx(
      join(folder, `${split}-labels-idx1-ubyte`),
      [size],
      numbers.map((i) => i % 10),
    );
  }
  return folder;
}

function choose(more: Partial<PixelDigitsOptions> & { data?: string; seed?: number } = {}) {
  const { data, seed = 1, ...options } = more;
  const world = {
    workingDirectory: root,
    repositoryRoot: join(root, 'repository'),
    environment: { XDG_CACHE_HOME: join(root, 'cache') },
  };
  return choosePixelDigits(dataFinder(world, data), {
    source: 'auto',
    train: 12,
    validation: 6,
    test: 5,
    stream: new RandomStream(seed),
    ...options,
  });
}

/** Every image as a text. */
async function read(digits: ImageDataset): Promise<string[]> {
  const [height, width] = digits.shape;
  const length = height * width;
  const pixels = new Float32Array(digits.size * length);
  await digits.read(
    Int32Array.from({ length: digits.size }, (_, i) => i),
    pixels,
  );
  return Array.from({ length: digits.size }, (_, i) =>
    pixels.slice(i * length, (i + 1) * length).join(),
  );
}

async function all({ train, validation, test }: Awaited<ReturnType<typeof choose>>) {
  return { train: await read(train), validation: await read(validation), test: await read(test) };
}

describe('choosePixelDigits', () => {
  it('calls embedded digits synthetic, and says why they were taken', async () => {
    const sizes = '12 for training, 6 for the choice of models, 5 for testing';
    expect((await choose()).used).toEqual({
      kind: 'synthetic',
      description: `embedded procedural digits (synthetic), ${sizes}`,
      chosenBy: 'no MNIST files were found',
    });
    expect((await choose({ source: 'embedded' })).used).toMatchObject({
      kind: 'synthetic',
      chosenBy: 'the configuration asks for them',
    });
  });

  it('calls real digits real, and takes them when the user insists', async () => {
    const data = await mnist(18, 5);
    for (const source of ['auto', 'embedded'] as const) {
      expect((await choose({ data, source })).used).toEqual({
        kind: 'real',
        description: 'MNIST, 12 for training, 6 for the choice of models, 5 for testing',
        chosenBy: '--data',
      });
    }
  });

  it.each(['embedded', 'real'])(
    'shares %s digits out: none is in two sets, and the seed decides which is where',
    async (kind) => {
      const data = kind === 'real' ? { data: await mnist(18, 5) } : {};
      const first = await all(await choose(data));
      expect(first.train).toHaveLength(12);
      expect(first.validation).toHaveLength(6);
      expect(new Set([...first.train, ...first.validation]).size).toBe(18);
      expect(await all(await choose(data))).toEqual(first);
      const second = await all(await choose({ ...data, seed: 2 }));
      expect(second.train).not.toEqual(first.train);
      expect(second.test).toEqual(first.test);
    },
  );

  it('tests on digits that neither training nor choice sees', async () => {
    const { train, validation, test } = await all(await choose());
    const known = new Set([...train, ...validation]);
    expect(test.filter((image) => known.has(image))).toEqual([]);
  });

  it.each([
    [17, 5, 'mnist/train has 17 images, the configuration asks for 18'],
    [18, 4, 'mnist/test has 4 images, the configuration asks for 5'],
  ])('refuses %d training and %d test images: too few', async (train, test, message) => {
    await expect(choose({ data: await mnist(train, test) })).rejects.toMatchObject({
      code: 'ERR_TOO_FEW_IMAGES',
      message,
    });
  });
});
