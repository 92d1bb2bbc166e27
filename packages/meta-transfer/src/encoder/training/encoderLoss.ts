import {
  hypothesisPosterior,
  hypothesisRegret,
  hypothesisRegretGradient,
} from '../../belief/hypothesisBelief.ts';
import type { Columns, InvertibleEncoder } from '../maps/invertibleEncoder.ts';
import type { Bumps } from '../score/bumps.ts';
import type { CausalOrder } from '../score/causalOrders.ts';
import type { ConditionalTerm } from '../score/conditionalTerm.ts';
import {
  chainLikelihoods,
  mechanismsOf,
  transferLikelihoods,
} from '../score/transferLikelihoods.ts';
import type { EncoderTrainingConfig } from './encoderConfig.ts';

/** Points of one iteration. */
export interface EncoderBatch {
  readonly training: Columns;
  readonly transfer: Columns;
}

/** What {@link encoderLoss} is about. */
export interface EncoderHypotheses {
  readonly orders: readonly CausalOrder[];
  /** The belief, one logit per order. */
  readonly logits: Float64Array;
  /** What mechanisms in closed form are made of, over the codes. */
  readonly bumps: Bumps;
  /** The terms of all links, where they come from elsewhere. Default: mechanisms in closed form. */
  readonly conditionals?: ReadonlyMap<number, ConditionalTerm>;
}

/** Settings of {@link encoderLoss}. */
export type EncoderLossOptions = Pick<
  EncoderTrainingConfig,
  'mixture' | 'order' | 'marginals' | 'batches' | 'components' | 'mixtureIterations'
>;

/** A loss with its gradients. */
export interface EncoderLoss {
  /** In nats per point. */
  readonly loss: number;
  /** By the parameters of the map. */
  readonly byParameters: Float64Array;
  /** By the logits of the belief. */
  readonly byLogits: Float64Array;
}

/**
 * The regret of one transfer set under a belief over chains of codes, with its gradients.
 *
 * Each chain has its mean log-likelihood per point while adapting, `l`, the log-determinant of the map included. The mixture of
 * likelihoods is `-log sum_h p_h exp(l_h)`, that of costs `log sum_h p_h exp(-l_h)`.
 *
 * @param map - The encoder.
 * @param hypotheses - Chains, belief, bumps.
 * @param batch - Observed points.
 * @param options - The loss.
 * @returns Loss and gradients.
 */
export function encoderLoss(
  map: InvertibleEncoder,
  { orders, logits, bumps, conditionals }: EncoderHypotheses,
  { training, transfer }: EncoderBatch,
  { mixture, order, marginals, batches, components, mixtureIterations }: EncoderLossOptions,
): EncoderLoss {
  const codesAfter = map.encode(transfer);
  const roots = { orders, components, iterations: mixtureIterations };
  const likelihoods =
    conditionals === undefined
      ? transferLikelihoods(mechanismsOf(map.encode(training), orders, bumps), codesAfter, {
          ...roots,
          batches,
        })
      : chainLikelihoods(conditionals, codesAfter, { ...roots, trainingRows: 0 });
  const determinants = map.logDeterminants(transfer);
  const stretch = determinants.reduce((sum, value) => sum + value, 0) / determinants.length;
  // The logarithm of a mixture of costs is that of likelihoods with both signs changed.
  const sign = mixture === 'likelihoods' ? 1 : -1;
  const scores = likelihoods.values.map((value) => sign * (value + stretch));
  const posterior = hypothesisPosterior(logits, scores);
  const codes = likelihoods.codeGradients(
    posterior.map((value) => -value),
    { order, marginals },
  );
  const byStretch = new Float64Array(determinants.length).fill(-1 / determinants.length);
  const byParameters = map.parameterGradient(transfer, codes.transfer, byStretch);
  if (codes.training !== undefined) {
    const through = map.parameterGradient(training, codes.training);
    through.forEach((value, i) => (byParameters[i] = (byParameters[i] ?? 0) + value));
  }
  return {
    loss: sign * hypothesisRegret(logits, scores),
    byParameters,
    byLogits: hypothesisRegretGradient(logits, scores).map((value) => sign * value),
  };
}
