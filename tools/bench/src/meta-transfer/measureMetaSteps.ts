import { sinusoidTasks } from '@causal-mechanisms/datasets';
import { trainMaml } from '@causal-mechanisms/meta-transfer';
import type { Measurement } from '../measure/measuredProcess.ts';
import { timeSteps } from '../measure/timeSteps.ts';
import type { MamlForm, MamlSizes } from './options.ts';

/**
 * Times meta-steps as a user gets them: drawing tasks, gradient, Adam.
 *
 * @param form - Order, and way to the gradient.
 * @param sizes - Of a meta-step, and how many.
 * @returns The times, and the peak of the resident memory.
 */
export async function measureMetaSteps(form: MamlForm, sizes: MamlSizes): Promise<Measurement> {
  const { tasks, shots, steps, units, warmup, iterations } = sizes;
  const run = trainMaml(sinusoidTasks({ shots }), {
    config: {
      hidden: [units, units],
      order: form === 'second' || form === 'tapes-2nd' ? 'second' : 'first',
      gradient: form.startsWith('tapes') ? 'tapes' : 'passes',
      innerSteps: steps,
      tasksPerBatch: tasks,
      metaSteps: warmup + iterations,
    },
  });
  const times = await timeSteps(run, { iterations, warmup }, { onStep: () => undefined });
  return { times, extras: { peak_mib: process.resourceUsage().maxRSS / 1024 } };
}
