import type { CheckpointEvent, CheckpointStore } from '@causal-mechanisms/tensor-utils';
import type { TrainingRun } from './trainingRun.ts';

/**
 * Writes a checkpoint, where there is a store for it.
 *
 * @param run - What to save.
 * @param store - Where to.
 * @returns The event of the checkpoint, or none.
 */
export async function* saveRun(
  run: TrainingRun,
  store: CheckpointStore | undefined,
): AsyncGenerator<CheckpointEvent> {
  if (store === undefined) return;
  const location = await store.save(await run.state());
  yield { kind: 'checkpoint', step: run.iteration, location };
}
