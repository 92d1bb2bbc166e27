import type { ImageDataset } from './imageDataset.ts';

/**
 * A data set that says what another says, except for what is changed. Field by field, because the other may be an
 * object of a class whose fields a spread would miss.
 *
 * @param dataset - The other.
 * @param changes - What is different; `read` always is.
 * @returns The new data set.
 */
export function derivedDataset(
  dataset: ImageDataset,
  changes: Partial<ImageDataset> & Pick<ImageDataset, 'read'>,
): ImageDataset {
  const { name, origin, size, shape, labels, classNames } = dataset;
  return {
    name,
    origin,
    size,
    shape,
    ...(labels === undefined ? {} : { labels }),
    ...(classNames === undefined ? {} : { classNames }),
    ...changes,
  };
}
