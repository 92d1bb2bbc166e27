import {
  ArgumentError,
  checkCount,
  checkNumber,
  checkOptions,
} from '@causal-mechanisms/tensor-utils';
import { checkChoice } from '../../belief/checkChoice.ts';

/** The mean alone: a normal distribution without inputs. */
export interface ConstantFeatures {
  /** Tells it from the others. */
  readonly kind: 'constant';
}

/** Slope and intercept. */
export interface LinearFeatures {
  /** Tells it from the others. */
  readonly kind: 'linear';
}

/** Gaussian bumps at even distances, and a constant. */
export interface BumpFeatures {
  /** Tells it from the others. */
  readonly kind: 'bumps';
  /** The first centre. Default: -12. */
  readonly low?: number;
  /** The last centre, above the first. Default: 12. */
  readonly high?: number;
  /** How many bumps, at least 2. Default: 24. */
  readonly count?: number;
  /** Standard deviation of a bump. Default: 1.15 times the distance of two centres. */
  readonly width?: number;
}

/** What a regression is linear in. */
export type RegressionFeatures = ConstantFeatures | LinearFeatures | BumpFeatures;

/** A function from an input to its features. */
export interface FeatureMap {
  /** How many features. */
  readonly size: number;
  /**
   * @param x - The input.
   * @param target - `[size]`, filled in.
   */
  write(x: number, target: Float64Array): void;
}

/**
 * @param owner - The function that asks; opens messages.
 * @param features - Which.
 * @returns The function from an input to its features.
 * @throws ArgumentError when the kind is unknown, or the bumps are impossible.
 */
export function featureMap(owner: string, features: RegressionFeatures): FeatureMap {
  checkOptions(owner, features, 'features');
  checkChoice(owner, 'features.kind', features.kind, ['constant', 'linear', 'bumps']);
  if (features.kind === 'constant') {
    return { size: 1, write: (_, target) => void (target[0] = 1) };
  }
  if (features.kind === 'linear') {
    return {
      size: 2,
      write(x, target) {
        target[0] = x;
        target[1] = 1;
      },
    };
  }
  const { low = -12, high = 12, count = 24 } = features;
  checkCount(owner, 'features.count', count, { least: 2, most: 1024 });
  checkNumber(owner, 'features.low', low);
  checkNumber(owner, 'features.high', high);
  const gap = (high - low) / (count - 1);
  const { width = 1.15 * gap } = features;
  if (!(gap > 0 && width > 0 && Number.isFinite(gap) && Number.isFinite(width))) {
    throw new ArgumentError(
      `${owner}: expected features with low < high and width > 0, got ${low}, ${high} and ${String(width)}`,
      { data: { low, high, width } },
    );
  }
  return bumps(low, gap, count, width);
}

/** Where centres are this many widths apart, the factors between bumps leave the range of numbers. */
const NARROW = 30;

function narrowBumps(low: number, gap: number, count: number, width: number): FeatureMap {
  return {
    size: count + 1,
    write(x, target) {
      for (let k = 0; k < count; k++) {
        const distance = (x - low - k * gap) / width;
        target[k] = Math.exp(-0.5 * distance * distance);
      }
      target[count] = 1;
    },
  };
}

/**
 * Neighbouring bumps differ by a factor that itself changes by a constant factor: three exponentials give all of them. From the nearest
 * centre outwards the values fall, so that nothing overflows.
 */
function bumps(low: number, gap: number, count: number, width: number): FeatureMap {
  const scaled = gap / width;
  if (scaled > NARROW) return narrowBumps(low, gap, count, width);
  const fall = Math.exp(-scaled * scaled);
  const first = Math.exp(-0.5 * scaled * scaled);
  return {
    size: count + 1,
    write(x, target) {
      const nearest = Math.min(count - 1, Math.max(0, Math.round((x - low) / gap)));
      const distance = (x - low - nearest * gap) / width;
      const height = Math.exp(-0.5 * distance * distance);
      const tilt = Math.exp(distance * scaled);
      target[nearest] = height;
      let value = height;
      let factor = tilt * first;
      for (let k = nearest + 1; k < count; k++) {
        value *= factor;
        factor *= fall;
        target[k] = value;
      }
      value = height;
      factor = first / tilt;
      for (let k = nearest - 1; k >= 0; k--) {
        value *= factor;
        factor *= fall;
        target[k] = value;
      }
      target[count] = 1;
    },
  };
}
