import { checkCount, checkOptions, RandomStream } from '@causal-mechanisms/tensor-utils';
import { DIGIT_SKELETONS } from './digitSkeletons.ts';
import { checkFrame, drawnDataset } from './drawnDataset.ts';
import type { HandStyle } from './handwriting.ts';
import { MOST_NUMBERS } from '../image/datasetChecks.ts';
import type { ImageDataset } from '../image/imageDataset.ts';
import { joinStrokes } from './strokeSkeleton.ts';

/** Options of {@link proceduralDigits}. */
export interface ProceduralDigitsOptions {
  /** Number of images, at least 1. The first images of a larger set are those of a smaller one. Default: 60000. */
  readonly size?: number;
  /** Which set, an integer in [0, 2^53): the same seed gives the same images. Default: 1. */
  readonly seed?: number;
  /** Rows of each image, at least 12. Default: 28. */
  readonly height?: number;
  /** Columns of each image, at least 12. Default: 28. */
  readonly width?: number;
}

/** Chosen so that the mean ink and the stroke width are those of MNIST. */
const STYLE: HandStyle = {
  jitter: 0.025,
  bend: 0.045,
  endJitter: 0.03,
  slant: [0.14, 0.2],
  rotation: 0.07,
  aspect: [-0.15, 0.17],
  smallest: 0.94,
  penRadius: [0.3, 0.23],
  pressure: 0.08,
};

const DIGITS = DIGIT_SKELETONS.map((forms) => ({
  weights: forms.map((form) => form.weight),
  skeletons: forms.map((form) => joinStrokes(form.strokes)),
}));

/**
 * Handwritten-like digits, drawn by a program: white strokes on black, in the manner of MNIST.
 *
 * Every digit has several forms (a seven with and without its bar, an open and a closed four); slant, proportions,
 * stroke width, curvature and the ends of the strokes vary. A digit keeps to the box that leaves one seventh of the
 * frame free on every side (4 of 28 pixels), so a shift by that much loses nothing. Image i depends on the seed and on
 * i alone; every ten images in a row hold each digit once.
 *
 * @param options - Size, seed and frame.
 * @returns The data set with labels 0-9; images are drawn when they are read, and none is kept.
 * @throws ArgumentError when the size is no positive integer, the seed is none, or a side is under 12 pixels.
 *
 * @example
 * ```ts
 * import { gatherImages, proceduralDigits } from '@causal-mechanisms/datasets';
 *
 * const digits = proceduralDigits({ size: 1000, seed: 3 });
 * const { images, labels } = await gatherImages(digits, [0, 1, 2]);
 * console.log(images.shape, labels?.length); // [ 3, 28, 28, 1 ] 3
 * images.dispose();
 * ```
 */
export function proceduralDigits(options: ProceduralDigitsOptions = {}): ImageDataset {
  const owner = 'proceduralDigits';
  const { size = 60_000, seed = 1, height = 28, width = 28 } = checkOptions(owner, options);
  checkCount(owner, 'size', size, { most: MOST_NUMBERS });
  checkCount(owner, 'seed', seed, { least: 0 });
  checkFrame(owner, height, width);
  const stream = new RandomStream(seed).split('procedural digits');
  const labels = drawLabels(size, stream);
  return drawnDataset({
    owner,
    name: 'procedural-digits',
    description: 'procedural handwritten-like digits (synthetic)',
    height,
    width,
    labels,
    classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    style: STYLE,
    stream,
    skeletonOf: (index, own) => {
      const digit = DIGITS[labels[index] ?? 0];
      return digit?.skeletons[own.categorical(digit.weights)];
    },
  });
}

/** Each ten in a row hold every digit once, in random order. */
function drawLabels(size: number, stream: RandomStream): Int32Array {
  const labels = new Int32Array(size);
  for (let start = 0; start < size; start += 10) {
    const ten = Int32Array.from({ length: 10 }, (_, digit) => digit);
    stream.split(`labels ${start}`).shuffle(ten);
    labels.set(ten.subarray(0, Math.min(10, size - start)), start);
  }
  return labels;
}
