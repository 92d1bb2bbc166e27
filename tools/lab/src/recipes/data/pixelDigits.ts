import { loadIntoMemory, proceduralDigits, subset } from '@causal-mechanisms/datasets';
import type { ImageDataset } from '@causal-mechanisms/datasets';
import { readMnist } from '@causal-mechanisms/datasets/node';
import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { KNOWN_DATA } from '../../run/dataChoice.ts';
import type { DataFinder } from '../../run/dataChoice.ts';
import type { DataUsed } from '../../run/runResult.ts';

/** Digits of 28x28 pixels for sequential MNIST. */
export interface PixelDigits {
  readonly train: ImageDataset;
  /** Held out of the training digits: what models are chosen by. */
  readonly validation: ImageDataset;
  readonly test: ImageDataset;
  /** Which data these are. */
  readonly used: DataUsed;
}

/** Options of {@link choosePixelDigits}. */
export interface PixelDigitsOptions {
  /** `embedded`: the procedural digits unless the user insists; `auto`: real ones where there are any. */
  readonly source: 'auto' | 'embedded';
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  /** Shares the training digits out. */
  readonly stream: RandomStream;
}

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
export async function choosePixelDigits(
  finder: DataFinder,
  options: PixelDigitsOptions,
): Promise<PixelDigits> {
  const { source, train, validation, test, stream } = options;
  const found =
    source === 'auto' || finder.insisted ? await finder.find(KNOWN_DATA.mnist) : undefined;
  const learning = train + validation;
  const all =
    found === undefined
      ? proceduralDigits({ size: learning, seed: TRAIN_SEED })
      : await readMnist(found.folder, { split: 'train' });
  const held =
    found === undefined
      ? proceduralDigits({ size: test, seed: TEST_SEED })
      : await readMnist(found.folder, { split: 'test' });
  checkSize(all, learning);
  checkSize(held, test);
  const order = stream.sampleIndices(learning, all.size);
  const sizes = `${train} for training, ${validation} for the choice of models, ${test} for testing`;
  return {
    train: subset(all, order.slice(0, train)),
    validation: subset(all, order.slice(train)),
    test: subset(await loadIntoMemory(held), { to: test }),
    used:
      found === undefined
        ? {
            kind: 'synthetic',
            description: `embedded procedural digits (synthetic), ${sizes}`,
            chosenBy:
              source === 'embedded'
                ? 'the configuration asks for them'
                : 'no MNIST files were found',
          }
        : { kind: 'real', description: `MNIST, ${sizes}`, chosenBy: found.chosenBy },
  };
}

function checkSize({ name, size }: ImageDataset, wanted: number): void {
  if (size >= wanted) return;
  throw new CausalMechanismsError(
    'ERR_TOO_FEW_IMAGES',
    `${name} has ${size} images, the configuration asks for ${wanted}`,
    { data: { size, wanted } },
  );
}
