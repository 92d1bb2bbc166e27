import { checkCount, checkOptions, checkSignal, pacer } from '@causal-mechanisms/tensor-utils';
import { turned } from '../maps/rotation.ts';
import { causalOrders } from '../score/causalOrders.ts';
import { bumpsOver, checkRepresentationData } from '../score/representationData.ts';
import type { RepresentationData } from '../score/representationData.ts';
import { mechanismsOf, transferLikelihoods } from '../score/transferLikelihoods.ts';
import { bestAngle, nextAngle } from './anglePath.ts';
import type { AngleScores, BestAngle } from './anglePath.ts';

/** Angles that are tried; more of them would be a fraction of a millionth of a turn apart. */
const MOST_ANGLES = 10_000_000;

/** How an angle is scored. */
export interface AngleScoreOptions {
  /** Bumps that mechanisms are made of, at least 2. Default: 24. */
  readonly bumps?: number;
  /** Batches of a transfer set: each is scored before it is learned, at least 2. Default: 10. */
  readonly batches?: number;
  /** Components of the mixture that each transfer set's cause is fitted with. Default: 4. */
  readonly components?: number;
  /** Iterations of that fit at most. Default: 15. */
  readonly mixtureIterations?: number;
}

/** Options of {@link angleSearch}. */
export interface AngleSearchOptions extends AngleScoreOptions {
  /** Angles of the grid over a quarter turn, at least 4. Default: 10. */
  readonly grid?: number;
  /** Golden sections after it. Default: 14. */
  readonly refinements?: number;
  /** Ends the search with an error when it is aborted. Default: none. */
  readonly signal?: AbortSignal;
}

/** What a search found. */
export interface AngleSearchResult extends BestAngle {
  /** All angles that were tried, in order. */
  readonly tried: readonly AngleScores[];
}

/**
 * Finds the rotation of the plane under which data from before and after changes of the cause are explained best by one mechanism that
 * hardly has to adapt (the representation learning of Bengio et al., 2019, without gradients).
 *
 * For every angle and both directions, the mean log-likelihood of the transfer sets while adapting is computed in closed form: a mixture of normal
 * distributions for the cause, fitted to each set, and a Bayesian regression for the effect, learned on the training data and then
 * batch by batch. The best pair of angle and direction of a grid is refined by golden sections.
 *
 * @param data - Points with two coordinates.
 * @param options - Grid, sections, models.
 * @returns The best angle in radians, with its direction.
 * @throws ShapeError, ValuesError, ArgumentError when the data or an option are impossible; the signal's reason when it is aborted.
 *
 * @example
 * ```ts
 * import { angleSearch, rotation, rotationError } from '@causal-mechanisms/meta-transfer';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const stream = new RandomStream(1);
 * const decoder = rotation(-Math.PI / 4);
 * const draw = (mean: number) => {
 *   const a = Float64Array.from({ length: 400 }, () => stream.normal(mean, 2));
 *   return decoder.encode([a, a.map((value) => 4 * Math.sin(value) + stream.normal())]);
 * };
 * const data = { training: draw(0), transfers: [-3, -1, 1, 3].map(draw) };
 * const found = await angleSearch(data, { refinements: 8 });
 * console.log((rotationError(found, -Math.PI / 4) * 180) / Math.PI < 3); // true
 * ```
 */
export async function angleSearch(
  data: RepresentationData,
  options: AngleSearchOptions = {},
): Promise<AngleSearchResult> {
  const { grid = 10, refinements = 14, signal, ...scoring } = checkOptions('angleSearch', options);
  checkSignal('angleSearch', signal);
  checkCount('angleSearch', 'grid', grid, { least: 4, most: MOST_ANGLES });
  checkCount('angleSearch', 'refinements', refinements, { least: 0, most: MOST_ANGLES });
  const score = angleScores('angleSearch', data, scoring);
  const tried: AngleScores[] = [];
  while (tried.length < grid + refinements) {
    signal?.throwIfAborted();
    tried.push(await score(nextAngle(tried, grid)));
  }
  return { ...bestAngle(tried), tried };
}

/**
 * @param owner - The function that asks; opens messages.
 * @param data - Points with two coordinates.
 * @param options - The models.
 * @returns A function from an angle to its scores; the event loop gets a turn now and then.
 * @throws ShapeError, ValuesError, ArgumentError when the data or an option are impossible.
 */
export function angleScores(
  owner: string,
  data: RepresentationData,
  { bumps = 24, batches = 10, components = 4, mixtureIterations = 15 }: AngleScoreOptions,
): (angle: number) => Promise<AngleScores> {
  checkCount(owner, 'bumps', bumps, { least: 2, most: 1024 });
  checkCount(owner, 'batches', batches, { least: 2 });
  checkCount(owner, 'components', components, { most: 4096 });
  checkCount(owner, 'mixtureIterations', mixtureIterations);
  checkRepresentationData(owner, data, { points: Math.max(batches, components), dimensions: 2 });
  const orders = causalOrders(2);
  const places = bumpsOver(data, bumps);
  const pause = pacer();
  return async (angle) => {
    const mechanisms = mechanismsOf(turned(data.training, angle), orders, places);
    let [forward, backward] = [0, 0];
    for (const set of data.transfers) {
      const { values } = transferLikelihoods(mechanisms, turned(set, angle), {
        orders,
        batches,
        components,
        iterations: mixtureIterations,
      });
      forward += (values[0] ?? NaN) / data.transfers.length;
      backward += (values[1] ?? NaN) / data.transfers.length;
      await pause();
    }
    return { angle, forward, backward };
  };
}
