import { checkCount, checkOptions, RandomStream } from '@causal-mechanisms/tensor-utils';
import { drawAlphabetStyle, drawGlyph } from './glyphSkeleton.ts';
import { checkFrame, drawnDataset } from './drawnDataset.ts';
import type { HandStyle } from './handwriting.ts';
import type { JoinedSkeleton } from './strokeSkeleton.ts';
import { MOST_NUMBERS } from '../image/datasetChecks.ts';
import type { ImageDataset } from '../image/imageDataset.ts';

/** Options of {@link proceduralGlyphs}. */
export interface ProceduralGlyphsOptions {
  /** Number of alphabets, at least 1. Default: 10. */
  readonly alphabets?: number;
  /** Characters of each alphabet, at least 1. Default: 20. */
  readonly charactersPerAlphabet?: number;
  /** Drawings of each character, at least 1. Default: 20. */
  readonly drawings?: number;
  /** Which alphabets, an integer in [0, 2^53): the same seed gives the same images. Default: 1. */
  readonly seed?: number;
  /** Rows of each image, at least 12. Default: 46. */
  readonly height?: number;
  /** Columns of each image, at least 12. Default: 46. */
  readonly width?: number;
}

/** Each has a name of its own. */
const MOST_CHARACTERS = 2 ** 20;

/** A thin pen and a steady hand, in the manner of Omniglot. */
const STYLE: HandStyle = {
  jitter: 0.022,
  bend: 0.025,
  endJitter: 0.02,
  slant: [0, 0.07],
  rotation: 0.06,
  aspect: [0, 0.1],
  smallest: 0.75,
  penRadius: [-0.7, 0.12],
  pressure: 0.05,
};

/**
 * Made-up alphabets, drawn by a program: white strokes on black, in the manner of Omniglot.
 *
 * The characters of an alphabet share a manner (its kinds of strokes and how they join); the drawings of a character
 * differ in the hand. Image i shows character `floor(i / drawings)` and depends on the seed, that character and i alone.
 *
 * @param options - How many of everything, seed and frame.
 * @returns The data set, with the character as label; images are drawn when they are read, and none is kept.
 * @throws ArgumentError when a number is no positive integer, the seed is none, or a side is under 12 pixels.
 *
 * @example
 * ```ts
 * import { proceduralGlyphs } from '@causal-mechanisms/datasets';
 *
 * const glyphs = proceduralGlyphs({ alphabets: 2, charactersPerAlphabet: 5, drawings: 3 });
 * console.log(glyphs.size, glyphs.classNames?.[5]); // 30 alphabet02/character01
 * ```
 */
export function proceduralGlyphs(options: ProceduralGlyphsOptions = {}): ImageDataset {
  const owner = 'proceduralGlyphs';
  const {
    alphabets = 10,
    charactersPerAlphabet = 20,
    drawings = 20,
    seed = 1,
    height = 46,
    width = 46,
  } = checkOptions(owner, options);
  checkCount(owner, 'alphabets', alphabets);
  checkCount(owner, 'charactersPerAlphabet', charactersPerAlphabet);
  checkCount(owner, 'alphabets times charactersPerAlphabet', alphabets * charactersPerAlphabet, {
    most: MOST_CHARACTERS,
  });
  checkCount(owner, 'drawings', drawings, {
    most: Math.floor(MOST_NUMBERS / (alphabets * charactersPerAlphabet)),
  });
  checkCount(owner, 'seed', seed, { least: 0 });
  checkFrame(owner, height, width);
  const stream = new RandomStream(seed).split('procedural glyphs');
  const characters = alphabets * charactersPerAlphabet;
  /** Those that were read so far. */
  const skeletons = new Map<number, JoinedSkeleton>();
  const invent = (character: number): JoinedSkeleton => {
    const own = stream.split(`alphabet ${Math.floor(character / charactersPerAlphabet)}`);
    const style = drawAlphabetStyle(own);
    return drawGlyph(style, own.split(`character ${character % charactersPerAlphabet}`));
  };
  return drawnDataset({
    owner,
    name: 'procedural-glyphs',
    description: 'procedural glyph alphabets (synthetic)',
    height,
    width,
    labels: Int32Array.from({ length: characters * drawings }, (_, i) => Math.floor(i / drawings)),
    classNames: Array.from(
      { length: characters },
      (_, i) =>
        `alphabet${twoDigits(Math.floor(i / charactersPerAlphabet))}/character${twoDigits(i % charactersPerAlphabet)}`,
    ),
    style: STYLE,
    stream,
    skeletonOf: (index) => {
      const character = Math.floor(index / drawings);
      const skeleton = skeletons.get(character) ?? invent(character);
      skeletons.set(character, skeleton);
      return skeleton;
    },
  });
}

function twoDigits(place: number): string {
  return String(place + 1).padStart(2, '0');
}
