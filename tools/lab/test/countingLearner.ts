import { jsonPart, runTraining } from '@causal-mechanisms/tensor-utils';
import type { TrainingEvent, TrainingHooks } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';

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
  /** Called before every step with the steps done: throws when the run is to die there. Default: nothing happens. */
  readonly beforeStep?: (done: number) => Promise<void> | void;
}

/** A learner that evaluates before the first step and after every second one. */
export function count(
  hooks: TrainingHooks,
  { steps, factor = 1, beforeStep }: CountOptions,
): AsyncGenerator<TrainingEvent<Counter>, Counter> {
  const model: Counter = {
    total: 0,
    disposed: false,
    dispose: () => {
      model.disposed = true;
    },
  };
  return runTraining(
    {
      owner: 'count',
      config: { steps },
      stepsKey: 'steps',
      model,
      state: {
        total: jsonPart(z.number(), {
          get: () => model.total,
          set: (saved) => (model.total = saved),
        }),
      },
      main: {
        name: 'main',
        steps,
        step: async (done) => {
          await beforeStep?.(done);
          model.total += factor * (done + 1);
          return { scalars: { total: model.total } };
        },
      },
      dispose: () => undefined,
    },
    {
      ...hooks,
      evaluate: { every: 2, run: ({ total }) => Promise.resolve({ scalars: { total } }) },
    },
  );
}
