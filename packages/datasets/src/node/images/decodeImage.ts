import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import { openRegularFile } from '@causal-mechanisms/tensor-utils/node';
import type { Metadata } from 'sharp';
import { pixelsPerImage } from '../../image/readChecks.ts';
import { readBounded, readBytes } from '../fileAccess.ts';
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
  /** Bytes that all its pixels take. */
  readonly bytes: number;
}

/** How {@link decodeImage} decodes. */
export interface DecodeOptions {
  /** The part of the image to take before it is resized. Default: all. */
  readonly crop?: CropArea;
  /** Pixels that the file may claim. Default: 2^26. */
  readonly mostPixels?: number;
}

/** Pixels that one file may claim. */
const MOST_PIXELS = 2 ** 26;
/** Bytes that one file may have. */
const MOST_BYTES = 2 ** 29;
/** A larger image must be packed by less than `PACKED`: photographs are by 10, one colour in a PNG by 1000. */
const PLAIN_BYTES = 2 ** 26;
const PACKED = 100;
/** What files begin with. Others named so, such as GIF, SVG and WebP, are read by sharp as well, but are not what was promised. */
const BEGINNINGS: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  [0xff, 0xd8, 0xff],
];

/**
 * Reads the head of an image file.
 *
 * @param owner - Opens the message.
 * @param sharp - The image library.
 * @param path - The file.
 * @returns Its size once it is upright, and whether it is grey.
 * @throws FileAccessError when it cannot be read; FileFormatError that names the file when it is no PNG or JPEG image, or a small file that
 *   claims to be a huge image.
 */
export async function inspectImage(
  owner: string,
  sharp: SharpFactory,
  path: string,
): Promise<FoundImage> {
  const size = await checkBeginning(owner, path);
  let found: Metadata;
  try {
    found = await sharp(path, { limitInputPixels: MOST_PIXELS }).metadata();
  } catch (error) {
    throw brokenImage(owner, path, error);
  }
  const { autoOrient, channels, depth } = found;
  const { height, width } = autoOrient;
  const bytes = height * width * channels * (depth === 'ushort' ? 2 : 1);
  if (bytes > PLAIN_BYTES && bytes > PACKED * size) {
    throw brokenImage(
      owner,
      path,
      new Error(
        `it claims ${height}x${width} pixels, which take ${bytes} bytes, in a file of ${size}: more than a picture packs into`,
      ),
    );
  }
  return { path, height, width, grey: channels <= 2, bytes };
}

/** The size of a file that begins as it should. */
async function checkBeginning(owner: string, path: string): Promise<number> {
  const file = await openRegularFile(owner, path);
  try {
    const { size } = await file.stat();
    checkBytes(owner, path, await readBytes(file, 8, 0));
    return size;
  } finally {
    await file.close();
  }
}

function checkBytes(owner: string, path: string, bytes: Uint8Array): void {
  if (BEGINNINGS.some((start) => start.every((byte, i) => bytes[i] === byte))) return;
  throw brokenImage(
    owner,
    path,
    new Error(bytes.length === 0 ? 'the file is empty' : 'its content is neither PNG nor JPEG'),
  );
}

/**
 * Decodes an image file: upright, on black where it is transparent, resized.
 *
 * @param owner - Opens the message.
 * @param sharp - The image library.
 * @param path - The file.
 * @param shape - What it is resized to.
 * @param options - The part of it, and how large it may be.
 * @returns One byte per pixel and channel; of an animated PNG, those of its first frame.
 * @throws FileAccessError when it cannot be read; FileFormatError that names the file when it is no PNG or JPEG image, broken, cut off, or
 *   smaller than the part.
 */
export async function decodeImage(
  owner: string,
  sharp: SharpFactory,
  path: string,
  shape: ImageShape,
  options: DecodeOptions = {},
): Promise<Uint8Array> {
  const { crop, mostPixels = MOST_PIXELS } = options;
  const [height, width, channels] = shape;
  const file = await readBounded(owner, path, MOST_BYTES);
  checkBytes(owner, path, file);
  let bytes: Uint8Array;
  try {
    const upright = sharp(file, { limitInputPixels: mostPixels }).autoOrient();
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
