import { reinforceConfigSchema } from '@causal-mechanisms/meta-transfer';
import * as z from 'zod';

const count = (most: number) => z.int().min(1).max(most);

/** Graphs that the recipe knows: four of three variables, and asia. */
export const GRAPHS = ['chain', 'fork', 'collider', 'confounder', 'asia'] as const;

/** The configuration of `meta-transfer/algorithm1`. */
export const algorithm1Schema = z.strictObject({
  graphs: z
    .array(z.enum(GRAPHS))
    .min(1)
    .default([...GRAPHS]),
  /** Truths per graph, each with its own samples and beliefs. */
  truths: count(1000).default(5),
  /** Categories of the graphs of three variables. */
  categories: count(256).min(2).default(3),
  /** Samples of the system as it is. */
  observational: count(10_000_000).default(50_000),
  /** Samples under an intervention on each variable. */
  perTarget: count(10_000_000).default(1000),
  /** How the beliefs are trained. */
  training: z
    .preprocess(
      (given) => ({ estimator: 'reinforce', ...(given as object) }),
      z.strictObject(reinforceConfigSchema.shape).omit({ seed: true }),
    )
    .prefault({}),
  checkpointEvery: count(1_000_000).default(1000),
  evaluateEvery: count(1_000_000).default(250),
});

/** The resolved configuration of `meta-transfer/algorithm1`. */
export type Algorithm1Config = z.output<typeof algorithm1Schema>;

/** One model of the recipe: a graph with the number of its truth. */
export interface Algorithm1Entry {
  /** The name of the part. */
  readonly name: string;
  /** The graph. */
  readonly graph: (typeof GRAPHS)[number];
  /** From 1. */
  readonly truth: number;
}

/**
 * @param config - Of the recipe.
 * @returns The models in order.
 */
export function algorithm1Entries({ graphs, truths }: Algorithm1Config): Algorithm1Entry[] {
  return graphs.flatMap((graph) =>
    Array.from({ length: truths }, (_, i) => ({
      name: `${graph}-${i + 1}`,
      graph,
      truth: i + 1,
    })),
  );
}
