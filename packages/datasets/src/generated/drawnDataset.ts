import type { DataOrigin, ImageDataset } from '../image/imageDataset.ts';
import { checkRead } from '../image/readChecks.ts';

/** What {@link drawnDataset} needs. */
export interface DrawnDatasetOptions {
  /** A short name. */
  readonly name: string;
  /** One line for people. */
  readonly description: string;
  /** Number of images. */
  readonly size: number;
  /** Rows of each image. */
  readonly height: number;
  /** Columns of each image. */
  readonly width: number;
  /** The class of each image. */
  readonly labels: Int32Array;
  /** The names of the classes. */
  readonly classNames: readonly string[];
  /** Draws one image of `height * width` bytes; must depend on the index alone. */
  readonly draw: (index: number, out: Uint8Array) => void;
}

/** A generated grey data set that draws each image when it is read and keeps none of them. */
export function drawnDataset(options: DrawnDatasetOptions): ImageDataset {
  const { name, size, height, width, labels, classNames, draw } = options;
  const origin: DataOrigin = { kind: 'synthetic', description: options.description };
  const perImage = height * width;
  const image = new Uint8Array(perImage);
  return {
    name,
    origin,
    size,
    shape: [height, width, 1],
    labels,
    classNames,
    read: (indices, out) =>
      new Promise((resolve) => {
        checkRead(name, indices, out, size, perImage);
        for (let i = 0; i < indices.length; i++) {
          draw(indices[i] ?? 0, image);
          const offset = i * perImage;
          for (let k = 0; k < perImage; k++) out[offset + k] = (image[k] ?? 0) / 255;
        }
        resolve();
      }),
  };
}
