import { winMatrix } from '@causal-mechanisms/metrics';
import type { Evaluation } from '@causal-mechanisms/tensor-utils';
import { share } from '../../../run/measure.ts';

/** What the experts made of the watched images. */
export interface Watched {
  /** The expert that won each image. */
  readonly winners: Int32Array;
  /** The logit of every expert on every image, image after image. */
  readonly scores: Float32Array;
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

/**
 * @param watched - Who won what.
 * @returns The shares of the experts, how far the best score is above the second, and the wins by sub-folder.
 */
export function watchEvaluation(watched: Watched): Evaluation {
  const { winners, scores, experts, labels, classNames } = watched;
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
  { scalars }: Evaluation,
  experts: number,
): string | undefined {
  const { largestShare = 0, margin = Infinity } = scalars;
  if (step < PATIENCE || experts < 2) return undefined;
  if (largestShare > ALL) {
    return `one expert takes ${share(largestShare)} of the images at iteration ${step}: the others learn nothing. Try another --seed; or there is one mechanism only`;
  }
  if (margin < EQUAL) {
    return `the scores of the experts do not separate at iteration ${step}: their outputs look alike to the discriminator. Try fewer experts, more images, or another --seed`;
  }
  return undefined;
}
