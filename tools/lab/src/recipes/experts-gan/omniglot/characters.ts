import { gatherImages, proceduralGlyphs } from '@causal-mechanisms/datasets';
import { readOmniglot } from '@causal-mechanisms/datasets/node';
import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Tensor4D } from '@tensorflow/tfjs';
import { KNOWN_DATA } from '../../../run/dataChoice.ts';
import type { DataFinder } from '../../../run/dataChoice.ts';
import type { DataUsed } from '../../../run/runResult.ts';
import type { OmniglotConfig } from './settings.ts';

/** Rows and columns of a character, as in the paper. */
const CHARACTER_SIDE = 46;

/** Characters that no expert has seen. */
export interface Characters {
  /** `[n, 46, 46, 1]`, white on black; the caller disposes of them. */
  readonly images: Tensor4D;
  /** Which they are. */
  readonly used: Pick<DataUsed, 'description' | 'kind'>;
}

/**
 * Draws characters of Omniglot's evaluation set, or glyphs in their stead.
 *
 * @param finder - Knows where data sets are.
 * @param config - Which, and how many.
 * @param stream - Draws which of them.
 * @returns The characters.
 * @throws CausalMechanismsError `ERR_DATA_MISSING` when Omniglot was named and is not at hand.
 */
export async function chooseCharacters(
  finder: DataFinder,
  { source, count }: OmniglotConfig['characters'],
  stream: RandomStream,
): Promise<Characters> {
  const found = source === 'embedded' ? undefined : await finder.find(KNOWN_DATA.omniglot);
  if (source === 'omniglot' && found === undefined) {
    throw new CausalMechanismsError(
      'ERR_DATA_MISSING',
      'the configuration asks for omniglot, which is not here; get it with: lab data get omniglot',
      { data: { name: 'omniglot' } },
    );
  }
  const all =
    found === undefined
      ? proceduralGlyphs({ height: CHARACTER_SIDE, width: CHARACTER_SIDE })
      : await readOmniglot(found.folder, {
          set: 'evaluation',
          size: [CHARACTER_SIDE, CHARACTER_SIDE],
        });
  const chosen = stream.sampleIndices(Math.min(count, all.size), all.size);
  const { images } = await gatherImages(all, chosen);
  return {
    images,
    used: {
      kind: all.origin.kind,
      description: `${chosen.length} characters of ${all.origin.description}`,
    },
  };
}
