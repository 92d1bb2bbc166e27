import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gatherImages, padImages, proceduralDigits } from '@causal-mechanisms/datasets';
import { CausalMechanismsError, RandomStream } from '@causal-mechanisms/tensor-utils';
import { nodeFileSystem } from '@causal-mechanisms/tensor-utils/node';
import { createMixture, invertContrast, shift } from '@causal-mechanisms/transforms';
import * as tf from '@tensorflow/tfjs';
import sharp from 'sharp';

const PADDING = 2;
const SIDE = 32;
/** The colours of the strokes. */
const COLOURS = [
  [1, 0.8, 0.2],
  [0.4, 0.9, 1],
  [1, 0.5, 0.6],
] as const;

/**
 * Draws digits in three colours: clean ones into one folder, others that were shifted or inverted into another, with a sub-folder
 * for each mechanism.
 *
 * @param folders - Where to; created. Files of an earlier call stay as they are.
 * @param seed - Decides what is drawn.
 * @param count - Images of each kind.
 * @throws CausalMechanismsError `ERR_DATA_CHANGED` when a folder holds something else than an earlier call left.
 */
export async function drawExampleFolders(
  folders: { readonly transformed: string; readonly canonical: string },
  seed: number,
  count: number,
): Promise<void> {
  const stream = new RandomStream(seed).split('example');
  const mixture = createMixture([shift({ dx: 4 }), shift({ dy: -4 }), invertContrast()], {
    assignment: 'stratified',
  });
  const names = ['right', 'up', 'inverted'];
  const digits = padImages(proceduralDigits({ size: 2 * count, seed }), PADDING);
  const drawn = async (from: number): Promise<tf.Tensor4D> => {
    const { images } = await gatherImages(
      digits,
      Array.from({ length: count }, (_, i) => from + i),
    );
    const colours = COLOURS.map((colour) => [...colour]);
    const picked = Array.from({ length: count }, (_, i) => colours[i % colours.length] ?? []);
    const tinted = tf.tidy(() =>
      tf.mul<tf.Tensor4D>(images, tf.tensor2d(picked).reshape([count, 1, 1, 3])),
    );
    images.dispose();
    return tinted;
  };
  const clean = await drawn(0);
  await writeImages(clean, () => folders.canonical);
  clean.dispose();
  const original = await drawn(count);
  const mixed = mixture.apply(original, stream);
  await writeImages(mixed.images, (i) =>
    join(folders.transformed, names[mixed.assignment[i] ?? 0] ?? ''),
  );
  tf.dispose([original, mixed.images]);
}

async function writeImages(
  images: tf.Tensor4D,
  folderOf: (image: number) => string,
): Promise<void> {
  const pixels = await images.data();
  const size = SIDE * SIDE * 3;
  const count = images.shape[0];
  const folders = new Set(Array.from({ length: count }, (_, i) => folderOf(i)));
  for (const folder of folders) {
    await nodeFileSystem.makeFolder(folder);
    const others = (await readdir(folder)).filter((name) => !/^\d{4}\.png$/.test(name));
    if (others.length === 0) continue;
    throw new CausalMechanismsError(
      'ERR_DATA_CHANGED',
      `the example would be drawn beside ${others[0] ?? ''} in ${folder}: name a new folder`,
      { data: { folder } },
    );
  }
  for (let i = 0; i < count; i++) {
    const bytes = Buffer.from(
      pixels.slice(i * size, (i + 1) * size).map((value) => Math.round(255 * value)),
    );
    await sharp(bytes, { raw: { width: SIDE, height: SIDE, channels: 3 } })
      .png()
      .toFile(join(folderOf(i), `${String(i).padStart(4, '0')}.png`));
  }
}
