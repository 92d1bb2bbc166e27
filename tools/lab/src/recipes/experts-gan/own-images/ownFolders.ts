import { loadIntoMemory } from '@causal-mechanisms/datasets';
import type { ImageDataset } from '@causal-mechanisms/datasets';
import { imageFolder } from '@causal-mechanisms/datasets/node';
import type { ImageFolder } from '@causal-mechanisms/datasets/node';
import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import type { DataUsed } from '../../../run/runResult.ts';
import type { OwnFoldersConfig } from './settings.ts';

/** A user's own images, ready to learn from. */
export interface OwnFolders {
  /** What something has changed; with labels where they lie in sub-folders. */
  readonly transformed: ImageDataset;
  /** As images should be. */
  readonly canonical: ImageDataset;
  /** Which data these are. */
  readonly used: DataUsed;
  /** What the user should know about them. */
  readonly warnings: readonly string[];
}

/** With fewer, the discriminator learns the images by heart. */
const FEW = 300;

/**
 * Reads two folders of images. If either holds colour, both are read in colour.
 *
 * @param config - Where they are, and how they are read.
 * @returns The images, decoded.
 * @throws CausalMechanismsError `ERR_DATA_MISSING` when no folders are named, or when one holds fewer images than a batch; what
 *   `imageFolder` throws.
 */
export async function readOwnFolders(config: OwnFoldersConfig): Promise<OwnFolders> {
  const { side, channels, batchSize } = config;
  if (config.transformed === '' || config.canonical === '') {
    throw new CausalMechanismsError(
      'ERR_DATA_MISSING',
      'this needs your images: lab train experts-gan --transformed DIR --canonical DIR',
      { data: { transformed: config.transformed, canonical: config.canonical } },
    );
  }
  const size = { height: side, width: side };
  const read = async (chosen: 1 | 3 | null): Promise<ImageFolder[]> => {
    const options = chosen === null ? size : { ...size, channels: chosen };
    return [
      await imageFolder(config.transformed, options),
      await imageFolder(config.canonical, options),
    ];
  };
  let folders = await read(channels);
  if (new Set(folders.map(({ shape }) => shape[2])).size > 1) folders = await read(3);
  const skipped = folders.reduce((sum, folder) => sum + folder.skipped, 0);
  const [transformed, canonical] = await Promise.all(folders.map((data) => loadIntoMemory(data)));
  if (transformed === undefined || canonical === undefined) throw new TypeError('two folders');
  const named = [
    ['transformed', transformed.size],
    ['canonical', canonical.size],
  ] as const;
  const short = named.find(([, count]) => count < batchSize);
  if (short !== undefined) {
    throw new CausalMechanismsError(
      'ERR_DATA_MISSING',
      `--${short[0]} holds ${short[1]} images, a batch takes ${batchSize}: add images, or --set batchSize=${Math.max(2, short[1])}`,
      { data: { folder: short[0], images: short[1], batchSize } },
    );
  }
  return {
    transformed,
    canonical,
    used: {
      kind: config.example > 0 ? 'synthetic' : 'own',
      description:
        `${transformed.origin.description}: ${transformed.size} transformed, ${canonical.size} canonical, ` +
        `${side}x${side}x${transformed.shape[2]}${config.example > 0 ? ', drawn by a program' : ''}`,
      chosenBy: config.example > 0 ? 'the example' : 'named by the user',
    },
    warnings: [
      ...(skipped === 0
        ? []
        : [`skipped: ${skipped} hidden files and folders, or those of the system`]),
      ...named
        .filter(([, count]) => count < FEW)
        .map(
          ([folder, count]) => `${folder} holds ${count} images; from ${FEW} on results are better`,
        ),
    ],
  };
}
