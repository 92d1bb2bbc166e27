import type { Tensor4D } from '@tensorflow/tfjs';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';

/** Where the images come from; a result always says it. */
export interface DataOrigin {
  /** Real recordings, drawn by a generator, or the caller's own. */
  readonly kind: 'real' | 'synthetic' | 'own';
  /** One line for people, such as `MNIST training set`. */
  readonly description: string;
}

/** Images that can be read by index. Pixels are in [0, 1], rows first, channels last. */
export interface ImageDataset {
  /** A short name for tables, such as `mnist/train`. */
  readonly name: string;
  /** Where the images come from. */
  readonly origin: DataOrigin;
  /** Number of images, at least 1. */
  readonly size: number;
  /** Height, width and channels of every image. */
  readonly shape: ImageShape;
  /** The class of each image, an integer from 0 on, when there is one: `size` of them. */
  readonly labels?: Int32Array;
  /** The names of the classes, when there are any: class c is `classNames[c]`. */
  readonly classNames?: readonly string[];
  /**
   * Reads images into an array. Long reads give the event loop turns.
   *
   * @param indices - Which images, in [0, size). Do not change them before the promise resolves.
   * @param out - Receives `indices.length` images one after the other, complete when the promise resolves.
   */
  read(indices: Int32Array, out: Float32Array): Promise<void>;
}

/** A batch of images that was drawn. */
export interface ImageBatch {
  /** `[n, height, width, channels]` in [0, 1]; the receiver disposes of it. */
  readonly images: Tensor4D;
  /** The index of each image in its data set: `n` of them. */
  readonly indices: Int32Array;
  /** The class of each image, when there is one: `n` of them. */
  readonly labels?: Int32Array;
}
