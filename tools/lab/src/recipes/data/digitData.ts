import { padImages, proceduralDigits, subset } from '@causal-mechanisms/datasets';
import type { ImageDataset } from '@causal-mechanisms/datasets';
import { readMnist } from '@causal-mechanisms/datasets/node';
import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import { KNOWN_DATA } from '../../run/dataChoice.ts';
import type { DataFinder } from '../../run/dataChoice.ts';
import type { DataUsed } from '../../run/runResult.ts';

/** Digits to train and to test on. */
export interface DigitData {
  /** Training digits, 32x32. */
  readonly train: ImageDataset;
  /** Held-out digits, 32x32. */
  readonly test: ImageDataset;
  /** Which data these are. */
  readonly used: DataUsed;
}

/** Options of {@link chooseDigits}. */
export interface ChooseDigitsOptions {
  /** `embedded`: the procedural digits unless the user insists; `auto`: real ones where there are any. */
  readonly source: 'auto' | 'embedded';
  /** Training images. */
  readonly train: number;
  /** Test images. */
  readonly test: number;
}

/** The embedded sets are fixed like files: a run's seed draws from them, it does not make others. */
const TRAIN_SEED = 1;
const TEST_SEED = 2;

/**
 * Chooses digits: real MNIST where the options ask for it and it is at hand, else the embedded ones.
 *
 * @param finder - Knows where data sets are.
 * @param options - Source and sizes.
 * @returns The digits, padded by two black pixels on every side.
 * @throws CausalMechanismsError `ERR_TOO_FEW_IMAGES` when the real data set is smaller than asked for.
 */
export async function chooseDigits(
  finder: DataFinder,
  options: ChooseDigitsOptions,
): Promise<DigitData> {
  const { source, train, test } = options;
  const wanted = source === 'auto' || finder.insisted;
  const found = wanted ? await finder.find(KNOWN_DATA.mnist) : undefined;
  if (found !== undefined) {
    return {
      train: prepare(await readMnist(found.folder, { split: 'train' }), train),
      test: prepare(await readMnist(found.folder, { split: 'test' }), test),
      used: {
        kind: 'real',
        description: `MNIST, ${train} training and ${test} test digits`,
        chosenBy: found.chosenBy,
      },
    };
  }
  return {
    train: prepare(proceduralDigits({ size: train, seed: TRAIN_SEED }), train),
    test: prepare(proceduralDigits({ size: test, seed: TEST_SEED }), test),
    used: {
      kind: 'synthetic',
      description: `embedded procedural digits (synthetic), ${train} for training and ${test} for testing`,
      chosenBy:
        source === 'embedded' ? 'the configuration asks for them' : 'no MNIST files were found',
    },
  };
}

function prepare(digits: ImageDataset, size: number): ImageDataset {
  if (digits.size < size) {
    throw new CausalMechanismsError(
      'ERR_TOO_FEW_IMAGES',
      `${digits.name} has ${digits.size} images, the configuration asks for ${size}`,
      { data: { size: digits.size, wanted: size } },
    );
  }
  return padImages(digits.size === size ? digits : subset(digits, { to: size }), 2);
}
