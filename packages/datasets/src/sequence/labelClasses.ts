import { ArgumentError, checkCount, ValuesError } from '@causal-mechanisms/tensor-utils';
import type { ImageDataset } from '../image/imageDataset.ts';

/**
 * The labels of a data set and how many classes they come from.
 *
 * @param owner - Who asks; opens the message.
 * @param dataset - Should have labels.
 * @param classes - How many classes there are. Default: as many as the data set names, else the largest label plus 1.
 * @returns Both.
 * @throws ArgumentError when there are no labels, or the number of classes is no positive integer; ValuesError when a
 *   label lies outside [0, classes).
 */
export function labelClasses(
  owner: string,
  dataset: ImageDataset,
  classes?: number,
): { readonly labels: Int32Array; readonly classes: number } {
  const { labels, classNames } = dataset;
  if (labels === undefined) {
    throw new ArgumentError(`${owner}: expected a data set with labels, got one without`, {
      data: { dataset: dataset.name },
    });
  }
  const largest = labels.reduce((most, label) => Math.max(most, label), 0);
  const count = classes === undefined ? (classNames?.length ?? largest + 1) : classes;
  checkCount(owner, 'classes', count);
  const strange = labels.findIndex((label) => label < 0 || label >= count);
  if (strange >= 0) {
    throw new ValuesError(
      `${owner}: label ${labels[strange] ?? NaN} of image ${strange} is not in [0, ${count})`,
      { data: { index: strange, value: labels[strange], classes: count } },
    );
  }
  return { labels, classes: count };
}
