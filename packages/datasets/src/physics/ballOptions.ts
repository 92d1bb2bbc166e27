import {
  ArgumentError,
  checkArray,
  checkCount,
  checkNumber,
  checkNumbers,
  checkOptions,
  checkText,
} from '@causal-mechanisms/tensor-utils';
import { MOST_NUMBERS } from '../image/datasetChecks.ts';
import { checkCurtain } from './curtain.ts';
import type { CheckedCurtain, CurtainOptions } from './curtain.ts';
import type { BallBox } from './ballState.ts';
import { packedPlaces } from './packedPlaces.ts';

/** From one number to another, both included. */
export interface BallRange {
  /** The smallest. */
  readonly least: number;
  /** The largest. */
  readonly most: number;
}

/** Red, green and blue, each in [0, 1]. */
export type BallColour = readonly [number, number, number];

/** Options of {@link bouncingBalls}. Lengths are in units of the shorter side of the frame. */
export interface BouncingBallsOptions {
  /** Sequences, at least 1. The first ones of a larger set are those of a smaller one. Default: 50000. */
  readonly size?: number;
  /** Frames of each sequence, at least 1. Default: 51. */
  readonly steps?: number;
  /** Rows of a frame, at least 4. Default: 64. */
  readonly height?: number;
  /** Columns of a frame, at least 4. Default: 64. */
  readonly width?: number;
  /** How many balls each sequence has, at least 1; a range is drawn from evenly, per sequence. Default: 4. */
  readonly balls?: number | BallRange;
  /**
   * The radius of all balls, a range that is drawn from evenly for each ball, or the radius of each ball; at least half a pixel. A binary disc of
   * less than 0.71 pixels (the root of a half) may cover the middle of none, and is not seen then. Default: 0.06 to 0.12.
   */
  readonly radii?: number | BallRange | readonly number[];
  /** `'area'`: pi times the square of the radius. Else the mass of all balls, or that of each; above 0. Default: `'area'`. */
  readonly masses?: 'area' | number | readonly number[];
  /** How far balls move in a frame, the root of the mean square over the balls of a sequence at its start; above 0, at most 1. Default: 0.03. */
  readonly speed?: number;
  /** `'binary'`: a pixel is on where its middle is on a ball. `'soft'`: by how much of it a ball covers. Default: `'binary'`. */
  readonly discs?: 'binary' | 'soft';
  /**
   * `'white'`: one channel. `'palette'`: three channels, ball j in colour j of six (red, green, blue, yellow, magenta, cyan). Or colours of your own, from
   * which they are taken in turn. Default: `'white'`.
   */
  readonly colours?: 'white' | 'palette' | readonly BallColour[];
  /** A rectangle that is drawn over the balls and stays where it is. Default: none. */
  readonly curtain?: CurtainOptions;
  /** Which of three sets with draws of their own. Default: `'train'`. */
  readonly split?: 'train' | 'valid' | 'test';
  /** An integer in [0, 2^53): the same seed gives the same sequences. Default: 1. */
  readonly seed?: number;
}

/** Options with their defaults. */
export interface CheckedBallOptions {
  /** See {@link BouncingBallsOptions}. */
  readonly size: number;
  /** See {@link BouncingBallsOptions}. */
  readonly steps: number;
  /** Rows of a frame. */
  readonly height: number;
  /** Columns of a frame. */
  readonly width: number;
  /** How many balls there may be. */
  readonly balls: BallRange;
  /** The radii each ball may have. */
  readonly radii: readonly BallRange[];
  /** The mass of each ball; `null` where it follows from the radius. */
  readonly masses: readonly number[] | null;
  /** See {@link BouncingBallsOptions}. */
  readonly speed: number;
  /** Whether edges are soft. */
  readonly soft: boolean;
  /** The bytes of each colour, one or three of them. */
  readonly colours: readonly (readonly number[])[];
  /** `null` without a curtain. */
  readonly curtain: CheckedCurtain | null;
  /** See {@link BouncingBallsOptions}. */
  readonly split: string;
  /** See {@link BouncingBallsOptions}. */
  readonly seed: number;
  /** The box that the frame shows. */
  readonly box: BallBox;
  /** A place for each ball where it overlaps no other, x then y. */
  readonly places: Float64Array;
}

/** Balls of a sequence; a mask has a byte for each and one for none. */
const MOST_BALLS = 255;

/** A light ball between a heavy one and a wall hits them about pi times the root of this. */
const MOST_RATIO = 1e8;

const PALETTE: readonly BallColour[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [1, 1, 0],
  [1, 0, 1],
  [0, 1, 1],
];

/**
 * @param owner - Who asks; opens messages.
 * @param options - What a caller gave.
 * @returns The options with their defaults.
 * @throws ArgumentError for an option outside its range and for balls that do not fit into the frame.
 */
export function checkBallOptions(owner: string, options: BouncingBallsOptions): CheckedBallOptions {
  const given = checkOptions(owner, options);
  const { size = 50_000, steps = 51, height = 64, width = 64, speed = 0.03, seed = 1 } = given;
  const { discs = 'binary', split = 'train', curtain } = given;
  checkCount(owner, 'size', size, { most: 2 ** 31 - 1 });
  checkCount(owner, 'seed', seed, { least: 0 });
  checkCount(owner, 'steps', steps, { most: MOST_NUMBERS });
  checkCount(owner, 'height', height, { least: 4, most: MOST_NUMBERS });
  checkCount(owner, 'width', width, { least: 4, most: MOST_NUMBERS });
  checkNumber(owner, 'speed', speed, { above: 0, most: 1 });
  checkText(owner, 'discs', discs, ['binary', 'soft']);
  checkText(owner, 'split', split, ['train', 'valid', 'test']);
  const colours = checkColours(owner, given.colours);
  const numbers = steps * height * width * (colours[0]?.length ?? 1);
  checkCount(owner, 'the numbers of a sequence', numbers, { most: MOST_NUMBERS });
  const side = Math.min(height, width);
  const box = { width: width / side, height: height / side };
  const balls = checkBalls(owner, given.balls);
  const radii = checkRadii(owner, given.radii, balls.most, side);
  const places = packedPlaces(
    radii.map(({ most }) => most),
    box,
  );
  if (places === null) {
    throw new ArgumentError(
      `${owner}: ${balls.most} balls of radii up to ${Math.max(...radii.map(({ most }) => most))} must fit side by side into a box of ${box.width} by ${box.height}, with a twentieth of their radius to spare: take fewer or smaller ones`,
      { data: { balls: balls.most, box } },
    );
  }
  return {
    size,
    steps,
    height,
    width,
    balls,
    radii,
    masses: checkMasses(owner, given.masses, balls.most),
    speed,
    soft: discs === 'soft',
    colours,
    curtain: curtain === undefined ? null : checkCurtain(owner, curtain, box),
    split,
    seed,
    box,
    places,
  };
}

function checkBalls(owner: string, balls: number | BallRange = 4): BallRange {
  if (typeof balls !== 'object') {
    checkCount(owner, 'balls', balls, { most: MOST_BALLS });
    return { least: balls, most: balls };
  }
  const { least, most } = checkOptions(owner, balls, 'balls');
  checkCount(owner, 'balls.most', most, { most: MOST_BALLS });
  checkCount(owner, 'balls.least', least, { most });
  return { least, most };
}

/** Discs that are narrower than a pixel hardly ever cover the middle of one. */
function checkRadii(
  owner: string,
  radii: BouncingBallsOptions['radii'] = { least: 0.06, most: 0.12 },
  count: number,
  side: number,
): BallRange[] {
  const check = (name: string, value: number, least = 0.5 / side) => {
    checkNumber(owner, name, value, { above: 0 });
    checkNumber(owner, name, value, { least });
  };
  if (Array.isArray(radii)) {
    const each: readonly number[] = radii;
    checkNumbers(owner, 'radii', each, { length: count, anyNumber: true });
    for (const [j, radius] of each.entries()) check(`radii[${j}]`, radius);
    return each.map((radius) => ({ least: radius, most: radius }));
  }
  if (typeof radii !== 'object') {
    check('radii', radii);
    return Array.from({ length: count }, () => ({
      least: radii,
      most: radii,
    }));
  }
  const { least, most } = checkOptions(owner, radii as BallRange, 'radii');
  check('radii.least', least);
  check('radii.most', most, least);
  return Array.from({ length: count }, () => ({ least, most }));
}

function checkMasses(
  owner: string,
  masses: BouncingBallsOptions['masses'] = 'area',
  count: number,
): number[] | null {
  if (typeof masses === 'string') {
    checkText(owner, 'masses', masses, ['area']);
    return null;
  }
  if (!Array.isArray(masses)) {
    checkMass(owner, 'masses', masses as number);
    return Array.from({ length: count }, () => masses as number);
  }
  const each: readonly number[] = masses;
  checkNumbers(owner, 'masses', each, { length: count, anyNumber: true });
  for (const [j, mass] of each.entries()) checkMass(owner, `masses[${j}]`, mass);
  const [least, most] = [Math.min(...each), Math.max(...each)];
  if (most > MOST_RATIO * least) {
    throw new ArgumentError(
      `${owner}: masses must differ by a factor of at most ${MOST_RATIO}, got ${least} and ${most}`,
      { data: { least, most } },
    );
  }
  return [...each];
}

/** Sums and products of two masses stay numbers. */
export function checkMass(owner: string, name: string, mass: number): void {
  checkNumber(owner, name, mass, { above: 0 });
  checkNumber(owner, name, mass, { least: 1e-150, most: 1e150 });
}

function checkColours(
  owner: string,
  colours: BouncingBallsOptions['colours'] = 'white',
): (readonly number[])[] {
  if (typeof colours === 'string') checkText(owner, 'colours', colours, ['white', 'palette']);
  if (colours === 'white') return [[255]];
  const list = colours === 'palette' ? PALETTE : checkArray(owner, 'colours', colours);
  if (list.length === 0) {
    throw new ArgumentError(`${owner}: colours must have at least one colour, got none`);
  }
  return list.map((colour, j) => {
    checkNumbers(owner, `colours[${j}]`, colour, { length: 3, least: 0, most: 1 });
    return colour.map((share) => Math.round(share * 255));
  });
}
