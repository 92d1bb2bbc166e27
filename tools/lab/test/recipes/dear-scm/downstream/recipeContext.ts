import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StepEvent } from '@causal-mechanisms/tensor-utils';
import type { RecipeContext } from '../../../../src/run/recipe.ts';
import type { RunPart } from '../../../../src/run/runPart.ts';

/** Enough of the lab for rows to be trained in this process. */
export interface SmallContext extends Pick<RecipeContext, 'part' | 'seed'> {
  /** Parts in the order of their training runs, with the steps of each. */
  readonly trained: Map<string, StepEvent[]>;
  /** Parts that were finished. */
  readonly finished: string[];
  remove(): Promise<void>;
}

/** Opens one with models in a folder of its own. */
export async function smallContext(seed = 1): Promise<SmallContext> {
  const root = await mkdtemp(join(tmpdir(), 'lab-dear-'));
  const trained = new Map<string, StepEvent[]>();
  const finished = new Map<string, unknown>();
  const part = (name: string): RunPart =>
    ({
      name,
      folder: { model: join(root, name, 'model') },
      follow: async (training: Parameters<RunPart['follow']>[0]) => {
        const steps: StepEvent[] = [];
        trained.set(name, steps);
        for await (const event of training.start({})) {
          if (event.kind === 'step') {
            steps.push(event);
            training.show(event);
          }
          if (event.kind === 'end') return event.model;
        }
        throw new Error('expected an end event');
      },
      finished: async (compute: () => Promise<unknown>) => {
        if (!finished.has(name)) finished.set(name, await compute());
        return finished.get(name);
      },
    }) as unknown as RunPart;
  return {
    seed,
    part,
    trained,
    get finished() {
      return [...finished.keys()];
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
