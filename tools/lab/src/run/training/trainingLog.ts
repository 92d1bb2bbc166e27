import { existsSync } from 'node:fs';
import type { EvaluationEvent, JsonObject, Scalars } from '@causal-mechanisms/tensor-utils';
import { readEvents } from '@causal-mechanisms/tensor-utils/node';
import type { TrainingFolder } from './trainingFolder.ts';

/** What one step of a training run reported. */
export interface StepScalars {
  /** Which step of its phase. */
  readonly step: number;
  /** Its figures. */
  readonly scalars: Scalars;
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
    if (event['kind'] === 'evaluation') evaluations.push(event as unknown as EvaluationEvent);
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
    steps.push({ step: Number(event['step']), scalars: event['scalars'] as Scalars });
  }
  return steps;
}

/** A run whose parts train has no log of its own. */
async function* loggedEvents({
  events,
}: Pick<TrainingFolder, 'events'>): AsyncGenerator<JsonObject, void, undefined> {
  if (existsSync(events)) yield* readEvents(events);
}
