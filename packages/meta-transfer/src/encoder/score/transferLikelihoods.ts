import type { Columns } from '../maps/invertibleEncoder.ts';
import type { Bumps } from './bumps.ts';
import type { CausalOrder } from './causalOrders.ts';
import { conditionalTerm, trainedMechanism } from './conditionalTerm.ts';
import type { ConditionalTerm } from './conditionalTerm.ts';
import type { GradientOrder, TrainedMechanism } from './scoredBatch.ts';
import { marginalTerm } from './marginalTerm.ts';
import type { MarginalTermOptions } from './marginalTerm.ts';

/** Options of {@link transferLikelihoods}. */
export interface TransferLikelihoodOptions extends MarginalTermOptions {
  /** The hypotheses: chains of coordinates. */
  readonly orders: readonly CausalOrder[];
  /** Batches of a transfer set. */
  readonly batches: number;
}

/** The mechanisms of all pairs of coordinates that some hypothesis needs, by `cause * dimensions + effect`. */
export type Mechanisms = ReadonlyMap<number, TrainedMechanism>;

/** How likely a transfer set is under each hypothesis. */
export interface TransferLikelihoods {
  /** Mean log-likelihood per point while adapting, one per hypothesis, in nats. */
  readonly values: Float64Array;
  /**
   * @param weights - One per hypothesis.
   * @param options - What counts in the derivative.
   * @returns The derivative of the weighted sum of the values by every code, column by column.
   */
  codeGradients(weights: ArrayLike<number>, options: CodeGradientOptions): CodeGradients;
}

/** What counts in {@link TransferLikelihoods.codeGradients}. */
export interface CodeGradientOptions {
  /** Whether derivatives go through what the mechanisms learned. */
  readonly order: GradientOrder;
  /** Whether the terms of the roots count. */
  readonly marginals: boolean;
}

/** Derivatives by codes, column by column. */
export interface CodeGradients {
  /** By those of the transfer set. */
  readonly transfer: Float64Array[];
  /** By those of the training data; only in second order. */
  readonly training?: Float64Array[];
}

/**
 * @param codes - Codes of the training data.
 * @param orders - The hypotheses.
 * @param bumps - What mechanisms are made of.
 * @returns What training data say about every mechanism that is asked for.
 */
export function mechanismsOf(
  codes: Columns,
  orders: readonly CausalOrder[],
  bumps: Bumps,
): Mechanisms {
  const mechanisms = new Map<number, TrainedMechanism>();
  for (const [cause, effect] of orders.flatMap(links)) {
    const key = cause * codes.length + effect;
    if (mechanisms.has(key)) continue;
    const [from, to] = [codes[cause] ?? new Float64Array(), codes[effect] ?? new Float64Array()];
    mechanisms.set(key, trainedMechanism(from, to, bumps));
  }
  return mechanisms;
}

/**
 * Scores one transfer set under every chain of coordinates: its root by a marginal that is fitted anew, each of the others by a mechanism that
 * adapts.
 *
 * @param mechanisms - As they were learned on training data.
 * @param codes - Codes of the transfer set.
 * @param options - Hypotheses, batches, marginals.
 * @returns The likelihoods.
 */
export function transferLikelihoods(
  mechanisms: Mechanisms,
  codes: Columns,
  { batches, ...options }: TransferLikelihoodOptions,
): TransferLikelihoods {
  const conditionals = new Map<number, ConditionalTerm>();
  for (const [key, mechanism] of mechanisms) {
    const [cause, effect] = [Math.floor(key / codes.length), key % codes.length];
    const [from, to] = [codes[cause] ?? new Float64Array(), codes[effect] ?? new Float64Array()];
    conditionals.set(key, conditionalTerm(mechanism, from, to, batches));
  }
  return chainLikelihoods(conditionals, codes, { ...options, trainingRows: rowsOf(mechanisms) });
}

/** Options of {@link chainLikelihoods}. */
export interface ChainLikelihoodOptions extends Omit<TransferLikelihoodOptions, 'batches'> {
  /** Training points that derivatives of second order go to. */
  readonly trainingRows: number;
}

/**
 * @param conditionals - The terms of all links, by `cause * dimensions + effect`.
 * @param codes - Codes of the transfer set.
 * @param options - Hypotheses and marginals.
 * @returns The likelihoods of the chains.
 */
export function chainLikelihoods(
  conditionals: ReadonlyMap<number, ConditionalTerm>,
  codes: Columns,
  { orders, trainingRows, ...marginal }: ChainLikelihoodOptions,
): TransferLikelihoods {
  const roots = codes.map((column) => marginalTerm(column, marginal));
  const values = Float64Array.from(orders, (order) =>
    links(order).reduce(
      (sum, [cause, effect]) =>
        sum + (conditionals.get(cause * codes.length + effect)?.value ?? NaN),
      roots[order[0] ?? 0]?.value ?? NaN,
    ),
  );
  return {
    values,
    codeGradients(weights, { order: gradientOrder, marginals }) {
      const transfer = codes.map((column) => new Float64Array(column.length));
      const training = Array.from(codes, () => new Float64Array(trainingRows));
      if (marginals) {
        roots.forEach((root, place) => {
          const weight = sumOver(orders, weights, (order) => order[0] === place);
          if (weight !== 0) addTo(transfer[place], root.gradient(), weight);
        });
      }
      for (const [key, term] of conditionals) {
        const [cause, effect] = [Math.floor(key / codes.length), key % codes.length];
        const weight = sumOver(orders, weights, (order) =>
          links(order).some(([from, to]) => from === cause && to === effect),
        );
        if (weight === 0) continue;
        const gradient = term.gradient(gradientOrder);
        addTo(transfer[cause], gradient.transfer.cause, weight);
        addTo(transfer[effect], gradient.transfer.effect, weight);
        addTo(training[cause], gradient.training?.cause, weight);
        addTo(training[effect], gradient.training?.effect, weight);
      }
      return gradientOrder === 'second' ? { transfer, training } : { transfer };
    },
  };
}

function rowsOf(mechanisms: Mechanisms): number {
  const [mechanism] = mechanisms.values();
  return mechanism?.training.cause.length ?? 0;
}

/** The weight of all hypotheses that hold something. */
function sumOver(
  orders: readonly CausalOrder[],
  weights: ArrayLike<number>,
  holds: (order: CausalOrder) => boolean,
): number {
  return orders.reduce((sum, order, h) => (holds(order) ? sum + (weights[h] ?? 0) : sum), 0);
}

/**
 * @param order - A chain.
 * @returns Its neighbours: cause and effect.
 */
export function links(order: CausalOrder): [number, number][] {
  return order.slice(1).map((effect, i) => [order[i] ?? 0, effect]);
}

function addTo(sums?: Float64Array, values?: Float64Array, weight = 1): void {
  if (sums === undefined || values === undefined) return;
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + weight * (values[i] ?? 0);
}
