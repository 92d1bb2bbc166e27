import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { proceduralGlyphs } from '@causal-mechanisms/datasets';
import type { ImageDataset } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { dataFinder } from '../../../src/run/dataChoice.ts';
import {
  byAlphabet,
  byDrawer,
  chooseDigits,
  classCount,
  shareDigits,
} from '../../../src/recipes/data/digits.ts';
import type { ChooseDigitsOptions } from '../../../src/recipes/data/digits.ts';

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
async function mnist(train: number, test: number, place = `mnist-${train}-${test}`) {
  const folder = join(root, place, 'mnist');
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

type Options = Partial<ChooseDigitsOptions> & { data?: string; seed?: number };

const SIZES = { train: 12, validation: 6, test: 5 };

function choose(options: Options = {}) {
  const world = {
    workingDirectory: root,
    repositoryRoot: join(root, 'repository'),
    environment: { XDG_CACHE_HOME: join(root, 'cache') },
  };
  const { data, source = 'auto', validation = SIZES.validation } = options;
  return chooseDigits(dataFinder(world, data), { source, ...SIZES, validation });
}

async function share(options: Options = {}) {
  return shareDigits(await choose(options), SIZES, new RandomStream(options.seed ?? 1));
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

async function all({ train, validation, test }: Awaited<ReturnType<typeof share>>) {
  return { train: await read(train), validation: await read(validation), test: await read(test) };
}

describe('classCount', () => {
  it('is ten where no classes are named', () => {
    expect(classCount({})).toBe(10);
    expect(classCount({ classNames: ['a', 'b'] })).toBe(2);
  });
});

describe('chooseDigits of a named data set', () => {
  it('takes that one and no other', async () => {
    await mnist(20, 5, 'both');
    await rename(join(root, 'both/mnist'), join(root, 'both/fashion-mnist'));
    const fashion = await choose({ source: 'fashion-mnist', data: 'both' });
    expect(fashion.used).toMatchObject({
      kind: 'real',
      description:
        'idx files that are not those of Fashion-MNIST, 12 for training, 6 for the choice of models, 5 for testing',
    });
    expect(fashion.train.classNames?.[9]).toBe('Ankle boot');
    await expect(choose({ source: 'mnist', data: 'both' })).rejects.toMatchObject({
      code: 'ERR_DATA_MISSING',
    });
    await expect(choose({ source: 'mnist' })).rejects.toThrow(
      'the configuration asks for mnist, which is not here; get it with: lab data get mnist',
    );
  });

  it('is of alphabets, and of other people to learn from, where it is Omniglot', async () => {
    const letters = proceduralGlyphs({
      alphabets: 2,
      charactersPerAlphabet: 3,
      drawings: 20,
      height: 12,
      width: 12,
      seed: 1,
    });
    const alphabets = byAlphabet(letters);
    expect(alphabets.classNames).toEqual(['alphabet01', 'alphabet02']);
    expect(Array.from(alphabets.labels ?? [])).toEqual([
      ...new Array<number>(60).fill(0),
      ...new Array<number>(60).fill(1),
    ]);
    const { train, test } = byDrawer(alphabets);
    expect([train.size, test.size]).toEqual([90, 30]);
    expect(Array.from(train.labels ?? []).slice(0, 6)).toEqual([0, 0, 0, 1, 1, 1]);
    const [whole, learned, held] = [await read(letters), await read(train), await read(test)];
    // Drawings 0 to 14 of each character to learn from, 15 to 19 to test on, all characters in turns.
    expect(learned[7]).toBe(whole[21]);
    expect(held[0]).toBe(whole[15]);
    expect(held.at(-1)).toBe(whole[119]);
  });
});

describe('chooseDigits', () => {
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
        description:
          'idx files that are not those of MNIST, 12 for training, 6 for the choice of models, 5 for testing',
        chosenBy: '--data',
      });
    }
  });

  it('does not look for real ones when the embedded ones are wanted', async () => {
    // An empty file: reading it would fail.
    const folder = await mnist(18, 5, 'shared/data');
    await writeFile(join(folder, 'train-images-idx3-ubyte'), '');
    const { used } = await choose({ source: 'embedded' });
    expect(used.chosenBy).toBe('the configuration asks for them');
    await expect(choose({ source: 'embedded', data: folder })).rejects.toMatchObject({
      code: 'ERR_FILE_FORMAT',
    });
    await rm(folder, { recursive: true });
  });

  it('gives embedded digits of the size of MNIST’s, as many as were asked for', async () => {
    const { train, test } = await choose();
    expect(train.shape).toEqual([28, 28, 1]);
    expect([train.size, test.size]).toEqual([18, 5]);
  });

  it('speaks of a choice of models only where digits are held out for it', async () => {
    const { used } = await choose({ validation: 0 });
    expect(used.description).toContain('(synthetic), 12 for training and 5 for testing');
  });

  it('gives all real digits to learn from, and as many to test on as were asked for', async () => {
    const { train, test } = await choose({ data: await mnist(30, 9) });
    expect([train.size, test.size]).toEqual([30, 5]);
    // Image i is as bright as its number.
    expect(await read(test)).toEqual([0, 1, 2, 3, 4].map((i) => String(Math.fround(i / 255))));
  });

  it.each([
    [17, 5, 'idx/train has 17 images, the configuration asks for 18'],
    [18, 4, 'idx/test has 4 images, the configuration asks for 5'],
  ])('refuses %d training and %d test images: too few', async (train, test, message) => {
    await expect(choose({ data: await mnist(train, test) })).rejects.toMatchObject({
      code: 'ERR_TOO_FEW_IMAGES',
      message,
    });
  });
});

describe('shareDigits', () => {
  it.each(['embedded', 'real'])(
    'shares %s digits out: none is in two sets, and the seed decides which is where',
    async (kind) => {
      const data = kind === 'real' ? { data: await mnist(18, 5) } : {};
      const first = await all(await share(data));
      expect(first.train).toHaveLength(12);
      expect(first.validation).toHaveLength(6);
      expect(new Set([...first.train, ...first.validation]).size).toBe(18);
      expect(await all(await share(data))).toEqual(first);
      const second = await all(await share({ ...data, seed: 2 }));
      expect(second.train).not.toEqual(first.train);
      expect(second.test).toEqual(first.test);
    },
  );

  it('tests on digits that neither training nor choice sees', async () => {
    const { train, validation, test } = await all(await share());
    const known = new Set([...train, ...validation]);
    expect(test.filter((image) => known.has(image))).toEqual([]);
  });
});
