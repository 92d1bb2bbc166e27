import { mamlConfigSchema } from '@causal-mechanisms/meta-transfer';
import type { MamlConfigInput } from '@causal-mechanisms/meta-transfer';
import * as z from 'zod';
import type { StudyEntry } from '../../../study/study.ts';

const count = (most: number) => z.int().min(1).max(most);

// The tasks ask for the squared error, seed and order are those of the run and the model, and all gradients are by passes.
const learner = z.strictObject(mamlConfigSchema.shape).omit({
  loss: true,
  seed: true,
  order: true,
  gradient: true,
}).shape;

const ORDERS = ['second', 'first', 'none'] as const;

/** The configuration of `meta-transfer/maml-sinusoid`. */
export const mamlSinusoidSchema = z.strictObject({
  ...learner,
  /** What is trained: one model per order and number of shots. */
  orders: z.array(z.enum(ORDERS)).min(1).default(['second', 'first', 'none']),
  /** Points of a task to learn from, and as many to judge by. */
  shots: z.array(count(1000)).min(1).default([5, 10]),
  /** More step sizes for the pre-trained network, beside that of the others. */
  fineTuningRates: z.array(z.number().positive()).default([0.02]),
  checkpointEvery: count(1_000_000).default(2000),
  evaluation: z
    .strictObject({
      every: count(1_000_000).default(2000),
      probes: count(100_000).min(2).default(200),
      tasks: count(100_000).min(2).default(600),
      steps: count(1000).default(10),
    })
    .prefault({}),
});

/** The settings of `meta-transfer/maml-sinusoid`. */
export type MamlSinusoidConfig = z.output<typeof mamlSinusoidSchema>;

/** How a model is trained. */
export type Order = (typeof ORDERS)[number];

/** One model of the study. */
export interface MamlEntry extends StudyEntry {
  readonly order: Order;
  readonly shots: number;
}

/** The orders for people. */
export const ORDER_LABELS: Readonly<Record<Order, string>> = {
  second: 'second order',
  first: 'first order',
  none: 'pre-training',
};

/**
 * @param config - Of the study.
 * @returns Its models: those of an order stand together.
 */
export function mamlEntries({ orders, shots }: MamlSinusoidConfig): MamlEntry[] {
  return [...new Set(orders)].flatMap((order) =>
    [...new Set(shots)].map((points) => ({
      name: `${order}-${points}`,
      label: `${ORDER_LABELS[order]}, ${points} shots`,
      order,
      shots: points,
    })),
  );
}

/**
 * @param config - Of the study.
 * @param entry - One of its models.
 * @param seed - Of the run.
 * @returns What `trainMaml` trains it by.
 */
export function trainingConfigOf(
  config: MamlSinusoidConfig,
  { order }: MamlEntry,
  seed: number,
): MamlConfigInput {
  return { ...z.object(learner).parse(config), order, seed };
}

/**
 * @param config - Of the study.
 * @returns The numbers of steps whose errors stand in tables: none, one, half of all, all.
 */
export function shownSteps({ evaluation: { steps } }: MamlSinusoidConfig): number[] {
  return [...new Set([0, 1, Math.ceil(steps / 2), steps])];
}

/**
 * @param rate - The size of the first step.
 * @param laterRate - Of those after it.
 * @returns Such as `rate 0.01, then 0.005`.
 */
export function ratesInWords(rate: number, laterRate: number): string {
  return rate === laterRate ? `rate ${rate}` : `rate ${rate}, then ${laterRate}`;
}
