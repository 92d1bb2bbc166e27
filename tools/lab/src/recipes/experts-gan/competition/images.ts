import { loadIntoMemory, padImages, subset } from '@causal-mechanisms/datasets';
import type { ImageDataset } from '@causal-mechanisms/datasets';
import { imageFolder } from '@causal-mechanisms/datasets/node';
import { CausalMechanismsError, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { DataFinder } from '../../../run/dataChoice.ts';
import { chooseDigits } from '../../data/digits.ts';
import type { Digits } from '../../data/digits.ts';
import { colouredStrokes } from './colouredStrokes.ts';
import type { CompetitionConfig } from './settings.ts';

/** Black pixels on every side: 32 x 32 can be halved three times. */
const PADDING = 2;
/** What images of a folder are resized to. */
const SIDE = 32;
/** Of the images of a folder, at most this share is held out. */
const HELD_OUT = 0.2;

/**
 * The images of a competition, 32x32: digits and other known images padded by two black pixels on every side, images of a folder
 * resized.
 *
 * @param finder - Knows where data sets are.
 * @param config - Which images, and how many.
 * @returns Images to learn from and images held out, with labels where there are any.
 * @throws What `chooseDigits` and `imageFolder` throw; CausalMechanismsError `ERR_TOO_FEW_IMAGES` when a folder holds too few images.
 */
export async function competitionImages(
  finder: DataFinder,
  config: Pick<CompetitionConfig, 'batchSize' | 'colour' | 'data' | 'folder' | 'images'>,
): Promise<Digits> {
  const { data, images, colour } = config;
  const chosen =
    data === 'folder'
      ? await folderImages(config)
      : padded(await chooseDigits(finder, { source: data, ...images }), images.train);
  if (!colour || chosen.train.shape[2] === 3) return chosen;
  return {
    train: colouredStrokes(chosen.train),
    test: colouredStrokes(chosen.test),
    used: { ...chosen.used, description: `${chosen.used.description}, strokes in colours` },
  };
}

function padded({ train, test, used }: Digits, most: number): Digits {
  return {
    train: padImages(subset(train, { to: most }), PADDING),
    test: padImages(test, PADDING),
    used,
  };
}

/** Which images are held out does not depend on the seed of the run. */
async function folderImages({
  folder,
  images,
  batchSize,
}: Pick<CompetitionConfig, 'batchSize' | 'folder' | 'images'>): Promise<Digits> {
  const all = await imageFolder(folder, { height: SIDE, width: SIDE });
  const held = Math.max(1, Math.min(images.test, Math.floor(HELD_OUT * all.size)));
  const learned = Math.min(images.train, all.size - held);
  const least = 2 * Math.max(batchSize, images.canonical ?? 0);
  if (learned < least) {
    throw new CausalMechanismsError(
      'ERR_TOO_FEW_IMAGES',
      `${folder} holds ${all.size} images, of which ${held} are held out; training takes at least ${least}`,
      { data: { folder, size: all.size, wanted: least + held } },
    );
  }
  const order = new RandomStream(1).split('folder').sampleIndices(held + learned, all.size);
  const part = (indices: Int32Array): Promise<ImageDataset> => loadIntoMemory(subset(all, indices));
  return {
    train: await part(order.slice(held)),
    test: await part(order.slice(0, held)),
    used: {
      kind: 'own',
      description: `${all.origin.description}: ${learned} for training and ${held} for testing, ${SIDE}x${SIDE}x${all.shape[2]}`,
      chosenBy: 'the configuration names a folder',
    },
  };
}
