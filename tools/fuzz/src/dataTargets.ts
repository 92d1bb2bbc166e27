import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ImageDataset } from '@causal-mechanisms/datasets';
import { imageFolder, readIdxImages, readOmniglot } from '@causal-mechanisms/datasets/node';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { zipSync } from 'fflate';
import sharp from 'sharp';
import { damage } from './damage.ts';
import type { Target } from './target.ts';

/** Eight images of 6x5 pixels with labels, as idx files. */
export function idxTarget(): Target {
  return {
    files: { images: idxImages(), labels: idxLabels() },
    open: async (folder) => {
      await readAll(
        await readIdxImages(join(folder, 'images'), { labels: join(folder, 'labels') }),
      );
    },
  };
}

/** The same, packed. Half of the damage is done before they are. */
export function gzTarget(): Target {
  const plain = { 'images.gz': idxImages(), 'labels.gz': idxLabels() };
  return {
    files: Object.fromEntries(
      Object.entries(plain).map(([name, bytes]) => [name, new Uint8Array(gzipSync(bytes))]),
    ),
    damage: (stream) => {
      const name = stream.uniform() < 0.7 ? 'images.gz' : 'labels.gz';
      const inside = stream.uniform() < 0.5;
      return {
        [name]: inside
          ? new Uint8Array(gzipSync(damage(plain[name], stream)))
          : damage(new Uint8Array(gzipSync(plain[name])), stream),
      };
    },
    open: async (folder) => {
      await readAll(
        await readIdxImages(join(folder, 'images.gz'), { labels: join(folder, 'labels.gz') }),
      );
    },
  };
}

/** An archive of twelve drawings. Half of the damage is done to a drawing before it is packed. */
export async function zipTarget(): Promise<Target> {
  const drawing = await picture(12, 12, 1);
  const drawings = Object.fromEntries(
    Array.from({ length: 12 }, (_, i) => [
      `images_background/Greek/character${i % 3}/${i}.png`,
      drawing,
    ]),
  );
  const name = 'images_background.zip';
  return {
    files: { [name]: zipSync(drawings) },
    damage: (stream) => {
      if (stream.uniform() < 0.5) return { [name]: damage(zipSync(drawings), stream) };
      const [first = ''] = Object.keys(drawings);
      return { [name]: zipSync({ ...drawings, [first]: damage(drawing, stream) }) };
    },
    open: async (folder) => {
      await readAll(await readOmniglot(folder, { size: [8, 8] }));
    },
  };
}

/** PNG files in grey, colour, with transparency, with 16 bits and interlaced, and a JPEG file. */
export async function imageTarget(): Promise<Target> {
  const noise = sharp(noiseOf(20 * 24 * 3), { raw: { width: 24, height: 20, channels: 3 } });
  return {
    files: {
      'a/grey.png': await picture(24, 20, 1),
      'a/alpha.png': await picture(24, 20, 4),
      'b/deep.png': new Uint8Array(
        await noise.clone().toColourspace('rgb16').png({ progressive: true }).toBuffer(),
      ),
      'b/photo.jpg': new Uint8Array(await noise.clone().jpeg().toBuffer()),
    },
    open: async (folder) => {
      await readAll(await imageFolder(folder, { height: 8, width: 8 }));
    },
  };
}

async function readAll(images: ImageDataset): Promise<void> {
  const [height, width, channels] = images.shape;
  // A header may claim many: as many as a batch has are looked at.
  const count = Math.min(images.size, 64);
  await images.read(
    Int32Array.from({ length: count }, (_, i) => i),
    new Float32Array(count * height * width * channels),
  );
}

function idxImages(): Uint8Array {
  return Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 8, 0, 0, 0, 6, 0, 0, 0, 5, ...noiseOf(8 * 6 * 5));
}

function idxLabels(): Uint8Array {
  return Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 8, 0, 1, 2, 3, 4, 5, 6, 7);
}

async function picture(width: number, height: number, channels: 1 | 4): Promise<Uint8Array> {
  const image = sharp(noiseOf(width * height * channels), { raw: { width, height, channels } });
  const space = channels === 1 ? 'b-w' : 'srgb';
  return new Uint8Array(await image.toColourspace(space).png().toBuffer());
}

function noiseOf(length: number): Uint8Array {
  const stream = new RandomStream(length);
  return Uint8Array.from({ length }, () => stream.integer(0, 256));
}
