import { performance } from 'node:perf_hooks';
import type { StartEvent, StepEvent, TrainingEvent } from '@causal-mechanisms/tensor-utils';
import { BenchError } from './program.ts';

/** How many steps to time. */
export interface StepCounts {
  /** Timed steps. */
  readonly iterations: number;
  /** Steps before those, at least 1. */
  readonly warmup: number;
}

/** Time and processor time of some steps. */
export interface StepTimes {
  /** Seconds of each timed step. */
  readonly seconds: readonly number[];
  /** Processor seconds per timed step, over all threads. */
  readonly cpuSeconds: number;
}

/** Who is told of a run's events. */
export interface StepListeners<Model> {
  /** Told of the model before the first step. Default: nobody. */
  readonly onStart?: (event: StartEvent<Model>) => void;
  /** Told of each timed step, when its time has been taken. */
  readonly onStep: (event: StepEvent) => void;
}

/**
 * Times the steps of a training run as a user gets them: from one step event to the next. Disposes of the model.
 *
 * @param run - The events of a run of one phase, of `warmup + iterations` steps.
 * @param counts - How many steps to leave out and to time.
 * @param listeners - Who is told of its events.
 * @returns The times.
 */
export async function timeSteps<Model extends { dispose(): void }>(
  run: AsyncIterable<TrainingEvent<Model>>,
  { iterations, warmup }: StepCounts,
  { onStart, onStep }: StepListeners<Model>,
): Promise<StepTimes> {
  const seconds: number[] = [];
  let from = performance.now();
  let cpu = process.cpuUsage();
  let used = cpu;
  for await (const event of run) {
    if (event.kind === 'start') onStart?.(event);
    if (event.kind === 'end') event.model.dispose();
    if (event.kind !== 'step') continue;
    const now = performance.now();
    if (event.step > warmup) {
      used = process.cpuUsage(cpu);
      seconds.push((now - from) / 1000);
      onStep(event);
    } else if (event.step === warmup) {
      cpu = process.cpuUsage();
    }
    from = performance.now();
  }
  return { seconds, cpuSeconds: (used.user + used.system) / 1e6 / iterations };
}

/**
 * The one value of figures that must not change.
 *
 * @param name - What the figures are, for the message.
 * @param values - One per iteration.
 * @returns The value.
 * @throws BenchError when there is none, or not the same one everywhere.
 */
export function constantOf(name: string, values: readonly number[]): number {
  const [first] = values;
  const changed = values.findIndex((value) => value !== first);
  if (first !== undefined && changed === -1) return first;
  throw new BenchError(
    first === undefined
      ? `${name}: there was no iteration`
      : `${name}: ${first} after the first timed iteration, ${values[changed] ?? 0} after number ${changed + 1}`,
    { data: { name, values } },
  );
}
