import {
  ArgumentError,
  checkCount,
  checkNumber,
  checkOptions,
  checkText,
} from '@causal-mechanisms/tensor-utils';

/** Options of {@link pendulumFeatures}, and those of {@link pendulum} that decide what happens rather than how it is drawn. */
export interface PendulumRowsOptions {
  /**
   * `'grid'`: each pair of one of 82 angles of the pendulum (0 to 40.5 degrees in half degrees) and one of 82 of the light (48 to 88.5)
   * once, 6724 rows, the light changing fastest. A number: so many rows with angles drawn evenly from the same ranges; 1 to 10 million. Default: `'grid'`.
   */
  readonly rows?: 'grid' | number;
  /** The standard deviation of the measurement noise on both properties of the shadow, at least 0. Default: 1. */
  readonly noise?: number;
  /** What a measured length is raised to where it is smaller, in [0, 12]. Default: 2. */
  readonly floor?: number;
  /**
   * The share of corrupted rows, in [0, 1], rounded to whole rows: their length and position are drawn evenly from the ranges that both have
   * without noise (2 to 12.674 and 4.372 to 12.891), whatever the angles are. Default: 0.2.
   */
  readonly corrupted?: number;
  /**
   * Blue backgrounds, with a column `background` that is 1 where it is blue: P(blue | corrupted) = agreement and P(blue | not corrupted) =
   * 1 - agreement, rounded to whole rows. 0.5 makes it independent. Default: all backgrounds are white, and there is no such column.
   */
  readonly background?: PendulumBackground;
  /** Which of three sets with draws of their own. Default: `'train'`. */
  readonly split?: 'train' | 'valid' | 'test';
  /** An integer in [0, 2^53): the same seed gives the same rows. Default: 1. */
  readonly seed?: number;
}

/** How blue backgrounds go with corruption. */
export interface PendulumBackground {
  /** P(blue | corrupted), in [0, 1]; P(blue | not corrupted) is 1 minus it. */
  readonly agreement: number;
}

/** Options of {@link pendulum}. */
export interface PendulumOptions extends PendulumRowsOptions {
  /** Pixels along each side of an image, from 16 to 512. Default: 64. */
  readonly size?: number;
}

/** Options with their defaults. */
export interface CheckedPendulumOptions {
  /** Number of rows. */
  readonly count: number;
  /** Whether they are the grid. */
  readonly grid: boolean;
  /** See {@link PendulumRowsOptions}. */
  readonly noise: number;
  /** See {@link PendulumRowsOptions}. */
  readonly floor: number;
  /** See {@link PendulumRowsOptions}. */
  readonly corrupted: number;
  /** `null` without blue backgrounds. */
  readonly agreement: number | null;
  /** See {@link PendulumRowsOptions}. */
  readonly split: string;
  /** See {@link PendulumRowsOptions}. */
  readonly seed: number;
}

/** Rows that fit into memory with all that is drawn for them. */
export const MOST_ROWS = 10_000_000;

/** Angles along each side of the grid. */
export const GRID_SIDE = 82;

/**
 * @param owner - Who asks; opens messages.
 * @param options - What a caller gave.
 * @returns The options with their defaults.
 * @throws ArgumentError for an option outside its range.
 */
export function checkPendulumOptions(
  owner: string,
  options: PendulumRowsOptions,
): CheckedPendulumOptions {
  const {
    rows = 'grid',
    noise = 1,
    floor = 2,
    corrupted = 0.2,
    split = 'train',
    seed = 1,
    background,
  } = checkOptions(owner, options);
  const agreement =
    background === undefined ? null : checkOptions(owner, background, 'background').agreement;
  checkCount(owner, 'seed', seed, { least: 0 });
  checkText(owner, 'split', split, ['train', 'valid', 'test']);
  if (rows !== 'grid') {
    checkCount(owner, "rows, where it is not 'grid',", rows, { most: MOST_ROWS });
  }
  checkRange(owner, 'noise', noise, Number.MAX_VALUE);
  checkRange(owner, 'floor', floor, 12);
  checkRange(owner, 'corrupted', corrupted, 1);
  if (background !== undefined) {
    checkNumber(owner, 'background.agreement', background.agreement, { least: 0, most: 1 });
  }
  const grid = rows === 'grid';
  const count = grid ? GRID_SIDE ** 2 : rows;
  return { count, grid, noise, floor, corrupted, agreement, split, seed };
}

function checkRange(owner: string, name: string, value: number, most: number): void {
  if (typeof value === 'number' && value >= 0 && value <= most) return;
  const range = most === Number.MAX_VALUE ? 'a finite number of at least 0' : `in [0, ${most}]`;
  throw new ArgumentError(`${owner}: ${name} must be ${range}, got ${String(value)}`, {
    data: { [name]: value },
  });
}
