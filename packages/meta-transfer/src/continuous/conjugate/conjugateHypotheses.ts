import {
  checkCount,
  checkNumber,
  checkOptions,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { checkChoice } from '../../belief/checkChoice.ts';
import type { EpisodeLikelihoods } from '../../belief/regret.ts';
import { checkPairs } from '../columns.ts';
import type { CheckedPairs, PairColumns } from '../columns.ts';
import { adaptMixture } from '../mixture/adaptMixture.ts';
import { gaussianMixture } from '../mixture/gaussianMixture.ts';
import type { GaussianMixture } from '../mixture/mixtureSteps.ts';
import { refittedLogLikelihood } from '../mixture/refittedLogLikelihood.ts';
import { columnScale, standardised } from '../standardise.ts';
import { ConjugateRegression } from './conjugateRegression.ts';
import type { RegressionFeatures } from './features.ts';

/** Options of {@link conjugateHypotheses}. */
export interface ConjugateHypothesesOptions {
  /** What a conditional is: a straight line, or a curve made of bumps; both with normal noise. Default: `bumps`. */
  readonly conditional?: 'linear' | 'bumps';
  /**
   * What becomes of the marginal of a transfer: it is fitted to it anew at no cost, as in the authors' code, or adapts from that of training
   * and pays for it, as in the paper's equations. Default: `adapt`.
   */
  readonly marginal?: 'refit' | 'adapt';
  /**
   * Which mechanisms a transfer may have changed. `some`: each one or not, at even odds; one that has not keeps all it learned, one that has starts from
   * little. `all`: every one starts from little. With straight lines and `all` the hypotheses are equivalent: whatever happened, Delta is near 0.
   * Default: `some`.
   */
  readonly changes?: 'some' | 'all';
  /** How many pairs the training data count for in a mechanism that has changed, above 0. Default: 10. */
  readonly memory?: number;
  /** Components of a marginal, at most one per 10 training pairs. Default: 1 with straight lines, 10 with bumps. */
  readonly components?: number;
}

/** Both hypotheses about a pair of columns, as training left them. */
export interface ConjugateHypotheses {
  /**
   * Scores a transfer set under both, from where training left them; what they learn of it is forgotten afterwards.
   *
   * @param transfer - At least 2 pairs.
   * @returns The sums over its pairs of log densities, in nats, in the units of the columns.
   * @throws ShapeError, ValuesError when it is no such set.
   */
  score(transfer: PairColumns): EpisodeLikelihoods;
  /**
   * How much better `A->B` fits where nothing has changed, in nats per pair: the second half of the training pairs, scored after the first. Far from
   * 0 the model class itself prefers a direction, before anything adapts.
   */
  readonly baseline: number;
}

/** Bumps cover six standard deviations to either side. */
const BUMPS: RegressionFeatures = { kind: 'bumps', low: -6, high: 6, count: 24 };
/** Batches of a transfer set in which a mixture adapts; regressions learn pair by pair. */
const MIXTURE_BATCHES = 10;
/** Least variance of a component of a mixture, in squared standard deviations of the training column. */
const LEAST_VARIANCE = 1e-4;

/**
 * Both hypotheses, `A->B` and `B->A`, with mechanisms that learn in closed form: no learning rate, no tensors.
 *
 * Each is a marginal and a conditional: Bayesian regressions that score every pair before they learn it (normal-inverse-gamma), and, where a marginal has
 * several components, a mixture that adapts batch by batch. Columns are standardised by the training data first, which changes both hypotheses alike.
 *
 * @param training - Pairs from before anything changed, at least 20.
 * @param options - What mechanisms are.
 * @returns The hypotheses.
 * @throws ShapeError for columns of different length or too few pairs; ValuesError for values that are not finite or all the same;
 * ArgumentError for an impossible option.
 *
 * @example
 * ```ts
 * import { conjugateHypotheses } from '@causal-mechanisms/meta-transfer';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const stream = new RandomStream(1);
 * const drawn = (mean: number) => {
 *   const a = Float64Array.from({ length: 500 }, () => stream.normal(mean));
 *   return { a, b: a.map((value) => 2 * value + stream.normal()) };
 * };
 * const hypotheses = conjugateHypotheses(drawn(0), { conditional: 'linear' });
 * const { forward, backward } = hypotheses.score(drawn(2));
 * console.log(forward > backward); // true
 * ```
 */
export function conjugateHypotheses(
  training: PairColumns,
  options: ConjugateHypothesesOptions = {},
): ConjugateHypotheses {
  const owner = 'conjugateHypotheses';
  const { conditional = 'bumps', marginal = 'adapt' } = checkOptions(owner, options);
  const { changes = 'some', memory = 10 } = options;
  const given = checkPairs(owner, 'training', training, 20);
  checkNumber(owner, 'memory', memory, { above: 0 });
  checkChoice(owner, 'conditional', conditional, ['linear', 'bumps']);
  checkChoice(owner, 'marginal', marginal, ['refit', 'adapt']);
  checkChoice(owner, 'changes', changes, ['some', 'all']);
  const { components = conditional === 'linear' ? 1 : 10 } = options;
  checkCount(owner, 'components', components);
  const scales = {
    a: columnScale(owner, 'training.a', given.a),
    b: columnScale(owner, 'training.b', given.b),
  };
  const inUnits = ({ a, b }: CheckedPairs): CheckedPairs => ({
    a: standardised(a, scales.a),
    b: standardised(b, scales.b),
  });
  const settings: Settings = {
    features: conditional === 'linear' ? { kind: 'linear' } : BUMPS,
    marginal,
    changes,
    memory,
    components: Math.min(components, Math.floor(given.a.length / 10)),
  };
  const pairs = inUnits(given);
  const known = [learned(pairs.a, pairs.b, settings), learned(pairs.b, pairs.a, settings)] as const;
  // The density of a column in its own units.
  const units = Math.log(scales.a.deviation * scales.b.deviation);
  let baseline: number | undefined;
  return {
    get baseline() {
      // As much work as the hypotheses themselves, and not everyone asks.
      return (baseline ??= baselineOf(pairs, settings));
    },
    score(transfer) {
      const { a, b } = inUnits(checkPairs('ConjugateHypotheses.score', 'transfer', transfer, 2));
      const shared = a.length * units;
      const forward = joint(known[0], a, b, settings) - shared;
      const backward = joint(known[1], b, a, settings) - shared;
      if (!Number.isFinite(forward - backward)) {
        throw new ValuesError(
          `ConjugateHypotheses.score: the log-likelihoods are ${forward} and ${backward}: transfer lies too far from training`,
          { data: { forward, backward } },
        );
      }
      return { forward, backward };
    },
  };
}

interface Settings {
  readonly features: RegressionFeatures;
  readonly marginal: 'refit' | 'adapt';
  readonly changes: 'some' | 'all';
  readonly memory: number;
  readonly components: number;
}

/** One hypothesis: the cause's distribution, and the effect's given the cause. */
interface Hypothesis {
  readonly marginal: ConjugateRegression;
  readonly mixture: GaussianMixture | undefined;
  readonly conditional: ConjugateRegression;
}

function learned(
  cause: Float64Array,
  effect: Float64Array,
  { features, components, marginal: kind }: Settings,
): Hypothesis {
  const conditional = new ConjugateRegression({ features });
  conditional.learn(cause, effect);
  const marginal = new ConjugateRegression({ features: { kind: 'constant' } });
  marginal.learn(cause, cause);
  return {
    marginal,
    conditional,
    mixture:
      components > 1 && kind === 'adapt'
        ? gaussianMixture(cause, { components, floor: LEAST_VARIANCE, tolerance: 1e-5 })
        : undefined,
  };
}

/** The log-likelihood of pairs, each scored before it is learned. */
function joint(
  known: Hypothesis,
  cause: Float64Array,
  effect: Float64Array,
  settings: Settings,
): number {
  const { marginal, mixture, conditional } = known;
  const regress = (kept: ConjugateRegression, x: Float64Array, y: Float64Array) =>
    maybeChanged(settings, (samples) => {
      const adapting = kept.clone();
      adapting.discount(samples);
      return adapting.observe(x, y);
    });
  const effects = regress(conditional, cause, effect);
  if (settings.marginal === 'refit')
    return effects + cause.length * refittedLogLikelihood(cause, settings.components);
  if (mixture === undefined) return effects + regress(marginal, cause, cause);
  const batches = Math.min(MIXTURE_BATCHES, cause.length);
  const adapt = (samples: number) =>
    adaptMixture(mixture, cause, {
      memory: Math.min(samples, marginal.samples),
      batches,
      leastVariance: LEAST_VARIANCE,
    });
  return effects + maybeChanged(settings, adapt);
}

/** The likelihood of one mechanism: with all that it learned, with little of it, or the mean of both. */
function maybeChanged({ changes, memory }: Settings, score: (samples: number) => number): number {
  const changed = score(memory);
  if (changes === 'all') return changed;
  const same = score(Infinity);
  return Math.max(changed, same) + Math.log1p(Math.exp(-Math.abs(changed - same))) - Math.LN2;
}

/** Delta per held-out pair. */
function baselineOf(pairs: CheckedPairs, settings: Settings): number {
  const half = Math.floor(pairs.a.length / 2);
  const [first, second] = [part(pairs, 0, half), part(pairs, half)];
  // Nothing has changed between the halves: nothing is forgotten.
  const fixed: Settings = { ...settings, marginal: 'adapt', changes: 'all', memory: half };
  const forward = joint(learned(first.a, first.b, fixed), second.a, second.b, fixed);
  const backward = joint(learned(first.b, first.a, fixed), second.b, second.a, fixed);
  return (forward - backward) / second.a.length;
}

function part({ a, b }: CheckedPairs, from: number, to?: number): CheckedPairs {
  return { a: a.subarray(from, to), b: b.subarray(from, to) };
}
