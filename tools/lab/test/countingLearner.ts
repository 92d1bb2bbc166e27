import type { TrainingEvent } from '@causal-mechanisms/tensor-utils';
import type { TrainingHooks } from '../src/run/training/followTraining.ts';

/** A "model" that adds up its steps. */
export interface Counter {
  total: number;
  disposed: boolean;
  dispose(): void;
}

/** How a {@link count} goes. */
export interface CountOptions {
  /** How many steps there are. */
  readonly steps: number;
  /** What each step adds, times its number. Default: 1. */
  readonly factor?: number;
  /** Called before every step: throws when the run is to die there. Default: nothing happens. */
  readonly beforeStep?: (step: number) => Promise<void> | void;
}

/** A learner that evaluates after every second step and saves after as many as it is told. */
export async function* count(
  hooks: TrainingHooks,
  { steps, factor = 1, beforeStep }: CountOptions,
): AsyncGenerator<TrainingEvent<Counter>, Counter> {
  const model: Counter = {
    total: Number(hooks.resume?.json['total'] ?? 0),
    disposed: false,
    dispose: () => {
      model.disposed = true;
    },
  };
  let step = hooks.resume?.step ?? 0;
  const save = () =>
    hooks.checkpoints.store.save({ step, config: {}, arrays: {}, json: { total: model.total } });
  yield { kind: 'start', config: {}, step, steps, model };
  while (step < steps && !hooks.signal.aborted) {
    await beforeStep?.(step);
    step++;
    model.total += factor * step;
    yield { kind: 'step', phase: 'main', step, steps, scalars: { total: model.total } };
    if (step % 2 === 0) yield { kind: 'evaluation', step, scalars: { total: model.total } };
    if (step % hooks.checkpoints.every === 0)
      yield { kind: 'checkpoint', step, location: await save() };
  }
  if (step < steps) await save();
  yield { kind: 'end', reason: step < steps ? 'aborted' : 'completed', step, model };
  return model;
}
