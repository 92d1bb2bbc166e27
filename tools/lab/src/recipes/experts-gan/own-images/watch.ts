import { winMatrix } from '@causal-mechanisms/metrics';
import type { Evaluation } from '@causal-mechanisms/tensor-utils';
import { share } from '../../../run/measure.ts';

/** What the experts made of the watched images. */
export interface Watched {
  /** The expert that won each image. */
  readonly winners: Int32Array;
  /** The logit of every expert on every image, image after image. */
  readonly scores: Float32Array;
  /** The logit of each image as it is, before any expert. */
  readonly inputScores: Float32Array;
  /** How many experts there are. */
  readonly experts: number;
  /** Which sub-folder each image lies in. Default: there are none. */
  readonly labels?: ArrayLike<number>;
  /** The names of the sub-folders. Default: there are none. */
  readonly classNames?: readonly string[];
}

/** One expert that wins more than this takes all. */
const ALL = 0.95;
/** Logits nearer than this are as good as equal. */
const EQUAL = 0.05;
/** Iterations before which nothing can be said. */
const PATIENCE = 100;
/** Iterations after which sub-folders should have found their experts. */
const LONG = 400;
/** An expert that wins less than this is idle. */
const IDLE = 0.01;

/**
 * @param watched - Who won what.
 * @returns The shares of the experts, how far the best score is above the second and above that of the image itself, and the wins
 * by sub-folder.
 */
export function watchEvaluation(watched: Watched): Evaluation {
  const { winners, scores, inputScores, experts, labels, classNames } = watched;
  const count = winners.length;
  const mechanisms = labels ?? new Int32Array(count);
  const rows = classNames ?? ['all'];
  const whole = winMatrix({
    winners,
    mechanisms: new Int32Array(count),
    expertCount: experts,
    mechanismCount: 1,
  });
  const shares = whole[0] ?? [];
  return {
    scalars: {
      largestShare: Math.max(...shares),
      margin: marginOf(scores, experts),
      gain: gainOf(scores, inputScores, experts),
      ...Object.fromEntries(shares.map((value, expert) => [`share/${expert}`, value])),
    },
    matrices: {
      wins: {
        rows: [...rows],
        columns: shares.map((_, expert) => `expert ${expert}`),
        values: winMatrix({
          winners,
          mechanisms,
          expertCount: experts,
          mechanismCount: rows.length,
        }),
      },
    },
  };
}

/** How far the best logit of an image is above the second on average; infinite for one expert. */
function marginOf(scores: Float32Array, experts: number): number {
  const count = scores.length / experts;
  let sum = 0;
  for (let image = 0; image < count; image++) {
    const [best = 0, second = -Infinity] = scores
      .slice(image * experts, (image + 1) * experts)
      .sort()
      .reverse();
    sum += best - second;
  }
  return sum / count;
}

/** How far the best logit of an image is above that of the image itself, on average. */
function gainOf(scores: Float32Array, inputScores: Float32Array, experts: number): number {
  const gains = Array.from(inputScores, (score, image) => {
    const own = scores.subarray(image * experts, (image + 1) * experts);
    return Math.max(...own) - score;
  });
  return gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
}

/** Two sub-folders with the same strongest expert, while another expert wins nothing. */
function sharedExpert({ matrices, scalars }: Evaluation): string | undefined {
  const wins = matrices?.['wins'];
  if (wins === undefined || wins.rows.length < 2) return undefined;
  const idle = wins.columns.findIndex((_, expert) => (scalars[`share/${expert}`] ?? 1) < IDLE);
  if (idle < 0) return undefined;
  const strongest = wins.values.map((row) => row.indexOf(Math.max(...row)));
  const second = strongest.findIndex((expert, row) => strongest.indexOf(expert) < row);
  if (second < 0) return undefined;
  const expert = strongest[second] ?? 0;
  const pair = [strongest.indexOf(expert), second].map((row) => wins.rows[row]);
  return `${pair.join(' and ')} share expert ${expert}, and expert ${idle} wins nothing`;
}

/**
 * An early word when training does not work.
 *
 * @param step - Iterations of the competition so far.
 * @param evaluation - What was measured.
 * @param experts - How many experts there are.
 * @returns What seems wrong and what to try; undefined when nothing does, or when it is too early.
 */
export function earlyWord(
  step: number,
  evaluation: Evaluation,
  experts: number,
): string | undefined {
  const { largestShare = 0, margin = Infinity, gain = Infinity } = evaluation.scalars;
  if (step < PATIENCE || experts < 2) return undefined;
  if (largestShare > ALL) {
    return `one expert takes ${share(largestShare)} of the images at iteration ${step}: the others learn nothing. Try another --seed; or there is one mechanism only`;
  }
  if (margin < EQUAL) {
    return `the scores of the experts do not separate at iteration ${step}: their outputs look alike to the discriminator. Try fewer experts, more images, or another --seed`;
  }
  if (gain <= 0) {
    return `at iteration ${step} the best outputs look no more canonical than the images themselves: nothing is undone so far. Look whether both folders show the same kind of images; try more of them`;
  }
  const shared = step < LONG ? undefined : sharedExpert(evaluation);
  if (shared !== undefined) {
    return `at iteration ${step} ${shared}. Often this stays so: try another --seed, or more images`;
  }
  return undefined;
}
