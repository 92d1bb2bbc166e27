import { causalDirection } from '@causal-mechanisms/meta-transfer';
import type { CausalDirectionOptions, DirectionData } from '@causal-mechanisms/meta-transfer';
import { pacer } from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/** How often each answer was given. */
export interface Tally {
  /** The truth: a direction, or independence where that is the truth. */
  readonly right: number;
  /** The other direction, or any direction where there is none. */
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
  /**
   * Draws a truth and rows of it.
   *
   * @param direction - Which variable is the cause.
   * @param stream - Where it comes from.
   * @returns Rows from before and after changes.
   */
  readonly draw: (direction: 'A->B' | 'B->A', stream: RandomStream) => DirectionData;
  /** Whether the variables are independent in truth. Default: false. */
  readonly independent?: boolean;
  /** How many truths. */
  readonly truths: number;
  /** How each of them is asked for. */
  readonly ask: Pick<CausalDirectionOptions, 'draws' | 'numeric'>;
  /** Where truths and rows come from. */
  readonly stream: RandomStream;
  /** Called after each answer; throws where the run should stop. */
  readonly afterEach?: () => void;
}

/**
 * Asks for the direction of drawn truths, half of them A->B and half of them B->A.
 *
 * @param options - Truths, and how they are asked for.
 * @returns How often each answer was given. The event loop gets its turns.
 */
export async function tallyAnswers(options: TallyOptions): Promise<Tally> {
  const { draw, independent = false, truths, ask, stream, afterEach } = options;
  const tally = { right: 0, wrong: 0, independent: 0, undecided: 0, twoHypotheses: 0 };
  const pause = pacer();
  for (let truth = 0; truth < truths; truth++) {
    const direction = truth % 2 === 0 ? ('A->B' as const) : ('B->A' as const);
    const data = draw(direction, stream);
    const answer = causalDirection(data, { ...ask, stream: stream.split(`answer ${truth}`) });
    if (answer.direction === 'undecided') tally.undecided++;
    else if (answer.direction === 'independent') {
      if (independent) tally.right++;
      else tally.independent++;
    } else if (!independent && answer.direction === direction) tally.right++;
    else tally.wrong++;
    if (answer.twoHypotheses.direction === direction) tally.twoHypotheses++;
    afterEach?.();
    await pause();
  }
  return tally;
}
