import {
  categoricalPair,
  pairJoint,
  samplePairs,
  transferDistribution,
} from '@causal-mechanisms/datasets';
import type { CategoricalPair, PairDirection } from '@causal-mechanisms/datasets';
import {
  adaptationCurves,
  beliefTrajectory,
  moduleBelief,
  onlineLogLikelihoods,
  tabularHypotheses,
} from '@causal-mechanisms/meta-transfer';
import type { PairStructure } from '@causal-mechanisms/meta-transfer';
import { RandomStream, sigmoid } from '@causal-mechanisms/tensor-utils';
import { pauseFor } from '../../worker/pauseFor.ts';

/** What is to be shown. */
export interface AdaptationRequest {
  /** The truth and all draws follow from it. */
  readonly seed: number;
  /** Categories of both variables, 2 to 20. */
  readonly categories: number;
  /** Whose mechanism every change replaces. */
  readonly changed: 'cause' | 'effect';
  /** How many changes there are. */
  readonly episodes: number;
  /** Milliseconds between two updates, so that eyes can follow; 0 for as fast as it goes. */
  readonly pace: number;
}

/** Both hypotheses while they adapt: the expected log-likelihood of a pair in nats, before the first step and after each. */
export interface ShownCurves {
  readonly forward: readonly number[];
  readonly backward: readonly number[];
  /** The largest there can be. */
  readonly optimum: number;
}

/** What happened. */
export type AdaptationUpdate =
  | {
      readonly kind: 'truth';
      readonly direction: PairDirection;
      /** P(a, b), row by row. */
      readonly joint: readonly number[];
      /** The same after the first change. */
      readonly changedJoint: readonly number[];
      readonly episodes: number;
    }
  /** The first change: both hypotheses as far as they are. */
  | { readonly kind: 'adapting'; readonly steps: number; readonly curves: ShownCurves }
  /** After a few more changes: means of the curves over all of them, and gamma after each. */
  | {
      readonly kind: 'belief';
      readonly curves: ShownCurves;
      readonly gammas: readonly number[];
      readonly belief: number;
      readonly delta: number;
    }
  | {
      readonly kind: 'answer';
      /** What the two hypotheses say. */
      readonly named: PairDirection;
      readonly belief: number;
      /** What is believed where the changed mechanism is an unknown of its own, from 2000 rows before and 300 after each of five changes. */
      readonly structures: Readonly<Record<PairStructure, number>>;
    };

/** Steps of adaptation that are shown. */
export const STEPS = 100;
const UPDATES = 40;
const PER_UPDATE = 4;

/**
 * A random truth of two variables; both hypotheses about it while they adapt to a change; gamma over many changes; and what more
 * hypotheses make of the same truth.
 *
 * @param request - Truth, kind of change, pace.
 * @param signal - Ends it.
 * @returns Updates to be shown one after the other.
 * @throws The reason of the signal; ArgumentError for impossible numbers.
 */
export async function* adaptation(
  { seed, categories, changed, episodes, pace }: AdaptationRequest,
  signal: AbortSignal,
): AsyncGenerator<AdaptationUpdate, void> {
  const root = new RandomStream(seed);
  const truth = root.split('truth');
  const direction: PairDirection = truth.uniform() < 0.5 ? 'A->B' : 'B->A';
  const pair = categoricalPair({ categories, stream: truth, direction });
  const stream = root.split(`changes of the ${changed}`);
  const hypotheses = tabularHypotheses(pair);
  const change = () => transferDistribution(pair, stream, { change: changed });
  const follow = (transfer: CategoricalPair) =>
    adaptationCurves(pair, transfer, { steps: STEPS, batchSize: 10, learningRate: 1, stream });

  const first = change();
  yield {
    kind: 'truth',
    direction,
    joint: Array.from(pairJoint(pair)),
    changedJoint: Array.from(pairJoint(first)),
    episodes,
  };
  const curves = follow(first);
  for (let steps = PER_UPDATE; steps <= STEPS; steps += PER_UPDATE) {
    await pauseFor(pace, signal);
    yield {
      kind: 'adapting',
      steps,
      curves: {
        forward: Array.from(curves.forward.subarray(0, steps + 1)),
        backward: Array.from(curves.backward.subarray(0, steps + 1)),
        optimum: curves.optimum,
      },
    };
  }

  const sums = new CurveMeans();
  const deltas: number[] = [];
  const every = Math.max(1, Math.round(episodes / UPDATES));
  for (let episode = 0; episode < episodes; episode++) {
    const transfer = episode === 0 ? first : change();
    sums.add(episode === 0 ? curves : follow(transfer));
    const samples = samplePairs(transfer, 20, stream);
    const scored = onlineLogLikelihoods(hypotheses, { ...samples, batches: 2, batchSize: 10 });
    deltas.push(scored.deltas[0] ?? 0);
    if (deltas.length % every !== 0 && deltas.length < episodes) continue;
    const gammas = Array.from(beliefTrajectory(deltas));
    await pauseFor(pace, signal);
    yield {
      kind: 'belief',
      curves: sums.means(),
      gammas,
      belief: sigmoid(gammas.at(-1) ?? 0),
      delta: deltas.reduce((sum, delta) => sum + delta, 0) / deltas.length,
    };
  }
  const belief = sigmoid(beliefTrajectory(deltas).at(-1) ?? 0);
  const rows = root.split('rows');
  const { beliefs } = moduleBelief(
    {
      training: samplePairs(pair, 2000, rows),
      transfers: Array.from({ length: 5 }, () =>
        samplePairs(transferDistribution(pair, rows, { change: changed }), 300, rows),
      ),
    },
    { categories: hypotheses.categories },
  );
  yield {
    kind: 'answer',
    named: belief >= 0.5 ? 'A->B' : 'B->A',
    belief,
    structures: beliefs,
  };
}

/** Means of curves, so that one noisy change does not decide what is seen. */
class CurveMeans {
  readonly #forward = new Float64Array(STEPS + 1);
  readonly #backward = new Float64Array(STEPS + 1);
  #optimum = 0;
  #count = 0;

  add(curves: { forward: Float64Array; backward: Float64Array; optimum: number }): void {
    this.#count++;
    this.#optimum += curves.optimum;
    curves.forward.forEach((value, i) => (this.#forward[i] = (this.#forward[i] ?? 0) + value));
    curves.backward.forEach((value, i) => (this.#backward[i] = (this.#backward[i] ?? 0) + value));
  }

  means(): ShownCurves {
    const mean = (sum: number) => sum / this.#count;
    return {
      forward: Array.from(this.#forward, mean),
      backward: Array.from(this.#backward, mean),
      optimum: mean(this.#optimum),
    };
  }
}
