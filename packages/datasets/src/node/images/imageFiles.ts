import { ArgumentError, checkCount, ShapeError } from '@causal-mechanisms/tensor-utils';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import type { ImageDataset } from '../../image/imageDataset.ts';
import { checkNumbersPerImage } from '../../image/datasetChecks.ts';
import { checkRead, pixelsPerImage } from '../../image/readChecks.ts';
import { loadSharp } from '../sharpLoader.ts';
import { createBudget } from './decodeBudget.ts';
import { decodeImage, inspectImage } from './decodeImage.ts';
import type { FoundImage } from './decodeImage.ts';
import { inParallel } from './inParallel.ts';

/** Bytes of images that are decoded at the same time. */
const BYTES_UNDER_WAY = 2 ** 27;

/** What image files are resized to. */
export interface ImageSizeOptions {
  /** Rows to resize every image to; needs `width`. Default: the images' own, which must then agree. */
  readonly height?: number;
  /** Columns to resize every image to; needs `height`. Default: the images' own. */
  readonly width?: number;
  /** 1 for grey, 3 for red, green and blue. Default: 1 when every image is grey, else 3. */
  readonly channels?: 1 | 3;
}

/** Image files that can be read by index. */
export interface ImageFiles extends Pick<ImageDataset, 'read'> {
  /** The files. */
  readonly paths: readonly string[];
  /** What their images are resized to. */
  readonly shape: ImageShape;
}

/**
 * Image files by index; each is decoded when it is read.
 *
 * @param owner - Opens messages.
 * @param list - Gives the files, once the size is known to be possible and the image library is there.
 * @param options - Size and channels.
 * @param whose - Opens messages about a file. Default: `owner`.
 * @returns The files.
 * @throws ArgumentError for half a size; MissingDependencyError without sharp; ShapeError when sizes differ and none is asked for;
 *   FileFormatError that names a broken file.
 */
export async function imageFiles(
  owner: string,
  list: () => Promise<readonly string[]>,
  options: ImageSizeOptions,
  whose: (path: string) => string = () => owner,
): Promise<ImageFiles> {
  const { height, width } = options;
  if ((height === undefined) !== (width === undefined)) {
    throw new ArgumentError(`${owner}: give height and width together, or neither`);
  }
  if (height !== undefined) checkCount(owner, 'height', height);
  if (width !== undefined) checkCount(owner, 'width', width);
  if (options.channels !== undefined && ![1, 3].includes(options.channels)) {
    throw new ArgumentError(`${owner}: channels must be 1 or 3, got ${String(options.channels)}`);
  }
  if (height !== undefined && width !== undefined) {
    checkNumbersPerImage(owner, 'height times width times channels', [height, width, 3]);
  }
  const sharp = await loadSharp(owner);
  const paths = await list();
  const found = await inParallel(paths, (path) => inspectImage(whose(path), sharp, path));
  const channels = options.channels ?? (found.every(({ grey }) => grey) ? 1 : 3);
  const shape: ImageShape = [...commonSize(owner, found, height, width), channels];
  const perImage = pixelsPerImage(shape);
  const budget = createBudget(BYTES_UNDER_WAY);
  return {
    paths,
    shape,
    read: async (indices, out) => {
      checkRead(owner, indices, out, paths.length, perImage);
      await inParallel([...indices.keys()], async (place) => {
        const image = found[indices[place] ?? 0] as FoundImage;
        const mostPixels = image.height * image.width;
        const bytes = await budget(image.bytes, () =>
          decodeImage(whose(image.path), sharp, image.path, shape, { mostPixels }),
        );
        const start = place * perImage;
        for (let k = 0; k < perImage; k++) out[start + k] = (bytes[k] ?? 0) / 255;
      });
    },
  };
}

function commonSize(
  owner: string,
  found: readonly FoundImage[],
  height: number | undefined,
  width: number | undefined,
): [height: number, width: number] {
  if (height !== undefined && width !== undefined) return [height, width];
  const first = found[0];
  if (first === undefined) return [0, 0];
  const others = found.filter(
    (image) => image.height !== first.height || image.width !== first.width,
  );
  if (others.length > 0) {
    const named = [first, ...others.slice(0, 4)].map(
      (image) => `${image.path} (${image.height}x${image.width})`,
    );
    throw new ShapeError(
      `${owner}: the images differ in size; give height and width to resize them: ${named.join(', ')}`,
      { data: { files: [first, ...others].map(({ path }) => path) } },
    );
  }
  return [first.height, first.width];
}
