import { loadIntoMemory, proceduralDigits, subset } from '@causal-mechanisms/datasets';
import type { ImageDataset } from '@causal-mechanisms/datasets';
import { readMnist } from '@causal-mechanisms/datasets/node';
import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { KNOWN_DATA } from '../../run/dataChoice.ts';
import type { DataFinder } from '../../run/dataChoice.ts';
import type { DataUsed } from '../../run/runResult.ts';

/** Digits of 28x28 pixels. */
export interface Digits {
  /** To learn from: as many as were asked for or, where there are more, all. */
  readonly train: ImageDataset;
  /** Held out: exactly as many as were asked for. */
  readonly test: ImageDataset;
  /** Which data these are. */
  readonly used: DataUsed;
}

/** Options of {@link chooseDigits}. */
export interface ChooseDigitsOptions {
  /** `embedded`: the procedural digits unless the user insists; `auto`: real ones where there are any. */
  readonly source: 'auto' | 'embedded';
  /** Images to train on. */
  readonly train: number;
  /** Images of the training digits that models are chosen by. Default: 0. */
  readonly validation?: number;
  /** Images to test on. */
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
 * @returns The digits.
 * @throws CausalMechanismsError `ERR_TOO_FEW_IMAGES` when the real data set is smaller than asked for.
 */
export async function chooseDigits(
  finder: DataFinder,
  options: ChooseDigitsOptions,
): Promise<Digits> {
  const { source, train, validation = 0, test } = options;
  const wanted = source === 'auto' || finder.insisted;
  const found = wanted ? await finder.find(KNOWN_DATA.mnist) : undefined;
  const learning = train + validation;
  const sizes =
    validation === 0
      ? `${train} for training and ${test} for testing`
      : `${train} for training, ${validation} for the choice of models, ${test} for testing`;
  if (found !== undefined) {
    const train = await readMnist(found.folder, { split: 'train' });
    const held = await readMnist(found.folder, { split: 'test' });
    const published = train.origin.kind === 'real' && held.origin.kind === 'real';
    return {
      train: ofSize(train, learning),
      test: subset(ofSize(held, test), { to: test }),
      used: {
        kind: 'real',
        description: `${published ? 'MNIST' : 'idx files that are not those of MNIST'}, ${sizes}`,
        chosenBy: found.chosenBy,
      },
    };
  }
  return {
    train: proceduralDigits({ size: learning, seed: TRAIN_SEED }),
    test: proceduralDigits({ size: test, seed: TEST_SEED }),
    used: {
      kind: 'synthetic',
      description: `embedded procedural digits (synthetic), ${sizes}`,
      chosenBy:
        source === 'embedded' ? 'the configuration asks for them' : 'no MNIST files were found',
    },
  };
}

/** Digits with some held out of training. */
export interface SharedDigits extends Digits {
  /** Exactly as many as were asked for. */
  readonly train: ImageDataset;
  /** What models are chosen by. */
  readonly validation: ImageDataset;
}

/**
 * Shares the training digits out at random.
 *
 * @param digits - From {@link chooseDigits}.
 * @param sizes - Of both shares.
 * @param stream - Draws which is where.
 * @returns Three sets that have no image in common; that of the test is in memory.
 */
export async function shareDigits(
  { train: all, test, used }: Digits,
  sizes: { readonly train: number; readonly validation: number },
  stream: RandomStream,
): Promise<SharedDigits> {
  const order = stream.sampleIndices(sizes.train + sizes.validation, all.size);
  return {
    train: subset(all, order.slice(0, sizes.train)),
    validation: subset(all, order.slice(sizes.train)),
    test: await loadIntoMemory(test),
    used,
  };
}

function ofSize(digits: ImageDataset, least: number): ImageDataset {
  if (digits.size >= least) return digits;
  throw new CausalMechanismsError(
    'ERR_TOO_FEW_IMAGES',
    `${digits.name} has ${digits.size} images, the configuration asks for ${least}`,
    { data: { size: digits.size, wanted: least } },
  );
}
