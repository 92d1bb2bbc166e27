import {
  agreeingRows,
  celebaAttractiveGraph,
  celebaSmileGraph,
  celebaTarget,
  loadFactorsIntoMemory,
  selectRows,
} from '@causal-mechanisms/datasets';
import type { FactorDataset, FactorGraph } from '@causal-mechanisms/datasets';
import { readCelebA } from '@causal-mechanisms/datasets/node';
import { CausalMechanismsError, RandomStream } from '@causal-mechanisms/tensor-utils';
import { CELEBA_FILES, celebaFolder } from '../../../run/celebaFolder.ts';
import type { DataFinder, FoundData } from '../../../run/dataChoice.ts';
import type { DataUsed } from '../../../run/runResult.ts';
import type { ImageTask } from '../images/trainImages.ts';
import type { CelebaConfig, Structure } from './settings.ts';

/** The factor that downstream tasks predict. */
export const TARGET = 'target';
/** The attribute that goes with it in manipulated images. */
export const ATTRIBUTE = 'Mouth_Slightly_Open';

/** CelebA as a run uses it. */
export interface CelebaSets {
  /** Images to learn from and to test on, with the attributes of both graphs and the target. */
  readonly train: FactorDataset;
  /** Images to test on. */
  readonly test: FactorDataset;
  /** Which data these are. */
  readonly used: DataUsed;
}

/**
 * Reads CelebA where it is at hand.
 *
 * @param finder - Knows where data sets are.
 * @param config - How many images, and how large.
 * @returns Both sets, decoded.
 * @throws CausalMechanismsError `ERR_DATA_MISSING` where the files are not there: they come from the authors of CelebA alone.
 */
export async function celebaSets(finder: DataFinder, config: CelebaConfig): Promise<CelebaSets> {
  const { folder, chosenBy } = await findFolder(finder);
  const attributes = [
    ...new Set([...celebaSmileGraph.factors, ...celebaAttractiveGraph.factors, ATTRIBUTE]),
  ];
  const read = async (split: 'train' | 'test', most: number | null): Promise<FactorDataset> => {
    const all = await readCelebA(folder, { split, side: config.side, attributes });
    const some = most === null || most >= all.size ? all : selectRows(all, { to: most });
    return celebaTarget(await loadFactorsIntoMemory(some), TARGET);
  };
  const train = await read('train', config.train);
  const test = await read('test', config.test);
  return {
    train,
    test,
    used: {
      kind: 'real',
      description: `CelebA, ${train.size} images for training and ${test.size} for testing`,
      chosenBy,
    },
  };
}

/**
 * What a part learns from and is tested on.
 *
 * @param sets - CelebA.
 * @param structure - Which part.
 * @param config - How often target and mouth agree.
 * @param seed - Decides which images are chosen for the manipulated set.
 * @returns Images and graph. Of the manipulated part, a test set in which target and mouth are independent.
 */
export function celebaTask(
  { train, test }: CelebaSets,
  structure: Structure,
  { agreement }: CelebaConfig,
  seed: number,
): ImageTask {
  const graph = celebaGraph(structure);
  if (structure !== 'manipulated') return { training: train, test, graph };
  const stream = new RandomStream(seed).split('manipulated');
  const choose = (data: FactorDataset, share: number, name: string): FactorDataset =>
    agreeingRows(data, {
      target: TARGET,
      attribute: ATTRIBUTE,
      agreement: share,
      stream: stream.split(name),
    });
  return { training: choose(train, agreement, 'train'), test: choose(test, 0.5, 'test'), graph };
}

/**
 * @param structure - A part.
 * @returns Its graph.
 */
export function celebaGraph(structure: Structure): FactorGraph {
  return structure === 'smile' ? celebaSmileGraph : celebaAttractiveGraph;
}

async function findFolder(finder: DataFinder): Promise<FoundData> {
  const found = await celebaFolder(finder);
  if (found !== undefined) return found;
  throw new CausalMechanismsError(
    'ERR_DATA_MISSING',
    `dear-scm/celeba needs the files of CelebA, which are not here: ${CELEBA_FILES}. Your own images: lab train dear-scm`,
    { data: { name: 'celeba' } },
  );
}
