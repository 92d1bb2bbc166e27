import { encoderTrainingConfigSchema } from '@causal-mechanisms/meta-transfer';
import * as z from 'zod';

const count = (most: number) => z.int().min(1).max(most);

/** What is learned: a rotation of space over a chain A->B->C, or coupling layers over a pair. */
export const TASKS = ['chain', 'coupling'] as const;

/** One of them. */
export type TaskName = (typeof TASKS)[number];

/** Their names for people. */
export const TASK_LABELS: Readonly<Record<TaskName, string>> = {
  chain: 'rotation of space, A->B->C',
  coupling: 'coupling layers, A->B',
};

const trainingSchema = z
  .strictObject(encoderTrainingConfigSchema.shape)
  .pick({
    learningRate: true,
    beliefRate: true,
    trainingPoints: true,
    bumps: true,
    components: true,
    mixtureIterations: true,
    starts: true,
  })
  .extend({
    iterations: count(10_000_000).default(1000),
    batches: count(10_000).min(2).default(5),
  });

/** The settings of `meta-transfer/encoder-rich`. */
export const richSchema = z.strictObject({
  tasks: z.array(z.enum(TASKS)).min(1).default(['chain', 'coupling']),
  /** Random truths of each task. */
  truths: count(1000).default(5),
  /** Of each spline. */
  knots: count(100).min(2).default(8),
  /** Points before any change. */
  trainingPoints: count(10_000_000).default(10_000),
  /** Changes of the cause. */
  transferSets: count(100_000).default(100),
  /** Points after each change. */
  points: count(1_000_000).default(1000),
  /** Layers and hidden units of decoder and encoder, and the deviation of the decoder's last weights. */
  coupling: z
    .strictObject({
      layers: count(16).default(2),
      hidden: count(256).default(16),
      deviation: z.number().positive().max(100).default(4),
    })
    .prefault({}),
  chainTraining: trainingSchema.prefault({ starts: 8, learningRate: 0.03, beliefRate: 0.01 }),
  couplingTraining: trainingSchema.prefault({ starts: 4, beliefRate: 0.01 }),
});

/** The settings of `meta-transfer/encoder-rich`. */
export type RichConfig = z.output<typeof richSchema>;

/** The name of a part: one truth of a task. */
export function richPart(task: TaskName, truth: number): string {
  return `${task}-${String(truth + 1).padStart(2, '0')}`;
}
