import { checkCount, pacer } from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { checkNumbersPerImage } from '../image/datasetChecks.ts';
import type { ImageDataset } from '../image/imageDataset.ts';
import { checkRead } from '../image/readChecks.ts';
import { writeCharacter } from './handwriting.ts';
import type { HandStyle, InkFrame } from './handwriting.ts';
import type { JoinedSkeleton } from './strokeSkeleton.ts';

/** What {@link drawnDataset} needs. */
export interface DrawnDatasetOptions {
  /** The function that makes the data set; opens messages about the frame. */
  readonly owner: string;
  /** A short name. */
  readonly name: string;
  /** One line for people. */
  readonly description: string;
  /** Rows of each image, at least 12. */
  readonly height: number;
  /** Columns of each image, at least 12. */
  readonly width: number;
  /** The class of each image; as many images as labels. */
  readonly labels: Int32Array;
  /** The names of the classes. */
  readonly classNames: readonly string[];
  /** How much the hand varies. */
  readonly style: HandStyle;
  /** Image i is drawn from the child `image i` alone. */
  readonly stream: RandomStream;
  /** What image i shows, there for every image; may draw from the stream of that image. */
  readonly skeletonOf: (index: number, stream: RandomStream) => JoinedSkeleton | undefined;
}

/**
 * A generated grey data set of characters that writes each image when it is read and keeps none of them. One seventh
 * of the shorter side stays black on every side, 4 of 28 pixels.
 *
 * @param options - Frame, labels and what to write.
 * @returns The data set.
 * @throws ArgumentError when a side is too short to write in.
 */
export function drawnDataset(options: DrawnDatasetOptions): ImageDataset {
  const { name, height, width, labels, classNames, style, stream, skeletonOf } = options;
  const frame = inkFrame(options.owner, height, width);
  const perImage = height * width;
  return {
    name,
    origin: { kind: 'synthetic', description: options.description },
    size: labels.length,
    shape: [height, width, 1],
    labels,
    classNames,
    read: async (indices, out) => {
      checkRead(name, indices, out, labels.length, perImage);
      const pause = pacer();
      for (let i = 0; i < indices.length; i++) {
        await pause();
        const index = indices[i] ?? 0;
        const own = stream.split(`image ${index}`);
        const skeleton = skeletonOf(index, own);
        if (skeleton === undefined) continue;
        // All reads share the frame: nothing may wait between writing and copying.
        writeCharacter(skeleton, style, own, frame);
        const offset = i * perImage;
        for (let k = 0; k < perImage; k++) out[offset + k] = (frame.image[k] ?? 0) / 255;
      }
    },
  };
}

/**
 * @param owner - Opens the message.
 * @param height - Rows.
 * @param width - Columns.
 * @throws ArgumentError when a side is too short to write in, or there are more pixels than memory should be asked for.
 */
export function checkFrame(owner: string, height: number, width: number): void {
  checkCount(owner, 'height', height, { least: 12 });
  checkCount(owner, 'width', width, { least: 12 });
  checkNumbersPerImage(owner, 'height times width', [height, width, 1]);
}

function inkFrame(owner: string, height: number, width: number): InkFrame {
  checkFrame(owner, height, width);
  return {
    height,
    width,
    margin: Math.round(Math.min(height, width) / 7),
    image: new Uint8Array(height * width),
    distances: new Float32Array(height * width),
  };
}
