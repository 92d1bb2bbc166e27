import { existsSync } from 'node:fs';
import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import type { EvaluationEvent, JsonObject, Scalars } from '@causal-mechanisms/tensor-utils';
import { readEvents } from '@causal-mechanisms/tensor-utils/node';
import * as z from 'zod';
import { matrixSchema } from '../runResult.ts';
import type { TrainingFolder } from './trainingFolder.ts';

/** What one step of a training run reported. */
export interface StepScalars {
  /** Which step of its phase. */
  readonly step: number;
  /** Its figures. */
  readonly scalars: Scalars;
}

const step = z.int().min(0);
/** JSON has no NaN: a `null` stands for it. */
const scalars = z.record(z.string(), z.number().nullable());

const evaluationSchema = z.object({
  kind: z.literal('evaluation'),
  step,
  scalars,
  matrices: z.record(z.string(), matrixSchema).optional(),
});
const stepSchema = z.object({ step, scalars });

/** Refuses an event without the shape that its kind has. */
function check(
  { events }: Pick<TrainingFolder, 'events'>,
  schema: z.ZodType,
  event: JsonObject,
): void {
  const parsed = schema.safeParse(event);
  if (parsed.success) return;
  throw new FileFormatError(
    `${events} holds an event that is not as it should be: ${z.prettifyError(parsed.error)}`,
    { data: { path: events, event }, cause: parsed.error },
  );
}

/**
 * @param folder - The folder of a run or of a part.
 * @returns The evaluations so far, in order; none where nothing was trained.
 */
export async function readEvaluations(
  folder: Pick<TrainingFolder, 'events'>,
): Promise<EvaluationEvent[]> {
  const evaluations: EvaluationEvent[] = [];
  for await (const event of loggedEvents(folder)) {
    if (event['kind'] !== 'evaluation') continue;
    check(folder, evaluationSchema, event);
    evaluations.push(event as unknown as EvaluationEvent);
  }
  return evaluations;
}

/**
 * @param folder - The folder of a run or of a part.
 * @param phase - Of the steps.
 * @returns The scalars of every step of a phase, in order; none where nothing was trained.
 */
export async function readSteps(
  folder: Pick<TrainingFolder, 'events'>,
  phase: string,
): Promise<StepScalars[]> {
  const steps: StepScalars[] = [];
  for await (const event of loggedEvents(folder)) {
    if (event['kind'] !== 'step' || event['phase'] !== phase) continue;
    check(folder, stepSchema, event);
    steps.push({ step: event['step'] as number, scalars: event['scalars'] as Scalars });
  }
  return steps;
}

/** A run whose parts train has no log of its own. */
async function* loggedEvents({
  events,
}: Pick<TrainingFolder, 'events'>): AsyncGenerator<JsonObject, void, undefined> {
  if (existsSync(events)) yield* readEvents(events);
}
