import {
  ArgumentError,
  checkInstance,
  checkOptions,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { drawRows, flatDirichlet } from './categoricalPair.ts';
import { checkPair } from './pairChecks.ts';
import type { CategoricalPair } from './categoricalPair.ts';

/**
 * What an intervention changes of a pair of variables.
 *
 * - `'cause'`: the marginal of the cause is drawn anew.
 * - `'effect'`: the effect no longer depends on the cause, do(effect): one new row for all.
 * - `'conditional'`: every row of the conditional is drawn anew.
 * - `'both'`: the marginal and every row are drawn anew.
 * - `'nothing'`: all stays as it was.
 */
export type PairChange = (typeof PAIR_CHANGES)[number];

/** Every {@link PairChange}. */
export const PAIR_CHANGES = ['cause', 'effect', 'conditional', 'both', 'nothing'] as const;

/** Options of {@link transferDistribution}. */
export interface TransferDistributionOptions {
  /** What is changed. Default: `'cause'`, as in the paper. */
  readonly change?: PairChange;
}

/**
 * Intervenes on a pair of variables: what is changed is drawn uniformly from the simplex.
 *
 * @param pair - The undisturbed pair.
 * @param stream - Where the new distributions are drawn from.
 * @param options - What is changed.
 * @returns The pair after the intervention; what is not changed is shared with the given one.
 * @throws ArgumentError when there is no such change.
 *
 * @example
 * ```ts
 * import { categoricalPair, transferDistribution } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const stream = new RandomStream(1);
 * const pair = categoricalPair({ categories: 3, stream });
 * const transfer = transferDistribution(pair, stream);
 * console.log(transfer.conditional === pair.conditional); // true
 * ```
 */
export function transferDistribution(
  pair: CategoricalPair,
  stream: RandomStream,
  options: TransferDistributionOptions = {},
): CategoricalPair {
  checkPair('transferDistribution', pair);
  checkInstance('transferDistribution', 'stream', stream, RandomStream);
  const { change = 'cause' } = checkOptions('transferDistribution', options);
  checkChange('transferDistribution', change);
  const { causes } = pair;
  let { marginal, conditional } = pair;
  if (change === 'cause' || change === 'both') {
    marginal = new Float64Array(causes);
    flatDirichlet(stream, marginal);
  }
  if (change === 'effect' || change === 'conditional' || change === 'both') {
    conditional = new Float64Array(conditional.length);
    drawRows(conditional, causes, change === 'effect', stream);
  }
  return { ...pair, marginal, conditional };
}

/** Checks that there is such a change. */
export function checkChange(owner: string, change: PairChange): void {
  if (PAIR_CHANGES.includes(change)) return;
  throw new ArgumentError(
    `${owner}: change must be one of ${PAIR_CHANGES.join(', ')}, got ${change}`,
    { data: { change } },
  );
}
