import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import sharp from 'sharp';
import * as z from 'zod';

/** A row of small images that share a shape, kept as bytes. */
export interface ImageRow {
  /** Stands before the row. */
  readonly label: string;
  /** How many images. */
  readonly count: number;
  /** Pixels from 0 to 255, image after image, as base64. */
  readonly pixels: string;
  /** Images to frame, by place. Default: none. */
  readonly framed?: readonly number[];
  /** What stands above each image of this row. Default: nothing. */
  readonly captions?: readonly string[];
}

/** Rows of images: what a run keeps, so that its report can be drawn again. */
export interface ImageTable {
  /** Height, width and channels (1 or 3) of every image. */
  readonly shape: ImageShape;
  /** Titles above the columns. Default: none. */
  readonly columns?: readonly string[];
  /** Stands below the rows. Default: nothing. */
  readonly caption?: string;
  /** The rows. */
  readonly rows: readonly ImageRow[];
}

const side = z.int().min(1).max(4096);
const texts = z.array(z.string()).optional();

const imageTableSchema = z
  .object({
    shape: z.tuple([side, side, z.union([z.literal(1), z.literal(3)])]),
    columns: texts,
    caption: z.string().optional(),
    rows: z.array(
      z.object({
        label: z.string(),
        count: z.int().min(0).max(100_000),
        pixels: z.string(),
        framed: z.array(z.int()).optional(),
        captions: texts,
      }),
    ),
  })
  .refine(
    ({ shape: [height, width, channels], rows }) =>
      rows.every(
        ({ count, pixels }) =>
          Buffer.byteLength(pixels, 'base64') === count * height * width * channels,
      ),
    'expected as many pixels in each row as its images have',
  );

/** What `images.json` must hold. */
export const imageTablesSchema = z.record(z.string(), imageTableSchema) as unknown as z.ZodType<
  Readonly<Record<string, ImageTable>>
>;

/**
 * Keeps images as a row.
 *
 * @param label - Stands before the row.
 * @param pixels - `count` images of the same shape in [0, 1], one after the other.
 * @param count - How many.
 * @param framed - Images to frame, by place. Default: none.
 * @returns The row, with 256 levels of grey or colour.
 */
export function imageRow(
  label: string,
  pixels: ArrayLike<number>,
  count: number,
  framed: readonly number[] = [],
): ImageRow {
  const bytes = Buffer.alloc(pixels.length);
  for (let i = 0; i < pixels.length; i++) {
    bytes[i] = Math.round(255 * Math.min(1, Math.max(0, pixels[i] ?? 0)));
  }
  return {
    label,
    count,
    pixels: bytes.toString('base64'),
    ...(framed.length === 0 ? {} : { framed }),
  };
}

/** The images of a row, enlarged. */
export interface DrawnRow {
  /** Stands before the row. */
  readonly label: string;
  /** One PNG per image. */
  readonly images: readonly {
    /** A data URI. */
    readonly source: string;
    /** Whether it is framed. */
    readonly framed: boolean;
    /** Stands above it, if anything does. */
    readonly caption?: string;
  }[];
}

/** No image is drawn smaller than this. */
const LEAST_SIDE = 64;

/**
 * Enlarges small images without smoothing them.
 *
 * @param table - The images.
 * @returns Each row with one PNG per image, at least 64 pixels wide and high.
 */
export async function drawRows(table: ImageTable): Promise<DrawnRow[]> {
  const [height, width, channels] = table.shape;
  const scale = Math.max(1, Math.ceil(LEAST_SIDE / Math.min(height, width)));
  const size = height * width * channels;
  const rows: DrawnRow[] = [];
  for (const row of table.rows) {
    const bytes = Buffer.from(row.pixels, 'base64');
    const images = [];
    for (let i = 0; i < row.count; i++) {
      const png = await sharp(bytes.subarray(i * size, (i + 1) * size), {
        raw: { width, height, channels: channels === 3 ? 3 : 1 },
      })
        .resize(width * scale, height * scale, { kernel: 'nearest' })
        .png({ compressionLevel: 9, palette: channels === 1 })
        .toBuffer();
      images.push({
        source: `data:image/png;base64,${png.toString('base64')}`,
        framed: row.framed?.includes(i) === true,
        ...(row.captions === undefined ? {} : { caption: row.captions[i] ?? '' }),
      });
    }
    rows.push({ label: row.label, images });
  }
  return rows;
}
