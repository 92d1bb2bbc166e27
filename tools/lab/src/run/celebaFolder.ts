import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import type { DataFinder, FoundData } from './dataChoice.ts';

/** What the folder of CelebA holds, and where it comes from: nothing may fetch it but the user. */
export const CELEBA_FILES =
  'img_align_celeba/, list_attr_celeba and list_eval_partition, as .txt or .csv, in the folder that --data names, or in celeba/ there. They are for research only and come from their authors: https://mmlab.ie.cuhk.edu.hk/projects/CelebA.html';

/** The tables by which a folder is known to hold CelebA. */
const LAYOUTS = ['', 'folders'].flatMap((layout) =>
  ['.txt', '.csv'].map((ending) =>
    [
      ['Anno/', 'list_attr_celeba'],
      ['Eval/', 'list_eval_partition'],
    ].map(([folder = '', name = '']) => `${layout === '' ? '' : folder}${name}${ending}`),
  ),
);

/**
 * Looks for CelebA.
 *
 * @param finder - Knows where data sets are.
 * @returns Where it is, or `undefined` where it is nowhere, be it in a folder that the user named.
 */
export async function celebaFolder(finder: DataFinder): Promise<FoundData | undefined> {
  for (const files of LAYOUTS) {
    try {
      const found = await finder.find({ name: 'celeba', files });
      if (found !== undefined) return found;
    } catch (error) {
      const missing = error instanceof CausalMechanismsError && error.code === 'ERR_DATA_MISSING';
      if (!missing) throw error;
    }
  }
  return undefined;
}
