import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { competitionImages } from '../../../../src/recipes/experts-gan/competition/images.ts';

const NOWHERE = { insisted: false, find: () => Promise.resolve(undefined) };
const SIZES = { train: 64, test: 32, canonical: null };
const CONFIG = {
  batchSize: 4,
  colour: false,
  data: 'embedded',
  folder: '',
  images: SIZES,
} as const;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'competition-'));
  for (let i = 0; i < 20; i++) {
    const kind = i % 2 === 0 ? 'even' : 'odd';
    await mkdir(join(folder, kind), { recursive: true });
    const background = { r: 10 * i, g: 10 * i, b: 10 * i };
    await sharp({ create: { width: 20, height: 20, channels: 3, background } })
      .png()
      .toFile(join(folder, kind, `${i}.png`));
  }
});
afterAll(() => rm(folder, { recursive: true }));

describe('competitionImages', () => {
  it('pads embedded digits', async () => {
    const { train, test, used } = await competitionImages(NOWHERE, CONFIG);
    expect([train.size, test.size]).toEqual([64, 32]);
    expect(train.shape).toEqual([32, 32, 1]);
    expect(used.kind).toBe('synthetic');
  });

  it('colours strokes where that is asked for, and says so', async () => {
    const { train, test, used } = await competitionImages(NOWHERE, { ...CONFIG, colour: true });
    expect([train.shape, test.shape]).toEqual([
      [32, 32, 3],
      [32, 32, 3],
    ]);
    expect(used.description).toMatch(/strokes in colours$/);
  });

  it('holds a fifth of a folder out, every image in one part, with sub-folders as classes', async () => {
    const config = { ...CONFIG, data: 'folder', folder } as const;
    const { train, test, used } = await competitionImages(NOWHERE, config);
    expect([train.size, test.size]).toEqual([16, 4]);
    expect(train.classNames).toEqual(['even', 'odd']);
    expect(used).toMatchObject({ kind: 'own', chosenBy: 'the configuration names a folder' });
    const seen: number[] = [];
    for (const part of [train, test]) {
      const [height, width, channels] = part.shape;
      expect([height, width]).toEqual([32, 32]);
      const out = new Float32Array(part.size * height * width * channels);
      await part.read(
        Int32Array.from({ length: part.size }, (_, i) => i),
        out,
      );
      for (let i = 0; i < part.size; i++) {
        const grey = Math.round(25.5 * (out[i * height * width * channels] ?? NaN));
        seen.push(grey);
        expect(part.labels?.[i]).toBe(grey % 2);
      }
    }
    expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });

  it('refuses a folder that holds too few', async () => {
    const config = { ...CONFIG, data: 'folder', folder, batchSize: 9 } as const;
    await expect(competitionImages(NOWHERE, config)).rejects.toMatchObject({
      code: 'ERR_TOO_FEW_IMAGES',
    });
  });
});
