import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import { EXIT } from '@causal-mechanisms/command-line';
import { InterruptedError } from '../../run/interrupted.ts';
import { runFolder } from '../../run/runFolder.ts';
import type { RunResult } from '../../run/runResult.ts';
import type { ChildLab, World } from '../../run/world.ts';
import { createGroupBars } from './groupBars.ts';
import type { GroupBar } from './groupBars.ts';

/** A run of a group whose folder has its record. */
export interface WaitingRun {
  /** Its folder. */
  readonly path: string;
  /** What distinguishes it, such as `seed 3`. */
  readonly label: string;
}

/**
 * Runs what waits in processes of their own, so many at a time: a run alone computes the same numbers. When one fails, those at
 * work are asked to save and stop, and none is started any more.
 *
 * @param runs - All of a group; finished ones are only read.
 * @param jobs - How many at a time.
 * @param world - Terminal, clock, request to stop, a way to start processes.
 * @param check - Looks at a result as soon as it is there; what it throws stops the others. Default: every result is fine.
 * @returns The results in order.
 * @throws InterruptedError when the group was asked to stop.
 * @throws CausalMechanismsError `ERR_RUN_FAILED` when a run failed.
 */
export async function runSideBySide(
  runs: readonly WaitingRun[],
  jobs: number,
  world: World,
  check: (result: RunResult) => void = () => undefined,
): Promise<RunResult[]> {
  const bars = createGroupBars(world.terminal, () => world.now());
  const atWork = new Set<ChildLab>();
  const stop = (): void => atWork.forEach((child) => child.stop());
  world.signal.addEventListener('abort', stop);
  let next = 0;
  const failures: unknown[] = [];
  const stopped = (): boolean => world.signal.aborted;
  const work = async (): Promise<void> => {
    for (let run = runs[next++]; run !== undefined; run = runs[next++]) {
      if (failures.length > 0 || stopped()) return;
      const known = await runFolder(run.path).result();
      const code = known === undefined ? await runOne(run) : EXIT.done;
      if (stopped()) return;
      try {
        if (code !== EXIT.done) throw runFailed(run, code);
        check(known ?? (await finished(run)));
      } catch (error) {
        failures.push(error);
        stop();
      }
    }
  };
  const runOne = async ({ path, label }: WaitingRun): Promise<number> => {
    const bar = bars.add(label);
    const child = start(world, path, bar);
    atWork.add(child);
    try {
      return await child.ended;
    } finally {
      atWork.delete(child);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(jobs, runs.length) }, work));
  } finally {
    world.signal.removeEventListener('abort', stop);
    bars.stop();
  }
  if (stopped()) throw new InterruptedError();
  if (failures.length > 0) throw failures[0];
  return Promise.all(runs.map(finished));
}

function start(world: World, path: string, bar: GroupBar): ChildLab {
  if (world.startChild === undefined) throw new Error('no other process can be started here');
  return world.startChild(['run', '--resume', path, '--json'], {
    note: (text) => bar.note(text),
    onProgress: (state) => bar.show(state),
  });
}

function runFailed({ path, label }: WaitingRun, code: number): CausalMechanismsError {
  return new CausalMechanismsError('ERR_RUN_FAILED', `the run with ${label} failed`, {
    data: { folder: path, code },
  });
}

async function finished({ path, label }: WaitingRun): Promise<RunResult> {
  const result = await runFolder(path).result();
  if (result !== undefined) return result;
  throw new CausalMechanismsError('ERR_RUN_FAILED', `the run with ${label} left no result`, {
    data: { folder: path },
  });
}
