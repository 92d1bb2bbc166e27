import { categoricalPair, samplePairs, transferDistribution } from '@causal-mechanisms/datasets';
import { causalDirection } from '@causal-mechanisms/meta-transfer';
import type { DirectionData } from '@causal-mechanisms/meta-transfer';
import { pacer, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Change, OwnDataSize } from './settings.ts';

/** How often each answer was given. */
export interface Tally {
  /** The truth: a direction, or independence where that is the truth. */
  readonly right: number;
  /** The other direction, or any direction where there is none to be known. */
  readonly wrong: number;
  /** That the variables are independent, where they are not. */
  readonly independent: number;
  /** That the data do not tell. */
  readonly undecided: number;
  /** How often the two hypotheses of the paper name the true direction. */
  readonly twoHypotheses: number;
}

/** What is asked again and again. */
export interface TallyOptions {
  readonly size: OwnDataSize;
  readonly change: Change;
  /** How many truths. */
  readonly truths: number;
  /** How often rows and transfers are drawn anew for each answer. */
  readonly draws: number;
  /** Where truths and rows come from. */
  readonly stream: RandomStream;
  /** Called after each answer; throws where the run should stop. */
  readonly afterEach?: () => void;
}

/**
 * Asks for the direction of drawn truths, half of them A->B and half of them B->A.
 *
 * @param options - Size, change and number of truths.
 * @returns How often each answer was given. The event loop gets its turns.
 */
export async function tallyAnswers(options: TallyOptions): Promise<Tally> {
  const { size, change, truths, draws, stream, afterEach } = options;
  const tally = { right: 0, wrong: 0, independent: 0, undecided: 0, twoHypotheses: 0 };
  const pause = pacer();
  for (let truth = 0; truth < truths; truth++) {
    const direction = truth % 2 === 0 ? ('A->B' as const) : ('B->A' as const);
    const data = drawnData(size, change, direction, stream);
    const answer = causalDirection(data, { draws, stream: stream.split(`answer ${truth}`) });
    if (answer.direction === 'undecided') tally.undecided++;
    else if (answer.direction === 'independent') {
      if (change === 'independent') tally.right++;
      else tally.independent++;
    } else if (change !== 'independent' && answer.direction === direction) tally.right++;
    else tally.wrong++;
    if (answer.twoHypotheses.direction === direction) tally.twoHypotheses++;
    afterEach?.();
    await pause();
  }
  return tally;
}

/** Draws a truth, rows of it, and rows from after changes. */
function drawnData(
  { categories, training, transfer, transfers }: OwnDataSize,
  change: Change,
  direction: 'A->B' | 'B->A',
  stream: RandomStream,
): DirectionData {
  const independent = change === 'independent';
  const pair = categoricalPair({ categories, stream, direction, independent });
  const rows = (of: typeof pair, count: number) => {
    const { a, b } = samplePairs(of, count, stream);
    return { a: Array.from(a), b: Array.from(b) };
  };
  return {
    training: rows(pair, training),
    transfers: Array.from({ length: transfers }, () =>
      rows(
        transferDistribution(pair, stream, { change: independent ? 'cause' : change }),
        transfer,
      ),
    ),
  };
}
