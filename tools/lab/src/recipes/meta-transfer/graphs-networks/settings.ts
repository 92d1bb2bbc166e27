import { encoConfigSchema } from '@causal-mechanisms/meta-transfer';
import * as z from 'zod';

const count = (most: number) => z.int().min(1).max(most);

/** Kinds of synthetic graphs. */
export const KINDS = ['chain', 'bidiag', 'jungle', 'collider', 'random', 'full'] as const;

/** Settings with which 25 variables are learned in a minute or two; those of the authors are the defaults of the package. */
const FAST = {
  contrast: 'regression',
  draws: 50,
  updates: 500,
  mechanismSteps: 5,
  patience: 1,
  sparsity: 0.002,
} as const;

/** The configuration of `meta-transfer/graphs-networks`. */
export const graphsNetworksSchema = z.strictObject({
  kinds: z
    .array(z.enum(KINDS))
    .min(1)
    .default([...KINDS]),
  /** Truths per kind. */
  graphs: count(1000).default(25),
  variables: count(1000).min(2).default(25),
  categories: count(256).min(2).default(10),
  /** Samples of the system as it is. */
  observational: count(10_000_000).default(5000),
  /** Samples under an intervention on each variable. */
  perTarget: count(10_000_000).default(200),
  /** How the beliefs are trained. */
  training: z
    .preprocess(
      (given) => ({ ...FAST, ...(given as object) }),
      z.strictObject(encoConfigSchema.shape).omit({ seed: true }),
    )
    .prefault({}),
  checkpointEvery: count(1_000_000).default(100),
  evaluateEvery: count(1_000_000).default(50),
});

/** The resolved configuration of `meta-transfer/graphs-networks`. */
export type GraphsNetworksConfig = z.output<typeof graphsNetworksSchema>;

/** One model of the recipe: a kind of graph with the number of its truth. */
export interface GraphsNetworksEntry {
  /** The name of the part. */
  readonly name: string;
  /** The kind of graph. */
  readonly kind: (typeof KINDS)[number];
  /** From 1. */
  readonly truth: number;
}

/**
 * @param config - Of the recipe.
 * @returns The models in order.
 */
export function graphsNetworksEntries({
  kinds,
  graphs,
}: Pick<GraphsNetworksConfig, 'kinds' | 'graphs'>): GraphsNetworksEntry[] {
  return kinds.flatMap((kind) =>
    Array.from({ length: graphs }, (_, i) => ({ name: `${kind}-${i + 1}`, kind, truth: i + 1 })),
  );
}
