import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import { pixelsPerImage } from '../../image/readChecks.ts';
import type { SharpFactory } from '../sharpLoader.ts';

/** A part of an image, in pixels. */
export interface CropArea {
  /** Columns to the left of it. */
  readonly left: number;
  /** Rows above it. */
  readonly top: number;
  /** Its columns. */
  readonly width: number;
  /** Its rows. */
  readonly height: number;
}

/** What is known about a file before it is decoded. */
export interface FoundImage {
  /** The file. */
  readonly path: string;
  /** Its rows. */
  readonly height: number;
  /** Its columns. */
  readonly width: number;
  /** Whether it holds no colours. */
  readonly grey: boolean;
}

/** Pixels that one file may claim. */
const MOST_PIXELS = 2 ** 26;

/**
 * Reads the head of an image file.
 *
 * @param owner - Opens the message.
 * @param sharp - The image library.
 * @param path - The file.
 * @returns Its size once it is upright, and whether it is grey.
 * @throws FileFormatError that names the file when it is no image.
 */
export async function inspectImage(
  owner: string,
  sharp: SharpFactory,
  path: string,
): Promise<FoundImage> {
  try {
    const { autoOrient, channels } = await sharp(path, {
      limitInputPixels: MOST_PIXELS,
    }).metadata();
    return { path, height: autoOrient.height, width: autoOrient.width, grey: channels <= 2 };
  } catch (error) {
    throw brokenImage(owner, path, error);
  }
}

/**
 * Decodes an image file: upright, on black where it is transparent, resized.
 *
 * @param owner - Opens the message.
 * @param sharp - The image library.
 * @param path - The file.
 * @param shape - What it is resized to.
 * @param crop - The part of it to take before. Default: all.
 * @returns One byte per pixel and channel.
 * @throws FileFormatError that names the file when it is broken, cut off, or smaller than the part.
 */
export async function decodeImage(
  owner: string,
  sharp: SharpFactory,
  path: string,
  shape: ImageShape,
  crop?: CropArea,
): Promise<Uint8Array> {
  const [height, width, channels] = shape;
  let bytes: Uint8Array;
  try {
    const upright = sharp(path, { limitInputPixels: MOST_PIXELS }).autoOrient();
    const image = crop === undefined ? upright : upright.extract({ ...crop });
    bytes = await image
      .flatten({ background: '#000000' })
      .resize({ width, height, fit: 'fill' })
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .raw({ depth: 'uchar' })
      .toBuffer();
  } catch (error) {
    throw brokenImage(owner, path, error);
  }
  if (bytes.length !== pixelsPerImage(shape)) {
    throw brokenImage(owner, path, new Error(`it decodes to ${bytes.length} bytes`));
  }
  return bytes;
}

function brokenImage(owner: string, path: string, cause: unknown): FileFormatError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new FileFormatError(`${owner}: ${path} is not a sound image: ${reason}`, {
    data: { path },
    cause,
  });
}
