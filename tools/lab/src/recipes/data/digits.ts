import { loadIntoMemory, proceduralDigits, subset } from '@causal-mechanisms/datasets';
import type { ImageDataset } from '@causal-mechanisms/datasets';
import { readMnist, readOmniglot } from '@causal-mechanisms/datasets/node';
import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { KNOWN_DATA } from '../../run/dataChoice.ts';
import type { DataFinder } from '../../run/dataChoice.ts';
import type { DataUsed } from '../../run/runResult.ts';

/** Data sets that are named in a configuration, of ten classes each. */
export const TEN_CLASS_SOURCES = ['auto', 'embedded', 'mnist', 'fashion-mnist'] as const;
/** These, and Omniglot with an alphabet as a class. */
export const IMAGE_SOURCES = [...TEN_CLASS_SOURCES, 'omniglot'] as const;

/** Digits, or images in their stead, of 28x28 pixels. */
export interface Digits {
  /** To learn from: as many as were asked for or, where there are more, all. */
  readonly train: ImageDataset;
  /** Held out: exactly as many as were asked for. */
  readonly test: ImageDataset;
  /** Which data these are. */
  readonly used: DataUsed;
}

/**
 * @param digits - Labelled images.
 * @returns How many classes they name; ten, where they name none.
 */
export function classCount({ classNames }: Pick<ImageDataset, 'classNames'>): number {
  return classNames?.length ?? 10;
}

/** Options of {@link chooseDigits}. */
export interface ChooseDigitsOptions {
  /**
   * `embedded`: the procedural digits unless the user insists; `auto`: MNIST where it is at hand, else these; any other name: that
   * data set and no other.
   */
  readonly source: (typeof IMAGE_SOURCES)[number];
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

/** The data sets by name. */
const TITLES = { mnist: 'MNIST', 'fashion-mnist': 'Fashion-MNIST', omniglot: 'Omniglot' } as const;

/**
 * Chooses digits: real MNIST where the options ask for it and it is at hand, else the embedded ones.
 *
 * @param finder - Knows where data sets are.
 * @param options - Source and sizes.
 * @returns The digits.
 * @throws CausalMechanismsError `ERR_TOO_FEW_IMAGES` when the real data set is smaller than asked for, `ERR_DATA_MISSING` when a data
 *   set that was named is not at hand.
 */
export async function chooseDigits(
  finder: DataFinder,
  options: ChooseDigitsOptions,
): Promise<Digits> {
  const { source, train, validation = 0, test } = options;
  const named = source === 'auto' || source === 'embedded' ? undefined : source;
  const name = named ?? 'mnist';
  const wanted = source !== 'embedded' || finder.insisted;
  const found = wanted ? await finder.find(KNOWN_DATA[name]) : undefined;
  if (named !== undefined && found === undefined) {
    throw new CausalMechanismsError(
      'ERR_DATA_MISSING',
      `the configuration asks for ${named}, which is not here; get it with: lab data get ${named}`,
      { data: { name: named } },
    );
  }
  const learning = train + validation;
  const sizes =
    validation === 0
      ? `${train} for training and ${test} for testing`
      : `${train} for training, ${validation} for the choice of models, ${test} for testing`;
  if (found !== undefined) {
    const sets = await readSets(found.folder, name);
    const published = sets.train.origin.kind === 'real' && sets.test.origin.kind === 'real';
    const title = TITLES[name];
    return {
      train: ofSize(sets.train, learning),
      test: subset(ofSize(sets.test, test), { to: test }),
      used: {
        kind: 'real',
        description: `${published ? title : `idx files that are not those of ${title}`}, ${sizes}`,
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

type Sets = Pick<Digits, 'train' | 'test'>;

async function readSets(folder: string, name: keyof typeof TITLES): Promise<Sets> {
  if (name === 'omniglot') {
    return byDrawer(byAlphabet(await readOmniglot(folder, { size: [28, 28] })));
  }
  return {
    train: await readMnist(folder, { variant: name, split: 'train' }),
    test: await readMnist(folder, { variant: name, split: 'test' }),
  };
}

/**
 * @param characters - Drawings whose classes are named `ALPHABET/CHARACTER`.
 * @returns The same drawings; their classes are the alphabets.
 */
export function byAlphabet(characters: ImageDataset): ImageDataset {
  const alphabets = (characters.classNames ?? []).map((name) => name.split('/')[0] ?? '');
  const classNames = [...new Set(alphabets)];
  const places = alphabets.map((alphabet) => classNames.indexOf(alphabet));
  return {
    ...characters,
    labels: Int32Array.from(characters.labels ?? [], (label) => places[label] ?? 0),
    classNames,
  };
}

/** Each character was drawn by twenty people, whose drawings stand in a row. */
const DRAWERS = 20;
/** Of whom the last five are kept for the test. */
const LEARNED_FROM = 15;

/**
 * @param drawings - Twenty of each character in a row.
 * @returns Those of other people to learn from than to test on, in turns over all characters.
 */
export function byDrawer(drawings: ImageDataset): Sets {
  const characters = Math.floor(drawings.size / DRAWERS);
  const of = (from: number, to: number): ImageDataset =>
    subset(
      drawings,
      Array.from(
        { length: characters * (to - from) },
        (_, i) => (i % characters) * DRAWERS + from + Math.floor(i / characters),
      ),
    );
  return { train: of(0, LEARNED_FROM), test: of(LEARNED_FROM, DRAWERS) };
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
