import { gatherImages } from '@causal-mechanisms/datasets';
import type { ImageBatch, ImageDataset } from '@causal-mechanisms/datasets';

/**
 * @param images - A data set.
 * @param most - How many are wanted.
 * @returns The first of them, fewer where there are fewer; the caller disposes of them.
 */
export function firstImages(images: ImageDataset, most: number): Promise<ImageBatch> {
  return gatherImages(images, [...Array(Math.min(most, images.size)).keys()]);
}
